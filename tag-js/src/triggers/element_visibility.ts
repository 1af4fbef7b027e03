import type { Trigger } from '../engine/api';
import { SELECTOR } from '../params';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'element_visibility',
  title: { en: 'Element Visibility', bn: 'এলিমেন্ট দেখা গেছে' },
  help: {
    en: 'An element comes into view: a banner, a list of products, a message of thanks.',
    bn: 'একটি এলিমেন্ট চোখে পড়ে: ব্যানার, পণ্যের তালিকা, ধন্যবাদ-বার্তা।',
  },
  group: 'engagement',
  gtm: 'ELEMENT_VISIBILITY',
  params: [
    SELECTOR,
    {
      id: 'frequency',
      kind: 'choice',
      default: 'page',
      choices: [
        { id: 'page', title: { en: 'Once per page', bn: 'প্রতি পেজে একবার' } },
        { id: 'element', title: { en: 'Once per element', bn: 'প্রতি এলিমেন্টে একবার' } },
        { id: 'always', title: { en: 'Every time an element appears on the screen', bn: 'যতবার পর্দায় আসে' } },
      ],
      title: { en: 'When to fire', bn: 'কতবার' },
    },
    {
      id: 'ratio',
      kind: 'number',
      default: 50,
      min: 0,
      max: 100,
      title: { en: 'Minimum Percent Visible', bn: 'কমপক্ষে কত শতাংশ দেখা যায়' },
    },
    {
      id: 'duration',
      kind: 'number',
      default: 0,
      min: 0,
      title: { en: 'Minimum on-screen duration (ms)', bn: 'পর্দায় কমপক্ষে কতক্ষণ (মিলিসেকেন্ড)' },
    },
    {
      id: 'domChanges',
      kind: 'boolean',
      default: false,
      title: { en: 'Observe DOM changes', bn: 'DOM-এর পরিবর্তন দেখুন' },
      help: { en: 'For elements that come later.', bn: 'যেসব এলিমেন্ট পরে আসে।' },
    },
  ],
  sets: ['Percent Visible', 'On-Screen Duration', 'Click Element'],
};

export const run: Trigger = ({ selector, frequency, ratio, duration, domChanges }, kit, emit) => {
  const threshold = ratio / 100 || 0.001;
  /** Timers of those in view. */
  const seen = new Map<Element, number>();
  /** Where it has fired; the document stands for anywhere. */
  let done: Set<Node>;

  const shown = (entries: IntersectionObserverEntry[]): void => {
    for (const { target: element, intersectionRatio } of entries) {
      clearTimeout(seen.get(element));
      const key = frequency === 'page' ? document : element;
      const fire = (): void => {
        if (done.has(key)) return;
        if (frequency !== 'always') done.add(key);
        const visibleRatio = Math.round(intersectionRatio * 100);
        const now = Date.now();
        const data = { element, visibleRatio, visibleTime: duration, visibleFirstTime: now, visibleLastTime: now };
        emit('gtm.elementVisibility', data);
      };
      if (intersectionRatio >= threshold) seen.set(element, setTimeout(fire, duration));
    }
  };
  /** Made when there is something to watch: most pages have nothing. */
  let watcher: IntersectionObserver | undefined;
  const look = (): void =>
    kit._guard(() => {
      for (const element of document.querySelectorAll(selector))
        (watcher ||= new IntersectionObserver(shown, { threshold })).observe(element);
    });

  kit._ready(() => {
    kit._renew(() => {
      done = new Set();
      watcher?.disconnect();
      look();
    });
    if (domChanges) new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  });
};
