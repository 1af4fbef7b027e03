import type { Variable } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'undefined',
  title: { en: 'Undefined Value', bn: 'অসংজ্ঞায়িত মান' },
  help: {
    en: 'No value: a tag leaves the parameter out.',
    bn: 'কোনো মান নেই: ট্যাগ প্যারামিটারটি বাদ দেয়।',
  },
  group: 'tables',
  gtm: 'uv',
  params: [],
};

export const run: Variable = () => undefined;
