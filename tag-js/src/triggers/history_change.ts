import type { Data } from '../core/api';
import type { Trigger } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'history_change',
  title: { en: 'History Change', bn: 'হিস্ট্রি পরিবর্তন' },
  help: {
    en: 'The address changes without a new page being loaded, as in single-page apps.',
    bn: 'নতুন পেজ লোড না হয়েই ঠিকানা বদলায়, যেমন সিঙ্গেল-পেজ অ্যাপে।',
  },
  group: 'other',
  gtm: 'HISTORY_CHANGE',
  params: [],
  sets: [
    'New History URL',
    'Old History URL',
    'New History Fragment',
    'Old History Fragment',
    'New History State',
    'Old History State',
    'History Source',
  ],
};

let watching: 1 | undefined;

export const run: Trigger = (_, kit) => {
  const look = (): Data => ({ Url: location.href, UrlFragment: location.hash.slice(1), HistoryState: history.state });
  let old = look();

  const change = (historyChangeSource: string): void => {
    const now = look();
    const data: Data = { historyChangeSource };
    // Going back over a fragment tells of both popstate and hashchange.
    if (historyChangeSource === 'hashchange' && now.Url === old.Url) return;
    for (const key in now) {
      data[`new${key}`] = now[key];
      data[`old${key}`] = old[key];
    }
    old = now;
    kit._emitAll('gtm.historyChange', [[data, []]]);
  };

  if (!watching) {
    watching = 1;
    for (const name of ['pushState', 'replaceState'] as const) {
      const original = history[name];
      history[name] = function (this: History, ...args) {
        original.apply(this, args);
        kit._guard(() => change(name));
      };
    }
    for (const type of ['popstate', 'hashchange']) addEventListener(type, () => change(type));
  }
  return 'gtm.historyChange';
};
