import type { Trigger } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'exit_intent',
  title: { en: 'Exit intent', bn: 'চলে যাওয়ার ইচ্ছা' },
  help: {
    en: 'The pointer leaves the page at the top, or on a phone the visitor scrolls back up; once per page.',
    bn: 'পয়েন্টার ওপর দিয়ে পেজ ছেড়ে যায়, বা ফোনে ভিজিটর আবার ওপরে স্ক্রল করেন; প্রতি পেজে একবার।',
  },
  group: 'engagement',
  params: [
    {
      id: 'delay',
      kind: 'number',
      default: 3000,
      min: 0,
      title: { en: 'Not before (ms on the page)', bn: 'এর আগে নয় (পেজে মিলিসেকেন্ড)' },
    },
  ],
};

/** Pixels that a phone is scrolled back up. */
const BACK = 600;

export const run: Trigger = ({ delay }, kit, emit) => {
  /** When it may fire; never again once it has. */
  let from: number;
  let deepest: number;
  const fire = (): void => {
    if (Date.now() < from) return;
    from = Infinity;
    emit('warmtag.exitIntent');
  };
  kit._renew(() => {
    from = Date.now() + +delay;
    deepest = 0;
  });
  addEventListener('mouseout', event => event.relatedTarget || event.clientY > 0 || fire());
  if (navigator.maxTouchPoints)
    addEventListener('scroll', () => {
      deepest = Math.max(deepest, scrollY);
      if (deepest - scrollY > BACK) fire();
    });
};
