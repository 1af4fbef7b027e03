import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'window_loaded',
  title: { en: 'Window Loaded', bn: 'পেজ লোড শেষ' },
  help: {
    en: 'Images and everything else have been loaded.',
    bn: 'ছবিসহ সব কিছু লোড হয়েছে।',
  },
  group: 'page',
  gtm: 'WINDOW_LOADED',
  params: [],
  waits: 'gtm.load',
};
