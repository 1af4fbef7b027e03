import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Pace } from './pace';

let looks = 0;
let pace: Pace;

beforeEach(() => {
  vi.useFakeTimers();
  looks = 0;
  pace = new Pace(() => looks++);
  pace.start();
});

afterEach(() => {
  pace.stop();
  vi.useRealTimers();
});

test('looks again at once when something changed during a look', () => {
  pace.changed();
  pace.changed();
  expect(looks).toBe(1);
  pace.looked();
  expect(looks).toBe(2);
  pace.looked();
  expect(looks).toBe(2);
});

test('looks twice a second while changes come all the time, and does not miss the last', () => {
  const second = () => {
    for (let i = 0; i < 20; i++) {
      pace.changed();
      pace.looked();
      vi.advanceTimersByTime(50);
    }
  };
  second();
  looks = 0;
  for (let i = 0; i < 10; i++) second();
  expect(looks).toBe(20);
  pace.changed();
  pace.looked();
  vi.advanceTimersByTime(500);
  expect(looks).toBe(21);
});
