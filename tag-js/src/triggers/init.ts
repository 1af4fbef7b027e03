import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'init',
  title: { en: 'Initialization', bn: 'শুরু' },
  help: {
    en: 'Before the page view: for tags that others build on.',
    bn: 'পেজ ভিউর আগে: যেসব ট্যাগের ওপর অন্যগুলো নির্ভর করে।',
  },
  group: 'page',
  gtm: 'INIT',
  params: [],
  waits: 'gtm.init',
};
