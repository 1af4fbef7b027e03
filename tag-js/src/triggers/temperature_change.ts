import type { Trigger } from '../engine/api';
import type { Spec } from '../spec';

const TEMPERATURES = [
  { id: 'any', title: { en: 'Any', bn: 'যেকোনো' } },
  { id: 'cold', title: { en: 'Cold', bn: 'কোল্ড' } },
  { id: 'warm', title: { en: 'Warm', bn: 'ওয়ার্ম' } },
  { id: 'hot', title: { en: 'Hot', bn: 'হট' } },
];

export const spec: Spec = {
  id: 'temperature_change',
  title: { en: 'Temperature change', bn: 'টেম্পারেচারের পরিবর্তন' },
  help: {
    en: 'The visitor becomes warm, hot or cold: in the page, while it happens.',
    bn: 'ভিজিটর ওয়ার্ম, হট বা কোল্ড হন: পেজেই, ঠিক সেই মুহূর্তে।',
  },
  group: 'temperature',
  params: [
    { id: 'from', kind: 'choice', default: 'any', choices: TEMPERATURES, title: { en: 'From', bn: 'আগে' } },
    { id: 'to', kind: 'choice', default: 'any', choices: TEMPERATURES, title: { en: 'To', bn: 'পরে' } },
  ],
  needs: ['module.visitor'],
  wants: ['temperature'],
  sets: ['Visitor Temperature', 'Visitor Score', 'Old Temperature'],
};

export const run: Trigger = ({ from, to }, kit, emit) =>
  kit._warmed(({ temperature: oldTemperature }, { temperature }) => {
    if (['any', oldTemperature].includes(from) && ['any', temperature].includes(to))
      emit('warmtag.temperature', { oldTemperature });
  });
