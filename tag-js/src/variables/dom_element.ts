import type { Variable } from '../engine/api';
import { SELECTOR } from '../params';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'dom_element',
  title: { en: 'DOM Element', bn: 'DOM এলিমেন্ট' },
  help: {
    en: 'Text or an attribute of the first element that matches; of a field, what was entered.',
    bn: 'প্রথম মিলে যাওয়া এলিমেন্টের লেখা বা অ্যাট্রিবিউট; ঘর হলে যা লেখা হয়েছে।',
  },
  group: 'elements',
  gtm: 'd',
  params: [
    SELECTOR,
    {
      id: 'attribute',
      kind: 'text',
      title: { en: 'Attribute Name', bn: 'অ্যাট্রিবিউটের নাম' },
      help: { en: 'Empty: the text.', bn: 'খালি থাকলে লেখাটি।' },
    },
  ],
};

export const run: Variable = ({ selector, attribute }) => {
  const element = document.querySelector<HTMLInputElement>(selector);
  if (!element) return element;
  if (attribute) return element.getAttribute(attribute);
  // Buttons and items of lists have values too, which nobody entered.
  return element.matches('input,select,textarea') ? element.value : element.textContent?.trim();
};
