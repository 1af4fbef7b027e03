import type { Variable } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'container_version',
  title: { en: 'Container Version', bn: 'কন্টেইনারের ভার্সন' },
  help: {
    en: 'Number of the published version.',
    bn: 'প্রকাশিত ভার্সনের নম্বর।',
  },
  group: 'container',
  gtm: 'ctv',
  params: [],
};

export const run: Variable = (_, { config }) => config.version;
