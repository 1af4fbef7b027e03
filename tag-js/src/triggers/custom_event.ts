import type { Trigger } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'custom_event',
  title: { en: 'Custom Event', bn: 'কাস্টম ইভেন্ট' },
  help: {
    en: 'When the site pushes an event of this name to the data layer, for example add_to_cart.',
    bn: 'সাইট এই নামের ইভেন্ট ডেটা লেয়ারে পাঠালে, যেমন add_to_cart।',
  },
  group: 'other',
  gtm: 'CUSTOM_EVENT',
  waits: '{{event}}',
  lists: { pattern: 'pattern', unless: 'ignoreCase' },
  params: [
    {
      id: 'event',
      kind: 'text',
      required: true,
      title: { en: 'Event name', bn: 'ইভেন্টের নাম' },
      showIf: { param: 'regex', is: [false] },
    },
    {
      id: 'regex',
      kind: 'boolean',
      default: false,
      title: { en: 'Use regex matching', bn: 'রেগুলার এক্সপ্রেশন' },
      help: {
        en: 'For many names at once: ^(purchase|refund)$ means both.',
        bn: 'একসাথে অনেক নামের জন্য: ^(purchase|refund)$ মানে দুটোই।',
      },
    },
    {
      id: 'pattern',
      kind: 'regex',
      required: true,
      title: { en: 'Pattern of the event name', bn: 'ইভেন্টের নামের ধরন' },
      showIf: { param: 'regex', is: [true] },
    },
    {
      id: 'ignoreCase',
      kind: 'boolean',
      default: false,
      title: { en: 'Ignore case', bn: 'বড়-ছোট হাতের অক্ষর এক ধরুন' },
      showIf: { param: 'regex', is: [true] },
    },
  ],
};

export const run: Trigger = ({ event, regex, pattern, ignoreCase }, kit) =>
  regex ? kit._regex(pattern, ignoreCase ? 'i' : '') : event;
