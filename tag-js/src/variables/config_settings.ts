import type { Variable } from '../engine/api';
import { NAMES_AND_VALUES } from '../params';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'config_settings',
  title: { en: 'Google tag: Configuration settings', bn: 'Google ট্যাগ: কনফিগারেশন সেটিংস' },
  help: {
    en: 'Parameters that several Google tags share.',
    bn: 'যেসব প্যারামিটার কয়েকটি Google ট্যাগে একই।',
  },
  group: 'settings',
  gtm: 'gtcs',
  params: [{ id: 'rows', kind: 'table', columns: NAMES_AND_VALUES, title: { en: 'Parameters', bn: 'প্যারামিটার' } }],
};

export const run: Variable = ({ rows = {} }) => rows;
