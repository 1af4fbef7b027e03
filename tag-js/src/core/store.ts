import { type Entry, keep } from './batch';

const MAX_EVENTS = 50;
const MAX_CHARS = 32_768;
/** ms after which a tab that died while draining no longer keeps others from it, where there are no Web Locks. */
const LOCK = 10_000;

/** Events that could not be delivered, in localStorage, shared by the tabs of one origin. */
export interface Store {
  read(): Entry[];
  /** Adds some and removes others, by id. */
  save(add: Entry[], gone?: Entry[]): void;
  clear(): void;
  /** Runs unless another tab runs it now. */
  alone(run: () => Promise<void>): void;
}

const quietly = <T>(run: () => T): T | undefined => {
  try {
    return run();
  } catch {
    // Storage is full or forbidden: events are then kept in memory only.
  }
  return undefined;
};

export const createStore = (key: string): Store => {
  const read = (): Entry[] => quietly(() => JSON.parse(localStorage.getItem(key) as string)) || [];
  const clear = (): void => quietly(() => localStorage.removeItem(key));
  return {
    read,
    clear,
    save(add, gone = []) {
      const ids = [...add, ...gone].map(entry => entry.event.id);
      const entries = [...read().filter(entry => !ids.includes(entry.event.id)), ...add];
      if (entries[0]) quietly(() => localStorage.setItem(key, JSON.stringify(keep(entries, MAX_EVENTS, MAX_CHARS))));
      else clear();
    },
    alone(run) {
      // Web Locks exist only where the page is served over https.
      if (navigator.locks) navigator.locks.request(key, { ifAvailable: true }, lock => lock && run());
      else {
        quietly(() => {
          const lock = `${key}.lock`;
          if (+(localStorage.getItem(lock) as string) > Date.now()) return;
          localStorage.setItem(lock, `${Date.now() + LOCK}`);
          run();
        });
      }
    },
  };
};
