import type { Trigger } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'inactivity',
  title: { en: 'Inactivity', bn: 'নিষ্ক্রিয়তা' },
  help: {
    en: 'The visitor does nothing for a while, with the page in view; once per page.',
    bn: 'পেজ খোলা রেখে ভিজিটর কিছুক্ষণ কিছু করেন না; প্রতি পেজে একবার।',
  },
  group: 'engagement',
  params: [
    {
      id: 'seconds',
      kind: 'number',
      required: true,
      default: 30,
      min: 1,
      title: { en: 'Seconds without activity', bn: 'কত সেকেন্ড নিষ্ক্রিয়' },
    },
  ],
};

export const run: Trigger = ({ seconds }, kit, emit) => {
  let last: number;
  let timer = 0;
  const active = (): void => {
    last = Date.now();
  };
  /** Looks again when the time may be over: activity itself only notes the time. */
  const check = (): void => {
    const left = last + seconds * 1000 - Date.now();
    if (left > 0 || document.hidden) timer = setTimeout(check, Math.max(left, 1000));
    else emit('warmtag.inactivity');
  };
  for (const type of ['pointermove', 'keydown', 'scroll', 'visibilitychange']) addEventListener(type, active, true);
  kit._renew(() => {
    active();
    clearTimeout(timer);
    check();
  });
};
