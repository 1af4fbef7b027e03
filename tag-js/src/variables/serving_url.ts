import type { Variable } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'serving_url',
  title: { en: 'First Party Serving URL', bn: 'কন্টেইনারের ঠিকানা' },
  help: {
    en: 'Where the container comes from.',
    bn: 'কন্টেইনার যে ঠিকানা থেকে আসে।',
  },
  group: 'container',
  params: [],
};

export const run: Variable = (_, { url }) => url.slice(0, -2);
