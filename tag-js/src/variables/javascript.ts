import type { Variable } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'javascript',
  title: { en: 'JavaScript Variable', bn: 'জাভাস্ক্রিপ্ট ভ্যারিয়েবল' },
  help: {
    en: 'A global value of the page, for example shop.customer.group.',
    bn: 'পেজের একটি গ্লোবাল মান, যেমন shop.customer.group।',
  },
  group: 'data',
  gtm: 'j',
  params: [
    { id: 'name', kind: 'text', required: true, title: { en: 'Global Variable Name', bn: 'গ্লোবাল ভ্যারিয়েবলের নাম' } },
  ],
};

export const run: Variable = ({ name }) =>
  name.split('.').reduce((at: Record<string, unknown> | undefined, key: string) => at?.[key], window);
