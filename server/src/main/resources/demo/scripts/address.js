// What a courier needs, checked. Pure: values in, names of messages out.
import { latinDigits } from './numbers.js';

/** `০১৭১২-৩৪৫৬৭৮` and `+880 1712 345678` → `01712345678`. */
export function plainMobile(written) {
  return latinDigits(written)
    .replace(/[\s().-]/g, '')
    .replace(/^(\+|00)?880(?=1)/, '0');
}

/** The fields that are wrong, in the order of the form; each has the message `invalid.<field>`. */
export function wrongFields({ name, mobile, street, district }) {
  const right = {
    name: name.trim().length >= 2,
    mobile: /^01[3-9]\d{8}$/.test(plainMobile(mobile)),
    street: street.trim().length >= 6,
    district: district !== '',
  };
  return Object.keys(right).filter(field => !right[field]);
}
