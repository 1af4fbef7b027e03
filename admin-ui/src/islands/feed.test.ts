import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Feed, type FeedState } from './feed';

class FakeSource extends EventTarget {
  static opened: FakeSource[] = [];
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  closed = false;

  constructor(readonly url: string) {
    super();
    FakeSource.opened.push(this);
  }

  close(): void {
    this.closed = true;
  }

  send(name: string, data: string): void {
    this.dispatchEvent(new MessageEvent(name, { data }));
  }
}

let states: FeedState[] = [];
const listen = (event: Event) => states.push((event as CustomEvent<FeedState>).detail);
const last = () => FakeSource.opened.at(-1) as FakeSource;

beforeEach(() => {
  states = [];
  FakeSource.opened = [];
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', FakeSource);
  document.addEventListener('feed-state', listen);
});

afterEach(() => {
  document.removeEventListener('feed-state', listen);
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('hands on what it gets and says that it is live', () => {
  const rows: string[] = [];
  new Feed('/stream', { row: (data) => rows.push(data) }).open();
  last().onopen?.();
  last().send('row', '<li>');
  expect(rows).toEqual(['<li>']);
  expect(new Set(states)).toEqual(new Set(['live']));
});

test('comes back after an error, later each time', () => {
  new Feed('/stream', {}).open();
  last().onerror?.();
  expect(states.at(-1)).toBe('reconnecting');
  vi.advanceTimersByTime(700);
  expect(FakeSource.opened).toHaveLength(2);
  last().onerror?.();
  vi.advanceTimersByTime(700);
  expect(FakeSource.opened).toHaveLength(2);
  vi.advanceTimersByTime(700);
  expect(FakeSource.opened).toHaveLength(3);
  last().onopen?.();
  expect(states.at(-1)).toBe('live');
});

test('takes a long silence for a dead connection', () => {
  new Feed('/stream', {}).open();
  last().onopen?.();
  vi.advanceTimersByTime(14_000);
  last().send('alive', '1');
  vi.advanceTimersByTime(14_000);
  expect(states.at(-1)).toBe('live');
  vi.advanceTimersByTime(2_000);
  expect(states.at(-1)).toBe('reconnecting');
  expect(FakeSource.opened[0]?.closed).toBe(true);
});

test('stays closed once it is closed', () => {
  const feed = new Feed('/stream', {});
  feed.open();
  last().onerror?.();
  feed.close();
  vi.advanceTimersByTime(60_000);
  expect(FakeSource.opened).toHaveLength(1);
});
