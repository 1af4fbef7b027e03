import type { Variable } from '../engine/api';
import { SELECTOR } from '../params';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'element_visibility',
  title: { en: 'Element Visibility', bn: 'এলিমেন্টের দৃশ্যমানতা' },
  help: {
    en: 'Whether an element is on the screen at this moment, or how much of it.',
    bn: 'এই মুহূর্তে এলিমেন্টটি পর্দায় আছে কি না, বা কতটা।',
  },
  group: 'elements',
  gtm: 'vis',
  params: [
    SELECTOR,
    {
      id: 'output',
      kind: 'choice',
      default: 'boolean',
      choices: [
        { id: 'boolean', title: { en: 'true or false', bn: 'true বা false' } },
        { id: 'percent', title: { en: 'Percent visible', bn: 'কত শতাংশ দেখা যায়' } },
      ],
      title: { en: 'Output Type', bn: 'ফলাফল' },
    },
    {
      id: 'ratio',
      kind: 'number',
      default: 1,
      min: 0,
      max: 100,
      title: { en: 'Minimum Percent Visible', bn: 'কমপক্ষে কত শতাংশ' },
      showIf: { param: 'output', is: ['boolean'] },
    },
  ],
};

export const run: Variable = ({ selector, output, ratio }) => {
  const element = document.querySelector(selector);
  const { top, bottom, left, right, width, height } = element?.getBoundingClientRect() || ({} as DOMRect);
  const seen = (from: number, to: number, size: number): number => Math.max(0, Math.min(to, size) - Math.max(from, 0));
  const percent = (100 * seen(top, bottom, innerHeight) * seen(left, right, innerWidth)) / (width * height) || 0;
  return output === 'percent' ? Math.round(percent) : percent >= (ratio || 0.01);
};
