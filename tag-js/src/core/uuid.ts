/** Time and counter of the last id: ms * 4,096 + counter, exact until the year 2039. */
let last = 0;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

// Not from crypto, whose first use costs a page 0.2 ms: an id has to be new, nobody has to be unable to guess it.
const random = (): string => hex(Math.floor(Math.random() * 2 ** 32), 8);

/**
 * UUIDv7 (RFC 9562): 48 bits of ms, a 12-bit counter that keeps ids of one page in order, 60 random bits.
 * Ids never go back, even where the clock does.
 */
export const uuid = (now: number): string => {
  last = Math.max(now * 4096, last + 1);
  const digits = hex(last, 15) + random() + random();
  return digits.replace(/(.{8})(.{4})(...)(...)(.{12})./, '$1-$2-7$3-8$4-$5');
};
