import type { Trigger } from '../engine/api';
import { CHECK_VALIDATION, ENABLE, WAIT_FOR_TAGS, WAIT_TIMEOUT } from '../params';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'form_submit',
  title: { en: 'Form Submission', bn: 'ফর্ম জমা' },
  help: {
    en: 'A form is sent. For forms that stay on the page, say how their success shows.',
    bn: 'একটি ফর্ম পাঠানো হলো। যে ফর্ম পেজেই থাকে, তার সাফল্য কীভাবে বোঝা যায় বলুন।',
  },
  group: 'forms',
  gtm: 'FORM_SUBMISSION',
  params: [
    {
      id: 'selector',
      kind: 'selector',
      title: { en: 'Only this form', bn: 'শুধু এই ফর্ম' },
      help: { en: 'CSS selector of the form. Empty: every form.', bn: 'ফর্মের CSS সিলেক্টর। খালি থাকলে সব ফর্ম।' },
    },
    WAIT_FOR_TAGS,
    WAIT_TIMEOUT,
    CHECK_VALIDATION,
    ENABLE,
    {
      id: 'success',
      kind: 'choice',
      default: 'none',
      choices: [
        { id: 'none', title: { en: 'As soon as it is sent', bn: 'পাঠানোমাত্র' } },
        { id: 'selector', title: { en: 'When an element appears', bn: 'একটি এলিমেন্ট দেখা দিলে' } },
        { id: 'event', title: { en: 'When the data layer gets an event', bn: 'ডেটা লেয়ারে একটি ইভেন্ট এলে' } },
      ],
      title: { en: 'Fires', bn: 'কখন চলবে' },
      help: {
        en: 'For forms that a script sends (fetch, XHR): wait for the sign of success, at most 60 seconds.',
        bn: 'যেসব ফর্ম স্ক্রিপ্ট পাঠায় (fetch, XHR): সাফল্যের চিহ্নের জন্য অপেক্ষা, সর্বোচ্চ ৬০ সেকেন্ড।',
      },
    },
    {
      id: 'successSelector',
      kind: 'selector',
      required: true,
      title: { en: 'Element that appears', bn: 'যে এলিমেন্ট দেখা দেয়' },
      showIf: { param: 'success', is: ['selector'] },
    },
    {
      id: 'successEvent',
      kind: 'text',
      required: true,
      title: { en: 'Event in the data layer', bn: 'ডেটা লেয়ারের ইভেন্ট' },
      showIf: { param: 'success', is: ['event'] },
    },
  ],
  needs: ['module.interactions'],
  sets: ['Form Element', 'Form Classes', 'Form ID', 'Form Target', 'Form URL', 'Form Text'],
};

/** ms that a sign of success is waited for. */
const PATIENCE = 60_000;

export const run: Trigger = (params, kit, emit, n) => {
  const { selector = 'form', success, successSelector, successEvent } = params;
  let form: Element | undefined;
  let until = 0;

  const succeed = (): void => {
    if (form && Date.now() < until) emit('gtm.formSubmit', { element: form });
    form = undefined;
  };
  // Laid out, so that a message which was there but hidden counts once it shows.
  const observer =
    success === 'selector' &&
    new MutationObserver(
      () => form && kit._guard(() => document.querySelector(successSelector)?.getClientRects()[0] && succeed()),
    );

  if (success === 'event') kit.on((_, event) => event?.name === successEvent && succeed());
  kit._interact('gtm.formSubmit', n, params, selector, sent => {
    if (success === 'none') return sent;
    form = sent;
    until = Date.now() + PATIENCE;
    if (observer) observer.observe(document, { subtree: true, childList: true, attributes: true });
    return undefined;
  });
};
