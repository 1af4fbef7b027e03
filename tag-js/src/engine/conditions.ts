import type { Kit } from './api';

/** As a number; what only looks like one, or is empty, is none: it is neither less nor greater. */
const number = (text: string): number => +(text.trim() || Number.NaN);

/** Comparisons are of texts, as in GTM: undefined is 'undefined'. */
const TESTS: Record<string, (left: string, right: string) => boolean> = {
  equals: (left, right) => left === right,
  contains: (left, right) => left.includes(right),
  starts_with: (left, right) => left.startsWith(right),
  ends_with: (left, right) => left.endsWith(right),
  less: (left, right) => number(left) < number(right),
  less_or_equals: (left, right) => number(left) <= number(right),
  greater: (left, right) => TESTS.less(right, left),
  greater_or_equals: (left, right) => TESTS.less_or_equals(right, left),
};

/** Characters of a value that a regular expression sees: time must not grow with what pages push. */
const MAX_CHARS = 4000;

const NEGATE = 1;
const IGNORE_CASE = 2;

/** Whether a condition holds; throws where it can't be evaluated. Flags that are absent count as 0. */
export const test = (kit: Kit, left: unknown, operator: string, right: unknown, flags: number): boolean => {
  const ignore = flags & IGNORE_CASE;
  const fold = (value: unknown): string => (ignore ? `${value}`.toLowerCase() : `${value}`);
  const passed = operator.includes('css')
    ? (left as Element).matches(`${right}`)
    : operator.includes('regex')
      ? kit._regex(`${right}`, ignore ? 'i' : '').test(`${left}`.slice(0, MAX_CHARS))
      : TESTS[operator](fold(left), fold(right));
  return passed !== !!(flags & NEGATE);
};
