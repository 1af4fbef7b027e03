import type { Variable } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'container_id',
  title: { en: 'Container ID', bn: 'কন্টেইনার আইডি' },
  help: {
    en: 'The site’s id, WT-…',
    bn: 'সাইটের আইডি, WT-…',
  },
  group: 'container',
  gtm: 'cid',
  params: [],
};

export const run: Variable = (_, { config }) => config.site;
