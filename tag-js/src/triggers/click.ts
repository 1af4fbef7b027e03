import type { Trigger } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'click',
  title: { en: 'Click - All Elements', bn: 'ক্লিক - সব এলিমেন্ট' },
  help: {
    en: 'A click with the left or the middle button, anywhere or on the elements that you name.',
    bn: 'বাম বা মাঝের বোতামে ক্লিক, যেকোনো জায়গায় বা আপনার বলা এলিমেন্টে।',
  },
  group: 'clicks',
  gtm: 'CLICK',
  params: [
    {
      id: 'selector',
      kind: 'selector',
      title: { en: 'Only on', bn: 'শুধু এখানে' },
      help: {
        en: 'CSS selector. A click on an icon or text inside counts as a click on the element itself. Empty: every click.',
        bn: 'CSS সিলেক্টর। ভেতরের আইকন বা লেখায় ক্লিকও ওই এলিমেন্টে ক্লিক ধরা হয়। খালি থাকলে সব ক্লিক।',
      },
    },
  ],
  needs: ['module.interactions'],
  sets: ['Click Element', 'Click Classes', 'Click ID', 'Click Target', 'Click URL', 'Click Text'],
};

export const run: Trigger = (params, kit, _, n) => kit._interact('gtm.click', n, params, params.selector || '*');
