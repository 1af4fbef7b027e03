import type { Variable } from '../engine/api';
import { DEFAULT_VALUE } from '../params';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'regex_table',
  title: { en: 'RegEx Table', bn: 'RegEx টেবিল' },
  help: {
    en: 'Like a lookup table, with regular expressions: the first row that matches counts.',
    bn: 'লুকআপ টেবিলের মতো, রেগুলার এক্সপ্রেশন দিয়ে: প্রথম যে সারি মেলে সেটি ধরা হয়।',
  },
  group: 'tables',
  gtm: 'remm',
  params: [
    { id: 'input', kind: 'variable', required: true, title: { en: 'Input Variable', bn: 'ইনপুট ভ্যারিয়েবল' } },
    {
      id: 'rows',
      kind: 'table',
      required: true,
      columns: [
        {
          id: 'key',
          kind: 'regex',
          wholeIf: { param: 'fullMatch', is: [true] },
          title: { en: 'Pattern', bn: 'প্যাটার্ন' },
        },
        { id: 'value', kind: 'text', title: { en: 'Output', bn: 'আউটপুট' } },
      ],
      title: { en: 'RegEx Table', bn: 'টেবিল' },
    },
    { id: 'ignoreCase', kind: 'boolean', default: true, title: { en: 'Ignore Case', bn: 'বড়-ছোট হাতের অক্ষর এক ধরুন' } },
    {
      id: 'fullMatch',
      kind: 'boolean',
      default: true,
      title: { en: 'Full Matches Only', bn: 'পুরোটা মিলতে হবে' },
    },
    {
      id: 'replace',
      kind: 'boolean',
      default: true,
      title: { en: 'Enable Capture Groups', bn: 'ক্যাপচার গ্রুপ' },
      help: { en: '$1 in the output stands for the first group.', bn: 'আউটপুটে $1 মানে প্রথম গ্রুপ।' },
    },
    DEFAULT_VALUE,
  ],
};

type Row = { key: string; value: unknown };

/** Characters of a value that a regular expression sees: time must not grow with what pages push. */
const MAX_CHARS = 4000;

export const run: Variable = ({ input, rows = [], ignoreCase, fullMatch, replace, default: other }, kit) => {
  for (const { key, value } of rows as Row[]) {
    const pattern = kit._regex(fullMatch ? `^(?:${key})$` : key, ignoreCase ? 'i' : '');
    const found = pattern.exec(`${input}`.slice(0, MAX_CHARS));
    if (found)
      return replace && typeof value === 'string'
        ? // From the match: a pattern may look at what is around it, and what matched alone would not match.
          value.replace(/\$([&\d])/g, (_, group) => found[+group || 0] ?? '')
        : value;
  }
  return other;
};
