import type { Variable } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'debug_mode',
  title: { en: 'Debug Mode', bn: 'ডিবাগ মোড' },
  help: {
    en: 'true in the preview, else false.',
    bn: 'প্রিভিউতে true, নইলে false।',
  },
  group: 'container',
  gtm: 'dbg',
  params: [],
};

export const run: Variable = (_, { _trace }) => !!_trace;
