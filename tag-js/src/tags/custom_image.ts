import type { Tag } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'custom_image',
  title: { en: 'Custom Image', bn: 'কাস্টম ইমেজ' },
  help: {
    en: 'Loads an image address: the simplest pixel. Nothing is shown.',
    bn: 'একটি ইমেজের ঠিকানা লোড করে: সবচেয়ে সহজ পিক্সেল। কিছু দেখা যায় না।',
  },
  group: 'custom',
  gtm: 'img',
  params: [
    { id: 'url', kind: 'url', required: true, title: { en: 'Image URL', bn: 'ইমেজের URL' } },
    {
      id: 'cacheBuster',
      kind: 'boolean',
      default: true,
      title: { en: 'Enable cache busting', bn: 'ক্যাশ এড়ান' },
      help: {
        en: 'Adds a random number, so that each call counts.',
        bn: 'একটি দৈবসংখ্যা যোগ করে, যাতে প্রতিটি কল গোনা হয়।',
      },
    },
    {
      id: 'cacheBusterParameter',
      kind: 'text',
      default: 'gtmcb',
      title: { en: 'Query parameter', bn: 'কোয়েরি প্যারামিটার' },
      showIf: { param: 'cacheBuster', is: [true] },
    },
  ],
};

export const run: Tag = ({ url, cacheBuster, cacheBusterParameter }, kit) => {
  const buster = `${/\?/.test(url) ? '&' : '?'}${cacheBusterParameter}=${Math.random()}`;
  return kit._fetch(cacheBuster ? url + buster : url, new Image());
};
