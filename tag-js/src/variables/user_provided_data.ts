import type { Variable } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'user_provided_data',
  title: { en: 'User-Provided Data', bn: 'ব্যবহারকারীর দেওয়া তথ্য' },
  help: {
    en: 'What a customer told the shop, for tags that find people better with it. It never reaches Warmtag this way.',
    bn: 'ক্রেতা দোকানকে যা জানিয়েছেন, যেসব ট্যাগ তা দিয়ে মানুষ ভালো খুঁজে পায় তাদের জন্য। এভাবে তা Warmtag-এ আসে না।',
  },
  group: 'settings',
  gtm: 'awec',
  params: [
    {
      id: 'mode',
      kind: 'choice',
      default: 'manual',
      choices: [
        { id: 'auto', title: { en: 'Automatic collection', bn: 'স্বয়ংক্রিয় সংগ্রহ' } },
        { id: 'manual', title: { en: 'Manual configuration', bn: 'নিজে ঠিক করুন' } },
        { id: 'code', title: { en: 'Code: an object', bn: 'কোড: একটি অবজেক্ট' } },
      ],
      title: { en: 'Type', bn: 'ধরন' },
      help: {
        en: 'Automatic: the e-mail address and the phone number that stand in the fields of the page at that moment.',
        bn: 'স্বয়ংক্রিয়: সেই মুহূর্তে পেজের ঘরগুলোতে যে ই-মেইল ও ফোন নম্বর লেখা আছে।',
      },
    },
    {
      id: 'object',
      kind: 'variable',
      required: true,
      title: { en: 'Data source', bn: 'তথ্যের উৎস' },
      showIf: { param: 'mode', is: ['code'] },
    },
    { id: 'email', kind: 'text', title: { en: 'Email', bn: 'ই-মেইল' }, showIf: { param: 'mode', is: ['manual'] } },
    { id: 'phone', kind: 'text', title: { en: 'Phone', bn: 'ফোন' }, showIf: { param: 'mode', is: ['manual'] } },
    {
      id: 'firstName',
      kind: 'text',
      title: { en: 'First name', bn: 'নামের প্রথম অংশ' },
      showIf: { param: 'mode', is: ['manual'] },
    },
    {
      id: 'lastName',
      kind: 'text',
      title: { en: 'Last name', bn: 'নামের শেষ অংশ' },
      showIf: { param: 'mode', is: ['manual'] },
    },
    { id: 'street', kind: 'text', title: { en: 'Street', bn: 'রাস্তা' }, showIf: { param: 'mode', is: ['manual'] } },
    { id: 'city', kind: 'text', title: { en: 'City', bn: 'শহর' }, showIf: { param: 'mode', is: ['manual'] } },
    { id: 'region', kind: 'text', title: { en: 'Region', bn: 'বিভাগ' }, showIf: { param: 'mode', is: ['manual'] } },
    {
      id: 'postalCode',
      kind: 'text',
      title: { en: 'Postal code', bn: 'পোস্টকোড' },
      showIf: { param: 'mode', is: ['manual'] },
    },
    {
      id: 'country',
      kind: 'text',
      title: { en: 'Country', bn: 'দেশ' },
      showIf: { param: 'mode', is: ['manual'] },
    },
  ],
};

/** What is in the first field of a kind that looks like it. */
const typed = (kind: string, name: string, like: RegExp): string | undefined =>
  [...document.querySelectorAll<HTMLInputElement>(`[type=${kind}],[autocomplete*=${kind}],[name*=${name} i]`)]
    .map(({ value }) => value)
    .find(value => like.test(value));

/** In the shape of Google's `user_data`. */
export const run: Variable = ({
  mode,
  object,
  email,
  phone,
  firstName,
  lastName,
  postalCode,
  street,
  city,
  region,
  country,
}) =>
  mode === 'auto'
    ? { email: typed('email', 'mail', /.@./), phone_number: typed('tel', 'phone', /([\d০-৯][ -]?){9}/) }
    : object || {
        email,
        phone_number: phone,
        address: { first_name: firstName, last_name: lastName, street, city, region, postal_code: postalCode, country },
      };
