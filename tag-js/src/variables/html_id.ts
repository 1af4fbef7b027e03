import type { Variable } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'html_id',
  title: { en: 'HTML ID', bn: 'HTML আইডি' },
  help: {
    en: 'A number of the event, as GTM gives it to Custom HTML tags.',
    bn: 'ইভেন্টের একটি নম্বর, GTM যেমন কাস্টম HTML ট্যাগকে দেয়।',
  },
  group: 'utilities',
  params: [],
};

export const run: Variable = (_, _kit, { number }) => number;
