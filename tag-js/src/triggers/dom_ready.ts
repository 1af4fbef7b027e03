import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'dom_ready',
  title: { en: 'DOM Ready', bn: 'DOM প্রস্তুত' },
  help: {
    en: 'The whole document has been read: its elements can be looked at.',
    bn: 'পুরো ডকুমেন্ট পড়া হয়েছে: এলিমেন্টগুলো দেখা যায়।',
  },
  group: 'page',
  gtm: 'DOM_READY',
  params: [],
  waits: 'gtm.dom',
};
