import type { Trigger } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'trigger_group',
  title: { en: 'Trigger Group', bn: 'ট্রিগার গ্রুপ' },
  help: {
    en: 'Once all of several triggers have fired on the page, in any order.',
    bn: 'কয়েকটি ট্রিগারের সবগুলো পেজে একবার করে চললে, যে ক্রমেই হোক।',
  },
  group: 'other',
  gtm: 'TRIGGER_GROUP',
  params: [
    {
      id: 'triggers',
      kind: 'triggers',
      required: true,
      title: { en: 'Triggers', bn: 'ট্রিগার' },
      help: {
        en: 'One that is listed twice has to fire twice.',
        bn: 'যেটি দুবার আছে সেটি দুবার চলতে হবে।',
      },
    },
  ],
};

export const run: Trigger = ({ triggers }, kit, emit) => {
  let left: number[];
  kit._renew(() => {
    left = [...triggers];
  });
  kit._matched(trigger => {
    const at = left.indexOf(trigger);
    if (at < 0) return;
    left.splice(at, 1);
    // After the tags of the last of them.
    if (!left.length) queueMicrotask(() => emit('gtm.triggerGroup'));
  });
};
