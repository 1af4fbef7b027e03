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

let watching = false;

export const run: Trigger = (_, kit) => {
  let old = { url: location.href, fragment: location.hash.slice(1), state: history.state };

  const change = (source: string): void => {
    const now = { url: location.href, fragment: location.hash.slice(1), state: history.state };
    const before = old;
    // Going back over a fragment tells of both popstate and hashchange.
    if (source === 'hashchange' && now.url === before.url) return;
    old = now;
    kit.emit('gtm.historyChange', [
      [
        {
          historyChangeSource: source,
          newUrl: now.url,
          oldUrl: before.url,
          newUrlFragment: now.fragment,
          oldUrlFragment: before.fragment,
          newHistoryState: now.state,
          oldHistoryState: before.state,
        },
        [],
      ],
    ]);
  };

  if (!watching) {
    watching = true;
    for (const name of ['pushState', 'replaceState'] as const) {
      const original = history[name];
      history[name] = function (this: History, ...args) {
        original.apply(this, args);
        kit.guard(() => change(name));
      };
    }
    for (const type of ['popstate', 'hashchange']) addEventListener(type, () => change(type));
  }
  return 'gtm.historyChange';
};
