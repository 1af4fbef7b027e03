import { expect, test } from 'vitest';
import { type Entry, keep, take } from './batch';

const entry = (name: string, url = '/', text = ''): Entry => ({
  page: { url, referrer: '', title: '' },
  event: { id: name, name, time: 0, data: { text } },
});
const names = (entries: Entry[]) => entries.map(({ event }) => event.name);

test('ends a batch where the page changes', () => {
  expect(names(take([entry('a'), entry('b'), entry('c', '/next')], JSON.stringify)[0])).toEqual(['a', 'b']);
});

test('takes at most 100 events', () => {
  expect(take(Array(250).fill(entry('a')), JSON.stringify)[0].length).toBe(100);
});

test('counts bytes, not characters: Bengali takes three each', () => {
  const entries = Array.from({ length: 40 }, (_, i) => entry(`e${i}`, '/', 'কার্ট'.repeat(200)));
  const [batch, body] = take(entries, JSON.stringify);
  expect(new TextEncoder().encode(body).length).toBeLessThan(48_000);
  expect(JSON.stringify(entries.slice(0, batch.length * 2)).length).toBeLessThan(48_000);
});

test('keeps purchases and the newest, in their order', () => {
  const entries = [entry('old'), entry('purchase'), entry('b'), entry('c')];
  expect(names(keep(entries, 3, 10_000))).toEqual(['purchase', 'b', 'c']);
  expect(names(keep(entries, 9, JSON.stringify(entries[1]).length + JSON.stringify(entries[3]).length + 1))).toEqual([
    'purchase',
    'c',
  ]);
});
