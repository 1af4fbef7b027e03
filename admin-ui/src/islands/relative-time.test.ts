import { expect, test } from 'vitest';
import { relative } from './relative-time';

const now = new Date('2026-11-22T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

test('counts in the unit that people would use', () => {
  expect(relative(ago(5), now, 'en')).toBe('5 seconds ago');
  expect(relative(ago(185), now, 'en')).toBe('3 minutes ago');
  expect(relative(ago(3600), now, 'en')).toBe('1 hour ago');
  expect(relative(ago(2 * 86_400), now, 'en')).toBe('2 days ago');
  expect(relative(ago(-7200), now, 'en')).toBe('in 2 hours');
});

test('speaks Bengali with Bengali digits', () => {
  expect(relative(ago(185), now, 'bn')).toBe('৩ মিনিট আগে');
});
