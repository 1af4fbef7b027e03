import type { Kit } from './api';

/** As a number; what only looks like one, or is empty, is none: it is neither less nor greater. */
const number = (text: string): number => (text.trim() ? +text : Number.NaN);

/** `raw` is the left value as it is, for elements. Comparisons are of texts, as in GTM: undefined is 'undefined'. */
const TESTS: Record<string, (left: string, right: string, raw: unknown) => boolean> = {
  equals: (left, right) => left === right,
  contains: (left, right) => left.includes(right),
  starts_with: (left, right) => left.startsWith(right),
  ends_with: (left, right) => left.endsWith(right),
  matches_css: (_, right, raw) => (raw as Element).matches(right),
  less: (left, right) => number(left) < number(right),
  less_or_equals: (left, right) => number(left) <= number(right),
  greater: (left, right) => number(left) > number(right),
  greater_or_equals: (left, right) => number(left) >= number(right),
};

/** Characters of a value that a regular expression sees: time must not grow with what pages push. */
const MAX_CHARS = 4000;

const NEGATE = 1;
const IGNORE_CASE = 2;

/** Whether a condition holds; throws where it can't be evaluated. */
export const test = (kit: Kit, left: unknown, operator: string, right: unknown, flags: number): boolean => {
  const fold = (value: unknown): string => (flags & IGNORE_CASE ? `${value}`.toLowerCase() : `${value}`);
  const passed =
    operator === 'matches_regex'
      ? kit.regex(`${right}`, flags & IGNORE_CASE ? 'i' : '').test(`${left}`.slice(0, MAX_CHARS))
      : TESTS[operator](fold(left), operator === 'matches_css' ? `${right}` : fold(right), left);
  return passed !== !!(flags & NEGATE);
};
