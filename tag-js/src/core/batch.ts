import type { Page, WarmtagEvent } from './api';
import { fits } from './clean';

/** An event and the page it happened on. */
export interface Entry {
  page: Page;
  event: WarmtagEvent;
}

/** Below the 64 KiB that all `keepalive` requests and beacons of a page share, with room for other tools. */
const MAX_BODY = 48_000;
const MAX_EVENTS = 100;

/** Some entries less others, by id: stored ones are copies. */
export const without = (entries: Entry[], others: Entry[]): Entry[] =>
  entries.filter(entry => !others.some(other => other.event.id === entry.event.id));

/** The first entries that fit into one body: of one page, since the context is the batch's, and at most `limit`. */
export const take = (
  entries: Entry[],
  render: (batch: Entry[]) => string,
  limit = MAX_EVENTS,
): [batch: Entry[], body: string] => {
  const page = JSON.stringify(entries[0].page);
  let batch = entries.slice(0, limit).filter(entry => JSON.stringify(entry.page) === page);
  for (;;) {
    const body = render(batch);
    if (!batch[1] || fits(body, MAX_BODY)) return [batch, body];
    batch = batch.slice(0, batch.length / 2);
  }
};

/** At most `count` entries and `chars` of JSON: purchases first, then the newest; their order stays. */
export const keep = (entries: Entry[], count: number, chars: number): Entry[] => {
  const rank = (entry: Entry): number => +(entry.event.name === 'purchase');
  const ranked = entries
    .slice()
    .reverse()
    .sort((a, b) => rank(b) - rank(a));
  const kept = ranked.slice(0, count).filter(entry => (chars -= JSON.stringify(entry).length) > 0);
  return entries.filter(entry => kept.includes(entry));
};
