import { expect, test } from 'vitest';
import { uuid } from './uuid';

test('makes version 7 ids that carry the time', () => {
  const id = uuid(1_763_760_000_123);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(1_763_760_000_123);
});

test('keeps ids unique and in order within a ms, and when the clock goes back', () => {
  const ids = Array.from({ length: 10_000 }, (_, i) => uuid(1_763_760_001_000 - (i % 3)));
  expect(new Set(ids).size).toBe(10_000);
  expect(ids.slice().sort()).toEqual(ids);
});
