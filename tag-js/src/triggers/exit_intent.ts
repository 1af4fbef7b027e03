import type { Trigger } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'exit_intent',
  title: { en: 'Exit intent', bn: 'চলে যাওয়ার ইচ্ছা' },
  help: {
    en: 'The pointer leaves the page at the top, or on a phone the visitor scrolls back up fast; once per page.',
    bn: 'পয়েন্টার ওপর দিয়ে পেজ ছেড়ে যায়, বা ফোনে ভিজিটর দ্রুত ওপরে স্ক্রল করেন; প্রতি পেজে একবার।',
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

/** Pixels that a phone is scrolled up, and the ms in which. */
const FLICK = 400;
const MOMENT = 300;

export const run: Trigger = ({ delay = 3000 }, kit, n) => {
  let began = Date.now();
  let fired = false;
  let top = 0;
  let since = 0;
  const fire = (): void => {
    if (fired || Date.now() - began < delay) return;
    fired = true;
    kit.emit('warmtag.exitIntent', [[{}, [n]]]);
  };
  kit.renew(() => {
    began = Date.now();
    fired = false;
  });
  document.addEventListener('mouseout', ({ relatedTarget, clientY }) => {
    if (!relatedTarget && clientY <= 0) fire();
  });
  if (matchMedia('(pointer:coarse)').matches)
    addEventListener('scroll', ({ timeStamp }) => {
      if (scrollY > top || timeStamp - since > MOMENT) {
        top = scrollY;
        since = timeStamp;
      } else if (top - scrollY > FLICK) fire();
    });
};
