import type { Tag } from '../engine/api';
import { NAMES_AND_VALUES } from '../params';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'meta_pixel',
  title: { en: 'Meta Pixel', bn: 'Meta পিক্সেল' },
  help: {
    en: 'Tells Facebook and Instagram ads what visitors do. Events that Warmtag sends too get the same event ID, so that Meta counts them once.',
    bn: 'ভিজিটর কী করছেন তা ফেসবুক ও ইনস্টাগ্রাম বিজ্ঞাপনকে জানায়। Warmtag-ও যে ইভেন্ট পাঠায় তার ইভেন্ট আইডি একই থাকে, তাই Meta একবারই গোনে।',
  },
  group: 'meta',
  params: [
    {
      id: 'pixelId',
      kind: 'text',
      required: true,
      maxLength: 40,
      title: { en: 'Pixel ID', bn: 'পিক্সেল আইডি' },
      help: { en: 'The number in Meta Events Manager.', bn: 'Meta Events Manager-এর নম্বরটি।' },
    },
    {
      id: 'event',
      kind: 'choice',
      required: true,
      default: 'PageView',
      choices: [
        { id: 'PageView', title: { en: 'PageView: a page was opened', bn: 'PageView: পেজ খোলা হয়েছে' } },
        { id: 'ViewContent', title: { en: 'ViewContent: a product was looked at', bn: 'ViewContent: পণ্য দেখা হয়েছে' } },
        { id: 'Search', title: { en: 'Search', bn: 'Search: খোঁজা হয়েছে' } },
        { id: 'AddToCart', title: { en: 'AddToCart: put in the cart', bn: 'AddToCart: কার্টে যোগ' } },
        { id: 'AddToWishlist', title: { en: 'AddToWishlist', bn: 'AddToWishlist: উইশলিস্টে যোগ' } },
        {
          id: 'InitiateCheckout',
          title: { en: 'InitiateCheckout: checkout began', bn: 'InitiateCheckout: চেকআউট শুরু' },
        },
        { id: 'AddPaymentInfo', title: { en: 'AddPaymentInfo', bn: 'AddPaymentInfo: পেমেন্টের তথ্য' } },
        { id: 'Purchase', title: { en: 'Purchase: an order was placed', bn: 'Purchase: অর্ডার হয়েছে' } },
        { id: 'Lead', title: { en: 'Lead: someone left contact data', bn: 'Lead: কেউ যোগাযোগের তথ্য দিয়েছেন' } },
        { id: 'CompleteRegistration', title: { en: 'CompleteRegistration', bn: 'CompleteRegistration: নিবন্ধন শেষ' } },
        { id: 'Contact', title: { en: 'Contact', bn: 'Contact: যোগাযোগ' } },
        { id: 'CustomizeProduct', title: { en: 'CustomizeProduct', bn: 'CustomizeProduct: পণ্য সাজানো' } },
        { id: 'Donate', title: { en: 'Donate', bn: 'Donate: দান' } },
        { id: 'FindLocation', title: { en: 'FindLocation', bn: 'FindLocation: দোকানের ঠিকানা খোঁজা' } },
        { id: 'Schedule', title: { en: 'Schedule', bn: 'Schedule: সময় ঠিক করা' } },
        { id: 'StartTrial', title: { en: 'StartTrial', bn: 'StartTrial: ট্রায়াল শুরু' } },
        { id: 'SubmitApplication', title: { en: 'SubmitApplication', bn: 'SubmitApplication: আবেদন জমা' } },
        { id: 'Subscribe', title: { en: 'Subscribe', bn: 'Subscribe: সাবস্ক্রিপশন' } },
        { id: 'custom', title: { en: 'An event of your own', bn: 'নিজের ইভেন্ট' } },
      ],
      title: { en: 'Event', bn: 'ইভেন্ট' },
    },
    {
      id: 'customEvent',
      kind: 'text',
      required: true,
      maxLength: 50,
      title: { en: 'Name of your event', bn: 'আপনার ইভেন্টের নাম' },
      showIf: { param: 'event', is: ['custom'] },
    },
    {
      id: 'parameters',
      kind: 'table',
      columns: NAMES_AND_VALUES,
      title: { en: 'Parameters', bn: 'প্যারামিটার' },
      help: {
        en: 'For example value, currency, content_ids, content_type. Purchase needs value and currency.',
        bn: 'যেমন value, currency, content_ids, content_type। Purchase-এ value ও currency লাগবেই।',
      },
    },
    {
      id: 'matching',
      kind: 'variable',
      title: { en: 'User-provided data', bn: 'ব্যবহারকারীর দেওয়া তথ্য' },
      help: {
        en: 'A variable of that type. Meta hashes it in the browser and finds the person better.',
        bn: 'ওই ধরনের একটি ভ্যারিয়েবল। Meta ব্রাউজারেই হ্যাশ করে এবং মানুষটিকে ভালোভাবে খুঁজে পায়।',
      },
    },
    {
      id: 'eventId',
      kind: 'text',
      title: { en: 'Event ID', bn: 'ইভেন্ট আইডি' },
      help: {
        en: 'Empty: the id of the Warmtag event. The server side sends the same one.',
        bn: 'খালি থাকলে Warmtag ইভেন্টের আইডি। সার্ভারও একই আইডি পাঠায়।',
      },
    },
  ],
  consent: ['ad_storage'],
};

type Pixel = (...command: unknown[]) => unknown;

/** By pixel, what it was last told of the visitor, as JSON. */
const known: Record<string, string> = {};
let loading: Promise<unknown> | undefined;

/** Takes commands until Meta's script takes over. */
const queueing = (): Pixel => {
  const queue: unknown[] = [];
  const fbq: Pixel & { callMethod?: Pixel } = Object.assign(
    (...command: unknown[]) => (fbq.callMethod ? fbq.callMethod(...command) : queue.push(command)),
    // Page views of single-page apps are for our own triggers.
    { queue, loaded: true, version: '2.0', disablePushState: true },
  );
  return fbq;
};

export const run: Tag = ({ pixelId, event, customEvent, parameters = {}, matching, eventId }, kit, { id }) => {
  const globals = window as { fbq?: Pixel; _fbq?: Pixel };
  // Where the page has loaded the pixel itself, it is not loaded again.
  if (!globals.fbq) {
    globals.fbq = globals._fbq = queueing();
    loading = kit._load('https://connect.facebook.net/en_US/fbevents.js');
  }
  const { fbq } = globals;
  const person = JSON.stringify(matching || 0);
  if (known[pixelId] !== person && (matching || !known[pixelId])) {
    known[pixelId] = person;
    const at = matching?.address || {};
    fbq(
      'init',
      pixelId,
      matching && {
        em: matching.email,
        ph: matching.phone_number,
        fn: at.first_name,
        ln: at.last_name,
        ct: at.city,
        st: at.region,
        zp: at.postal_code,
        country: at.country,
      },
    );
  }
  const own = event === 'custom';
  const eventID = eventId || id;
  fbq(`trackSingle${own ? 'Custom' : ''}`, pixelId, own ? customEvent : event, parameters, eventID && { eventID });
  return loading;
};
