import type { Tag } from '../engine/api';
import { NAMES_AND_VALUES } from '../params';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'warmtag_event',
  title: { en: 'Warmtag event', bn: 'Warmtag ইভেন্ট' },
  help: {
    en: "Sends an event to Warmtag: it appears in the console and counts for the visitor's temperature.",
    bn: 'Warmtag-এ একটি ইভেন্ট পাঠায়: কনসোলে দেখা যায় এবং ভিজিটরের টেম্পারেচারে গোনা হয়।',
  },
  group: 'warmtag',
  params: [
    {
      id: 'name',
      kind: 'text',
      required: true,
      maxLength: 100,
      title: { en: 'Event name', bn: 'ইভেন্টের নাম' },
      help: { en: 'For example add_to_cart.', bn: 'যেমন add_to_cart।' },
    },
    {
      id: 'parameters',
      kind: 'table',
      columns: NAMES_AND_VALUES,
      title: { en: 'Parameters', bn: 'প্যারামিটার' },
      help: { en: 'For example value, currency, items.', bn: 'যেমন value, currency, items।' },
    },
  ],
};

export const run: Tag = ({ name, parameters = {} }, kit, happening) => {
  const { event } = kit.send(name, parameters);
  happening.id ||= event.id;
};
