import type { Variable } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'environment_name',
  title: { en: 'Environment Name', bn: 'এনভায়রনমেন্টের নাম' },
  help: {
    en: 'Live, Staging or the name of another environment.',
    bn: 'Live, Staging বা অন্য এনভায়রনমেন্টের নাম।',
  },
  group: 'container',
  gtm: 'ev',
  params: [],
};

export const run: Variable = (_, { config }) => config.environment || 'Live';
