import type { Tag } from '../engine/api';
import { NAMES_AND_VALUES } from '../params';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'google_tag',
  title: { en: 'Google tag', bn: 'Google ট্যাগ' },
  help: {
    en: 'Loads Google Analytics 4 (or Ads) for a measurement ID. Formerly GA4 Configuration.',
    bn: 'একটি মেজারমেন্ট আইডির জন্য Google Analytics 4 (বা Ads) লোড করে। আগের নাম GA4 Configuration।',
  },
  group: 'google',
  gtm: ['googtag', 'gaawc'],
  params: [
    {
      id: 'tagId',
      kind: 'text',
      required: true,
      maxLength: 100,
      title: { en: 'Tag ID', bn: 'ট্যাগ আইডি' },
      help: { en: 'G-…, GT-… or AW-…', bn: 'G-…, GT-… বা AW-…' },
    },
    {
      id: 'settings',
      kind: 'table',
      columns: NAMES_AND_VALUES,
      title: { en: 'Configuration settings', bn: 'কনফিগারেশন সেটিংস' },
      help: { en: 'For example send_page_view: false.', bn: 'যেমন send_page_view: false।' },
    },
    {
      id: 'settingsVariable',
      kind: 'variable',
      title: { en: 'Configuration Settings Variable', bn: 'কনফিগারেশন সেটিংস ভ্যারিয়েবল' },
    },
    {
      id: 'shared',
      kind: 'table',
      columns: NAMES_AND_VALUES,
      title: { en: 'Shared event settings', bn: 'সব ইভেন্টের সেটিংস' },
      help: { en: 'Parameters of every event of this tag.', bn: 'এই ট্যাগের প্রতিটি ইভেন্টের প্যারামিটার।' },
    },
    {
      id: 'sharedVariable',
      kind: 'variable',
      title: { en: 'Event Settings Variable', bn: 'ইভেন্ট সেটিংস ভ্যারিয়েবল' },
    },
  ],
  needs: ['module.gtag'],
  consent: ['analytics_storage'],
};

export const run: Tag = ({ tagId, settings, settingsVariable, shared, sharedVariable }, kit) =>
  kit._google(tagId, {
    ...settingsVariable,
    ...settings,
    ...sharedVariable,
    ...shared,
  });
