import { type Entry, keep, without } from './batch';
import { guard } from './guard';

const MAX_EVENTS = 50;
const MAX_CHARS = 32_768;

let key: string;

export const openStore = (site: string): void => {
  key = `_wt.${site}`;
};

/** Events that could not be delivered, shared by the tabs of one origin. */
export const readStore = (): Entry[] => guard(() => JSON.parse(localStorage[key] || '[]')) || [];

/** Adds some and removes others, by id. */
export const store = (add: Entry[], gone: Entry[] = []): void => {
  const entries = [...without(without(readStore(), gone), add), ...add];
  guard(() => {
    if (entries[0]) localStorage[key] = JSON.stringify(keep(entries, MAX_EVENTS, MAX_CHARS));
    else delete localStorage[key];
  });
};

/**
 * Runs after whichever tab runs it now: that one may be a page on its way out. Where the page isn't served over https there
 * are no Web Locks; then two tabs may send the same event, which counts once.
 */
export const alone = (run: () => Promise<void>): void => {
  if (navigator.locks) navigator.locks.request(key, run);
  else run();
};
