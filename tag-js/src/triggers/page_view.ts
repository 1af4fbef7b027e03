import type { Trigger } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'page_view',
  title: { en: 'Page View', bn: 'পেজ ভিউ' },
  help: {
    en: 'As soon as the container runs on a page. The usual trigger for pixels and the Google tag.',
    bn: 'পেজে কন্টেইনার চালু হওয়ামাত্র। পিক্সেল ও Google ট্যাগের জন্য সবচেয়ে প্রচলিত ট্রিগার।',
  },
  group: 'page',
  gtm: 'PAGEVIEW',
  params: [
    {
      id: 'virtual',
      kind: 'boolean',
      default: false,
      title: { en: 'Also on virtual pages', bn: 'ভার্চুয়াল পেজেও' },
      help: {
        en: 'Fires again when a single-page app shows another page, once its title is set.',
        bn: 'সিঙ্গেল-পেজ অ্যাপ অন্য পেজ দেখালে, শিরোনাম বসার পর আবার চলে।',
      },
    },
  ],
  waits: 'gtm.js',
  sets: [],
};

const virtual: number[] = [];

export const run: Trigger = (_, kit, __, n) => {
  // One listener for all of them. The first page view has been when triggers start.
  if (virtual.push(n) < 2)
    kit.on((___, event, viewed) => viewed && kit._emitAll('gtm.js', [[{}, virtual]], event?.id, 1));
  return 'gtm.js';
};
