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

export const run: Trigger = ({ selector, frequency = 'page', ratio = 50, duration = 0, domChanges }, kit, n) => {
  /** Since when and with which timer; kept while in view. */
  let seen = new Map<Element, number>();
  let done = new WeakSet<Element>();
  let over = false;
  const share = Math.min(1, Math.max(ratio / 100, 0.001));

  const fire = (element: Element, percent: number): void => {
    if (over || done.has(element) || (element as HTMLElement).checkVisibility?.({ visibilityProperty: true }) === false)
      return;
    over = frequency === 'page';
    if (frequency === 'element') done.add(element);
    kit.emit('gtm.elementVisibility', [
      [{ element, visibleRatio: Math.round(percent * 100), visibleTime: +duration, visibleFirstTime: Date.now() }, [n]],
    ]);
  };

  const watcher = new IntersectionObserver(
    entries =>
      kit.guard(() => {
        for (const { target, isIntersecting, intersectionRatio } of entries) {
          const visible = isIntersecting && intersectionRatio >= share;
          if (visible === seen.has(target)) continue;
          clearTimeout(seen.get(target));
          seen.delete(target);
          if (visible) seen.set(target, setTimeout(fire, +duration, target, intersectionRatio));
        }
      }),
    { threshold: share },
  );

  const look = (): void => {
    for (const element of document.querySelectorAll(selector)) watcher.observe(element);
  };
  const start = (): void => {
    for (const timer of seen.values()) clearTimeout(timer);
    seen = new Map();
    done = new WeakSet();
    over = false;
    watcher.disconnect();
    look();
  };

  kit.renew(start);
  kit.ready(() => {
    start();
    let timer = 0;
    if (domChanges)
      new MutationObserver(() => {
        // Many changes at once are looked at together.
        if (!timer)
          timer = setTimeout(() => {
            timer = 0;
            kit.guard(look);
          }, 100);
      }).observe(document, { subtree: true, childList: true, attributes: true });
  });
};
