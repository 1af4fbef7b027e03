import type { Text } from './spec';

/** Headings under which the console lists types and built-in variables. */
export const GROUPS: Record<string, Text> = {
  page: { en: 'Page', bn: 'পেজ' },
  clicks: { en: 'Clicks', bn: 'ক্লিক' },
  forms: { en: 'Forms', bn: 'ফর্ম' },
  engagement: { en: 'Visitor engagement', bn: 'ভিজিটরের আগ্রহ' },
  temperature: { en: 'Temperature', bn: 'টেম্পারেচার' },
  other: { en: 'Other', bn: 'অন্যান্য' },
  data: { en: 'Data layer and page values', bn: 'ডেটা লেয়ার ও পেজের মান' },
  navigation: { en: 'Address and referrer', bn: 'ঠিকানা ও রেফারার' },
  elements: { en: 'Page elements', bn: 'পেজের এলিমেন্ট' },
  tables: { en: 'Tables and fixed values', bn: 'টেবিল ও নির্দিষ্ট মান' },
  settings: { en: 'Settings for tags', bn: 'ট্যাগের সেটিংস' },
  container: { en: 'Container', bn: 'কন্টেইনার' },
  visitor: { en: 'Visitor', bn: 'ভিজিটর' },
  utilities: { en: 'Utilities', bn: 'টুকিটাকি' },
  errors: { en: 'Errors', bn: 'ত্রুটি' },
  history: { en: 'History', bn: 'হিস্ট্রি' },
  videos: { en: 'Videos', bn: 'ভিডিও' },
  scrolling: { en: 'Scrolling', bn: 'স্ক্রল' },
  visibility: { en: 'Visibility', bn: 'দৃশ্যমানতা' },
  warmtag: { en: 'Warmtag', bn: 'Warmtag' },
  custom: { en: 'Custom', bn: 'কাস্টম' },
  meta: { en: 'Meta (Facebook)', bn: 'Meta (ফেসবুক)' },
  google: { en: 'Google', bn: 'Google' },
  modules: { en: 'Modules', bn: 'মডিউল' },
};
