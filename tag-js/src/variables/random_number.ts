import type { Variable } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'random_number',
  title: { en: 'Random Number', bn: 'দৈবসংখ্যা' },
  help: { en: 'A whole number between two others, both included.', bn: 'দুটি সংখ্যার মাঝের একটি পূর্ণসংখ্যা, দুটিসহ।' },
  group: 'utilities',
  gtm: 'r',
  params: [
    { id: 'min', kind: 'number', default: 0, title: { en: 'Minimum', bn: 'সর্বনিম্ন' } },
    { id: 'max', kind: 'number', default: 2_147_483_647, title: { en: 'Maximum', bn: 'সর্বোচ্চ' } },
  ],
};

export const run: Variable = ({ min, max }) => Math.floor(Math.random() * (max - min + 1)) + +min;
