import type { EventSpec } from './spec';

/** GA4's recommended events, which shops send, with the parameters that they carry. */
export const EVENTS: EventSpec[] = [
  {
    name: 'add_to_cart',
    title: { en: 'Put in the cart', bn: 'কার্টে যোগ' },
    help: { en: 'A product was put in the cart.', bn: 'একটি পণ্য কার্টে রাখা হয়েছে।' },
    params: [
      { name: 'currency', type: 'string', required: true },
      { name: 'value', type: 'number', required: true },
      { name: 'items', type: 'items', required: true },
    ],
  },
];
