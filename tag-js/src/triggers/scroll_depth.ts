import type { Trigger } from '../engine/api';
import { MARKS } from '../params';
import type { ParamSpec, Spec } from '../spec';

const UNITS: ParamSpec = {
  id: 'units',
  kind: 'choice',
  default: 'percent',
  choices: [
    { id: 'percent', title: { en: 'Percentages', bn: 'শতাংশ' } },
    { id: 'pixels', title: { en: 'Pixels', bn: 'পিক্সেল' } },
  ],
  title: { en: 'Units', bn: 'একক' },
};

export const spec: Spec = {
  id: 'scroll_depth',
  title: { en: 'Scroll Depth', bn: 'স্ক্রলের গভীরতা' },
  help: {
    en: 'The visitor scrolls past marks, once each per page.',
    bn: 'ভিজিটর কিছু দাগ পেরিয়ে স্ক্রল করেন, প্রতিটি পেজে একবার করে।',
  },
  group: 'engagement',
  gtm: 'SCROLL_DEPTH',
  params: [
    {
      ...MARKS,
      id: 'vertical',
      maxIf: { param: 'verticalUnits', is: ['percent'] },
      default: [25, 50, 75, 90],
      title: { en: 'Vertical Scroll Depths', bn: 'ওপর-নিচ স্ক্রলের দাগ' },
    },
    { ...UNITS, id: 'verticalUnits' },
    {
      ...MARKS,
      id: 'horizontal',
      maxIf: { param: 'horizontalUnits', is: ['percent'] },
      title: { en: 'Horizontal Scroll Depths', bn: 'পাশাপাশি স্ক্রলের দাগ' },
    },
    { ...UNITS, id: 'horizontalUnits' },
    {
      id: 'start',
      kind: 'choice',
      default: 'window_loaded',
      choices: [
        { id: 'container', title: { en: 'Container Load', bn: 'কন্টেইনার চালু হলে' } },
        { id: 'dom_ready', title: { en: 'DOM Ready', bn: 'DOM প্রস্তুত হলে' } },
        { id: 'window_loaded', title: { en: 'Window Load', bn: 'পেজ লোড শেষ হলে' } },
      ],
      title: { en: 'Enable this trigger on', bn: 'কখন থেকে' },
    },
  ],
  sets: ['Scroll Depth Threshold', 'Scroll Depth Units', 'Scroll Direction'],
};

/** ms between two looks while scrolling. */
const PACE = 100;

export const run: Trigger = (params, kit, emit) => {
  let told: Set<string>;
  let timer = 0;

  const check = (scrollDirection: 'vertical' | 'horizontal', at: number, size: number): void => {
    const units: string = params[`${scrollDirection}Units`];
    for (const mark of params[scrollDirection] || []) {
      const key = scrollDirection + mark;
      // What is no number is never reached.
      if (told.has(key) || !(at >= (units === 'percent' ? (mark / 100) * size : +mark))) continue;
      told.add(key);
      emit('gtm.scrollDepth', { scrollThreshold: +mark, scrollUnits: units.toUpperCase(), scrollDirection });
    }
  };
  const later = (): void => {
    if (!timer)
      timer = setTimeout(() => {
        timer = 0;
        const all = document.documentElement;
        // Browsers zoomed in or out end up to a pixel before the end.
        check('vertical', scrollY + innerHeight + 1, all.scrollHeight);
        check('horizontal', scrollX + innerWidth + 1, all.scrollWidth);
      }, PACE);
  };
  const watch = (): void => {
    addEventListener('scroll', later);
    kit._renew(() => {
      told = new Set();
      later();
    });
  };

  // Before the document has been parsed nothing is known of its height.
  if (params.start < 'e') kit._ready(watch);
  else if (document.readyState === 'complete') watch();
  else addEventListener('load', watch);
};
