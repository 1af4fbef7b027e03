import type { Data } from '../core/api';
import type { Variable } from '../engine/api';
import { DEFAULT_VALUE } from '../params';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'data_layer',
  title: { en: 'Data Layer Variable', bn: 'ডেটা লেয়ার ভ্যারিয়েবল' },
  help: {
    en: 'A value that the site pushed to the data layer, for example ecommerce.value.',
    bn: 'সাইট ডেটা লেয়ারে যে মান পাঠিয়েছে, যেমন ecommerce.value।',
  },
  group: 'data',
  gtm: 'v',
  params: [
    {
      id: 'key',
      kind: 'text',
      required: true,
      title: { en: 'Data Layer Variable Name', bn: 'ডেটা লেয়ারে নাম' },
      help: { en: 'Dots lead inwards: ecommerce.items.0.price.', bn: 'ডট দিয়ে ভেতরে যান: ecommerce.items.0.price।' },
    },
    {
      id: 'version',
      kind: 'choice',
      default: 2,
      choices: [
        { id: '1', title: { en: 'Version 1', bn: 'ভার্সন ১' } },
        { id: '2', title: { en: 'Version 2', bn: 'ভার্সন ২' } },
      ],
      title: { en: 'Data Layer Version', bn: 'ডেটা লেয়ারের ভার্সন' },
      help: {
        en: 'Version 2 merges what was pushed and understands dots. Version 1 knows only the last value of a flat name.',
        bn: 'ভার্সন ২ সব পুশ একসাথে মেলায় ও ডট বোঝে। ভার্সন ১ শুধু একটি নামের শেষ মান জানে।',
      },
    },
    DEFAULT_VALUE,
  ],
};

export const run: Variable = ({ key, version, default: other }, { _flat: flat, get }, { data }) => {
  /** What GTM's own messages and gtag's events leave in its data layer. */
  const own = { gtm: data, eventModel: flat.eventModel };
  const ours = key.split('.').reduce((at: Data | undefined, name: string) => at?.[name], own);
  const value = ours !== undefined ? ours : version < 2 ? flat[key] : get(key);
  return value === undefined ? other : value;
};
