/** Time and counter of the last id: ms * 4,096 + counter, exact until the year 2039. */
let last = 0;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/**
 * UUIDv7 (RFC 9562): 48 bits of ms, a 12-bit counter that keeps ids of one page in order, 60 random bits.
 * Ids never go back, even where the clock does.
 */
export const uuid = (now: number): string => {
  last = Math.max(now * 4096, last + 1);
  const [a, b] = crypto.getRandomValues(new Uint32Array(2));
  const digits = hex(last, 15) + hex(a, 8) + hex(b, 8);
  return digits.replace(/(.{8})(.{4})(...)(...)(.{12})./, '$1-$2-7$3-8$4-$5');
};
