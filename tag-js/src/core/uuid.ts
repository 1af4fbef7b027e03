/** Time and counter of the last id: ms * 4,096 + counter, exact until the year 2039. */
let last = 0;

const hex = (value: number, digits: number): string => Math.floor(value).toString(16).padStart(digits, '0');

/**
 * UUIDv7 (RFC 9562): 48 bits of ms, a 12-bit counter that keeps ids of one page in order, 60 random bits.
 * Ids never go back, even where the clock does.
 */
export const uuid = (now: number): string => {
  last = Math.max(now * 4096, last + 1);
  // Random digits are not from crypto, whose first use costs a page 0.2 ms: an id has to be new, nobody has to be unable
  // to guess it. Nor is it put together by a regular expression, whose first use costs as much.
  const time = hex(last, 15);
  const random = hex(Math.random() * 4096, 3);
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-7${time.slice(12)}-8${random}-${hex(Math.random() * 2 ** 48, 12)}`;
};
