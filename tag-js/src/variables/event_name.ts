import type { Variable } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'event_name',
  title: { en: 'Custom Event', bn: 'ইভেন্টের নাম' },
  help: {
    en: 'Name of the event that is being handled.',
    bn: 'যে ইভেন্ট চলছে তার নাম।',
  },
  group: 'data',
  gtm: 'e',
  params: [],
};

export const run: Variable = (_, _kit, { name }) => name;
