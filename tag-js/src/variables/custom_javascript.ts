import type { Variable } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'custom_javascript',
  title: { en: 'Custom JavaScript', bn: 'কাস্টম জাভাস্ক্রিপ্ট' },
  help: {
    en: 'One function that returns a value. {{variables}} may stand in it. It is checked when you save.',
    bn: 'একটি ফাংশন যা একটি মান ফেরত দেয়। ভেতরে {{ভ্যারিয়েবল}} থাকতে পারে। সেভ করার সময় যাচাই হয়।',
  },
  group: 'data',
  gtm: 'jsm',
  params: [
    {
      id: 'javascript',
      kind: 'javascript',
      required: true,
      default: 'function () {\n  return undefined;\n}',
      title: { en: 'Function', bn: 'ফাংশন' },
    },
  ],
};

export const run: Variable = ({ javascript }) => javascript();
