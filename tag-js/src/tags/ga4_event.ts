import type { Tag } from '../engine/api';
import { NAMES_AND_VALUES } from '../params';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'ga4_event',
  title: { en: 'Google Analytics: GA4 Event', bn: 'Google Analytics: GA4 ইভেন্ট' },
  help: { en: 'Sends an event to Google Analytics 4.', bn: 'Google Analytics 4-এ একটি ইভেন্ট পাঠায়।' },
  group: 'google',
  gtm: 'gaawe',
  params: [
    {
      id: 'measurementId',
      kind: 'text',
      required: true,
      maxLength: 100,
      title: { en: 'Measurement ID', bn: 'মেজারমেন্ট আইডি' },
      help: { en: 'G-…', bn: 'G-…' },
    },
    {
      id: 'event',
      kind: 'text',
      required: true,
      maxLength: 100,
      title: { en: 'Event Name', bn: 'ইভেন্টের নাম' },
    },
    {
      id: 'ecommerce',
      kind: 'boolean',
      default: false,
      title: { en: 'Send Ecommerce data', bn: 'ই-কমার্সের ডেটা পাঠান' },
      help: { en: 'ecommerce of the data layer.', bn: 'ডেটা লেয়ারের ecommerce।' },
    },
    {
      id: 'parameters',
      kind: 'table',
      columns: NAMES_AND_VALUES,
      title: { en: 'Event Parameters', bn: 'ইভেন্টের প্যারামিটার' },
    },
    {
      id: 'settingsVariable',
      kind: 'variable',
      title: { en: 'Event Settings Variable', bn: 'ইভেন্ট সেটিংস ভ্যারিয়েবল' },
    },
    {
      id: 'userProperties',
      kind: 'table',
      columns: NAMES_AND_VALUES,
      title: { en: 'User Properties', bn: 'ব্যবহারকারীর বৈশিষ্ট্য' },
    },
    {
      id: 'userData',
      kind: 'variable',
      title: { en: 'User-provided data', bn: 'ব্যবহারকারীর দেওয়া তথ্য' },
    },
  ],
  needs: ['module.gtag'],
  consent: ['analytics_storage'],
};

export const run: Tag = (params, kit, { ecommerce }) =>
  kit._google(
    params.measurementId,
    {
      ...(params.ecommerce && ecommerce),
      ...params.settingsVariable,
      ...params.parameters,
      user_properties: params.userProperties,
      user_data: params.userData,
    },
    params.event,
  );
