import type { Variable } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'cookie',
  title: { en: '1st Party Cookie', bn: 'ফার্স্ট-পার্টি কুকি' },
  help: {
    en: 'Value of the first cookie of this name that the page may read.',
    bn: 'এই নামের প্রথম কুকির মান, যা পেজ পড়তে পারে।',
  },
  group: 'data',
  gtm: 'k',
  params: [
    { id: 'name', kind: 'text', required: true, title: { en: 'Cookie Name', bn: 'কুকির নাম' } },
    {
      id: 'decode',
      kind: 'boolean',
      default: false,
      title: { en: 'URI-decode cookie', bn: 'URI-ডিকোড করুন' },
    },
  ],
};

export const run: Variable = ({ name, decode }) => {
  const pair = document.cookie.split('; ').find(each => each.startsWith(`${name}=`));
  const value = pair?.slice(name.length + 1);
  return value && decode ? decodeURIComponent(value) : value;
};
