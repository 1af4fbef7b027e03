import type { Variable } from '../engine/api';
import { DEFAULT_VALUE } from '../params';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'lookup_table',
  title: { en: 'Lookup Table', bn: 'লুকআপ টেবিল' },
  help: {
    en: 'Turns one value into another: the host shop.example into a pixel id.',
    bn: 'একটি মানকে আরেকটিতে বদলায়: shop.example হোস্টকে একটি পিক্সেল আইডিতে।',
  },
  group: 'tables',
  gtm: 'smm',
  params: [
    { id: 'input', kind: 'variable', required: true, title: { en: 'Input Variable', bn: 'ইনপুট ভ্যারিয়েবল' } },
    {
      id: 'rows',
      kind: 'table',
      required: true,
      columns: [
        { id: 'key', kind: 'text', title: { en: 'Input', bn: 'ইনপুট' } },
        { id: 'value', kind: 'text', title: { en: 'Output', bn: 'আউটপুট' } },
      ],
      title: { en: 'Lookup Table', bn: 'টেবিল' },
      help: { en: 'The input must be exactly the same.', bn: 'ইনপুট হুবহু একই হতে হবে।' },
    },
    DEFAULT_VALUE,
  ],
};

type Row = { key: unknown; value: unknown };

export const run: Variable = ({ input, rows = [], default: other }) => {
  const row = (rows as Row[]).find(({ key }) => `${key}` === `${input}`);
  return row ? row.value : other;
};
