import type { Resolved, Variable } from '../engine/api';
import { COMPONENT, QUERY_KEY, STRIP_WWW } from '../params';
import type { Spec } from '../spec';

const WHEN_URL = { param: 'what', is: ['url'] };

export const spec: Spec = {
  id: 'auto_event',
  title: { en: 'Auto-Event Variable', bn: 'অটো-ইভেন্ট ভ্যারিয়েবল' },
  help: {
    en: 'Something of the element that was clicked, sent or seen.',
    bn: 'যে এলিমেন্টে ক্লিক হয়েছে, যা পাঠানো বা দেখা হয়েছে, তার কিছু।',
  },
  group: 'elements',
  gtm: 'aev',
  params: [
    {
      id: 'what',
      kind: 'choice',
      required: true,
      default: 'element',
      choices: [
        { id: 'element', title: { en: 'Element', bn: 'এলিমেন্ট' } },
        { id: 'classes', title: { en: 'Element Classes', bn: 'ক্লাস' } },
        { id: 'id', title: { en: 'Element ID', bn: 'আইডি' } },
        { id: 'target', title: { en: 'Element Target', bn: 'টার্গেট' } },
        { id: 'text', title: { en: 'Element Text', bn: 'লেখা' } },
        { id: 'url', title: { en: 'Element URL', bn: 'URL' } },
        { id: 'attribute', title: { en: 'Element Attribute', bn: 'অ্যাট্রিবিউট' } },
      ],
      title: { en: 'Variable Type', bn: 'কোনটি' },
    },
    {
      id: 'attribute',
      kind: 'text',
      required: true,
      title: { en: 'Attribute Name', bn: 'অ্যাট্রিবিউটের নাম' },
      showIf: { param: 'what', is: ['attribute'] },
    },
    { ...COMPONENT, required: false, showIf: WHEN_URL },
    QUERY_KEY,
    STRIP_WWW,
  ],
  needs: ['variable.url'],
};

export const run: Variable = (params, kit, happening) => {
  const element = happening.data.element as (HTMLAnchorElement & SVGAElement) | undefined;
  const { what, attribute = what, component } = params;
  if (!element || what === 'element') return element;
  if (what === 'text') return (element.innerText ?? element.textContent).trim();
  const read = (name: string): string => element.getAttribute(name) || '';
  if (what !== 'url') return read(what === 'classes' ? 'class' : attribute);
  // A form's own fields may hide its properties.
  const source = element.href?.baseVal ?? (element.href || read('action'));
  const full = source && new URL(source, location.href).href;
  // With its fragment, unlike the address of a page.
  return component === 'url'
    ? full
    : (kit.parts['variable.url'] as (params: Resolved) => unknown)({ ...params, source: full });
};
