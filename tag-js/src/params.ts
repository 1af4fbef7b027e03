import type { Choice, ParamSpec } from './spec';

/** Parameters that several types ask for in the same words. */

export const DEFAULT_VALUE: ParamSpec = {
  id: 'default',
  kind: 'text',
  title: { en: 'Default value', bn: 'ডিফল্ট মান' },
  help: { en: 'Used when there is no value. Leave empty for none.', bn: 'মান না থাকলে এটি ব্যবহার হয়। না লাগলে খালি রাখুন।' },
};

export const SELECTOR: ParamSpec = {
  id: 'selector',
  kind: 'selector',
  required: true,
  title: { en: 'CSS selector', bn: 'CSS সিলেক্টর' },
  help: { en: 'Which element, for example #price or .cart .total.', bn: 'কোন এলিমেন্ট, যেমন #price বা .cart .total।' },
};

const COMPONENTS: Choice[] = [
  { id: 'url', title: { en: 'Full URL', bn: 'পুরো URL' } },
  { id: 'protocol', title: { en: 'Protocol', bn: 'প্রোটোকল' } },
  { id: 'host', title: { en: 'Host name', bn: 'হোস্ট নাম' } },
  { id: 'port', title: { en: 'Port', bn: 'পোর্ট' } },
  { id: 'path', title: { en: 'Path', bn: 'পাথ' } },
  { id: 'extension', title: { en: 'Filename extension', bn: 'ফাইলের এক্সটেনশন' } },
  { id: 'query', title: { en: 'Query', bn: 'কোয়েরি' } },
  { id: 'fragment', title: { en: 'Fragment', bn: 'ফ্র্যাগমেন্ট' } },
];

export const COMPONENT: ParamSpec = {
  id: 'component',
  kind: 'choice',
  required: true,
  default: 'url',
  choices: COMPONENTS,
  title: { en: 'Component', bn: 'কোন অংশ' },
};

export const QUERY_KEY: ParamSpec = {
  id: 'queryKey',
  kind: 'text',
  title: { en: 'Query key', bn: 'কোয়েরির নাম' },
  help: {
    en: 'Value of this one parameter, for example utm_source. Empty: the whole query.',
    bn: 'শুধু এই প্যারামিটারের মান, যেমন utm_source। খালি থাকলে পুরো কোয়েরি।',
  },
  showIf: { param: 'component', is: ['query'] },
};

export const STRIP_WWW: ParamSpec = {
  id: 'stripWww',
  kind: 'boolean',
  default: false,
  title: { en: "Strip 'www.'", bn: "'www.' বাদ দিন" },
  showIf: { param: 'component', is: ['host'] },
};

export const WAIT_FOR_TAGS: ParamSpec = {
  id: 'waitForTags',
  kind: 'boolean',
  default: false,
  title: { en: 'Wait for Tags', bn: 'ট্যাগের জন্য অপেক্ষা' },
  help: {
    en: 'Holds the next page until the tags have finished, at most for the time below. Rarely needed.',
    bn: 'ট্যাগ শেষ না হওয়া পর্যন্ত পরের পেজ আটকে রাখে, বেশি হলে নিচের সময় পর্যন্ত। সাধারণত লাগে না।',
  },
};

export const WAIT_TIMEOUT: ParamSpec = {
  id: 'waitForTagsTimeout',
  kind: 'number',
  default: 2000,
  min: 0,
  max: 10_000,
  title: { en: 'Max wait time (ms)', bn: 'সর্বোচ্চ অপেক্ষা (মিলিসেকেন্ড)' },
  showIf: { param: 'waitForTags', is: [true] },
};

export const CHECK_VALIDATION: ParamSpec = {
  id: 'checkValidation',
  kind: 'boolean',
  default: false,
  title: { en: 'Check Validation', bn: 'যাচাই দেখুন' },
  help: {
    en: 'Fires only if the page does not cancel the action itself, for example because a field is wrong.',
    bn: 'পেজ নিজে কাজটি বাতিল না করলে তবেই চলবে, যেমন কোনো ঘর ভুল হলে চলবে না।',
  },
};

export const ENABLE: ParamSpec = {
  id: 'enable',
  kind: 'conditions',
  title: { en: 'Enable when', bn: 'কোন পেজে চালু' },
  help: {
    en: 'All of these must hold on a page, or the trigger does nothing there and holds nothing back. Without any: on every page.',
    bn: 'কোনো পেজে সবগুলো শর্ত না মিললে ট্রিগার সেখানে কিছু করে না, কিছু আটকায়ও না। শর্ত না থাকলে সব পেজে চালু।',
  },
};

export const NAMES_AND_VALUES: ParamSpec[] = [
  { id: 'name', kind: 'text', required: true, title: { en: 'Name', bn: 'নাম' } },
  { id: 'value', kind: 'text', title: { en: 'Value', bn: 'মান' } },
];

/** What every list of marks says of how it is typed. */
export const MARKS: Pick<ParamSpec, 'kind' | 'help' | 'min' | 'max'> = {
  kind: 'numbers',
  help: { en: 'Numbers with commas between them: 25, 50, 75.', bn: 'মাঝে কমা দিয়ে সংখ্যা: ২৫, ৫০, ৭৫।' },
  min: 0,
  max: 100,
};
