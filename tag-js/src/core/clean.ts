import type { Data } from './api';
import { isPlain } from './dataLayer';
import { warn } from './guard';

/** Bytes of one event's `data` as JSON. */
const MAX_DATA = 8192;
const MAX_DEPTH = 8;
const MAX_VALUES = 3000;
const MAX_TEXT = 2000;

const PERSONAL = /^(user_data|e-?mail(_address)?|phone(_number)?)$/i;
const NUMERIC = /^(value|price|quantity|tax|shipping|discount)$/;

export const bytes = (text: string): number => new Blob([text]).size;

/** `"1,290.50"` and `"1,23,456"` as numbers; what is no number stays as it is. */
export const number = (value: unknown): unknown => {
  const text = `${value}`.trim();
  const parsed = +(/^-?\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?$/.test(text) ? text.replace(/,/g, '') : text);
  return text && Number.isFinite(parsed) ? parsed : value;
};

/**
 * A copy of a page's values that JSON can carry: no functions, nodes, cycles; numbers as numbers; no e-mail or phone in
 * clear. Keys that don't fit into 8 KiB are left out, the largest first; lists are shortened before they are left out.
 */
export const clean = (data: Data): Data => {
  let budget = MAX_VALUES;

  const copy = (value: unknown, key: string, above: unknown[]): unknown => {
    if (--budget < 0 || above.length > MAX_DEPTH || above.includes(value)) return undefined;
    if (value instanceof Date) return value.toJSON();
    if (typeof value === 'string') return NUMERIC.test(key) ? number(value) : value.slice(0, MAX_TEXT);
    if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
    if (Array.isArray(value)) return value.map(item => copy(item, '', [...above, value]));
    if (!isPlain(value)) return undefined;
    const to: Data = {};
    for (const name of Object.keys(value)) {
      if (!PERSONAL.test(name)) to[name] = copy(value[name], name, [...above, value]);
    }
    return to;
  };

  let left = MAX_DATA;
  const size = (value: unknown): number => bytes(JSON.stringify(value) || '');
  const entries = Object.entries(copy(data, '', []) as Data).sort((a, b) => size(a) - size(b));
  const to: Data = {};
  for (let [key, value] of entries) {
    while (size([key, value]) > left && Array.isArray(value) && value[0]) value = value.slice(0, value.length / 2);
    if (size([key, value]) > left) warn(`${key} is over ${MAX_DATA} bytes`);
    else {
      left -= size([key, value]);
      to[key] = value;
    }
  }
  return to;
};
