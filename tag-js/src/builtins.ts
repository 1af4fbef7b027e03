import type { BuiltIn } from './spec';

/** Every built-in variable of GTM's web container and those of Warmtag: ordinary types with fixed parameters. */
export const BUILT_INS: BuiltIn[] = [
  {
    name: 'Page URL',
    type: 'url',
    params: { component: 'url' },
    group: 'page',
    gtm: 'PAGE_URL',
    help: { en: 'Address of the page, without the fragment.', bn: 'পেজের ঠিকানা, ফ্র্যাগমেন্ট ছাড়া।' },
  },
  {
    name: 'Page Hostname',
    type: 'url',
    params: { component: 'host' },
    group: 'page',
    gtm: 'PAGE_HOSTNAME',
    help: { en: 'Host name of the page: shop.example.', bn: 'পেজের হোস্ট নাম: shop.example।' },
  },
  {
    name: 'Page Path',
    type: 'url',
    params: { component: 'path' },
    group: 'page',
    gtm: 'PAGE_PATH',
    help: { en: 'Path of the page: /cart.', bn: 'পেজের পাথ: /cart।' },
  },
];
