import type { Variable } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'constant',
  title: { en: 'Constant', bn: 'ধ্রুবক' },
  help: {
    en: 'A fixed text, kept in one place: a pixel id, a measurement id.',
    bn: 'একটি নির্দিষ্ট লেখা, এক জায়গায় রাখা: পিক্সেল আইডি, মেজারমেন্ট আইডি।',
  },
  group: 'tables',
  gtm: 'c',
  params: [{ id: 'value', kind: 'text', required: true, title: { en: 'Value', bn: 'মান' } }],
};

export const run: Variable = ({ value }) => value;
