import type { Data } from './api';
import { isPlain } from './dataLayer';
import { warn } from './guard';

/** Bytes of one event's `data` as JSON. */
const MAX_DATA = 8192;
const MAX_VALUES = 3000;

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** Whether a text has fewer bytes; short ones aren't counted, since the first use of an encoder takes 0.1 ms. */
export const fits = (text: string, most: number): boolean => text.length * 3 < most || bytes(text) < most;

const number = (text: string): unknown => {
  // What separates groups, `1,290.50` or `1,23,456`; never a decimal comma.
  const parsed = +text.replace(/,(?=(\d\d\d?,)*\d{3}(\.|$))/g, '');
  // Neither NaN nor infinite, nor the 0 that an empty text gives.
  return text.trim() && parsed * 0 === 0 ? parsed : text;
};

/** A copy that JSON can carry: no functions, nodes or cycles; numbers as numbers; e-mail or phone in clear in `user` only. */
export const clean = (data: Data, user?: unknown): Data => {
  let budget = MAX_VALUES;
  const above: unknown[] = [];
  const json = JSON.stringify(data, function (this: unknown, key, value) {
    if ((/^(user_data|e-?mail|phone)/i.test(key) && ![value, this].includes(user)) || --budget < 0) return undefined;
    if (typeof value === 'string' && /^(value|price|quantity|tax|shipping|revenue)$/.test(key)) return number(value);
    if (value === Object(value)) {
      while (above[0] && above[0] !== this) above.shift();
      if (above.includes(value) || !(Array.isArray(value) || isPlain(value))) return undefined;
      above.unshift(value);
    }
    return value;
  });
  return JSON.parse(json);
};

/** Makes data fit into 8 KiB: texts and lists are shortened, then keys left out, the shortest values kept first. */
export const shorten = (data: Data): Data => {
  if (fits(JSON.stringify(data), MAX_DATA)) return data;
  warn('shortened');
  const size = (value: unknown): number => bytes(JSON.stringify(value));
  let left = MAX_DATA;
  const to: Data = {};
  for (const [key, value] of Object.entries(data).sort((a, b) => size(a) - size(b))) {
    // Or a list: what is done to texts here works on both.
    let part = value as string;
    let cost: number;
    while ((cost = size([key, part])) > left && part?.length) part = part.slice(0, part.length / 2);
    if (cost <= left) {
      left -= cost;
      to[key] = part;
    }
  }
  return to;
};
