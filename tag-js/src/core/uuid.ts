let last = 0;
let count = 0;

/**
 * UUIDv7 (RFC 9562): 48 bits of ms, a 12-bit counter that keeps ids of one page in order, 62 random bits.
 * Ids never go back, even where the clock does.
 */
export const uuid = (now: number): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  // The counter starts in its lower half, so that a ms has room for 2,048 ids before the next one is borrowed.
  if (now > last) [last, count] = [now, ((bytes[0] & 7) << 8) | bytes[1]];
  else if (++count > 4095) [last, count] = [last + 1, 0];
  const hex = [last.toString(16).padStart(12, '0'), (0x7000 | count).toString(16)];
  bytes[2] = (bytes[2] & 0x3f) | 0x80;
  for (const byte of bytes.slice(2)) hex.push((byte | 256).toString(16).slice(1));
  return hex.join('').replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};
