import { MORE } from './eventsMore';
import type { EventSpec } from './spec';

/** GA4's recommended events, which shops send, with the parameters that they carry. */
export const EVENTS: EventSpec[] = [
  {
    name: 'purchase',
    title: { en: 'Order placed', bn: 'অর্ডার হয়েছে' },
    help: { en: 'The thank-you page, or cash on delivery ordered.', bn: 'ধন্যবাদ-পেজ, বা ক্যাশ অন ডেলিভারির অর্ডার।' },
    params: [
      { name: 'transaction_id', type: 'string', required: true },
      { name: 'currency', type: 'string', required: true },
      { name: 'value', type: 'number', required: true },
      { name: 'items', type: 'items', required: true },
      { name: 'tax', type: 'number', required: false },
      { name: 'shipping', type: 'number', required: false },
      { name: 'coupon', type: 'string', required: false },
      { name: 'customer_type', type: 'string', required: false },
      { name: 'affiliation', type: 'string', required: false },
    ],
    conversion: true,
  },
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
  {
    name: 'begin_checkout',
    title: { en: 'Checkout began', bn: 'চেকআউট শুরু' },
    help: { en: 'The visitor began to order.', bn: 'ভিজিটর অর্ডার দেওয়া শুরু করেছেন।' },
    params: [
      { name: 'currency', type: 'string', required: true },
      { name: 'value', type: 'number', required: true },
      { name: 'items', type: 'items', required: true },
      { name: 'coupon', type: 'string', required: false },
    ],
  },
  {
    name: 'view_item',
    title: { en: 'Product looked at', bn: 'পণ্য দেখা' },
    help: { en: 'The page of a product was opened.', bn: 'একটি পণ্যের পেজ খোলা হয়েছে।' },
    params: [
      { name: 'currency', type: 'string', required: true },
      { name: 'value', type: 'number', required: true },
      { name: 'items', type: 'items', required: true },
    ],
  },
  {
    name: 'add_to_wishlist',
    title: { en: 'Put on the wish list', bn: 'উইশলিস্টে যোগ' },
    help: { en: 'A product was kept for later.', bn: 'পরে কেনার জন্য একটি পণ্য রাখা হয়েছে।' },
    params: [
      { name: 'currency', type: 'string', required: true },
      { name: 'value', type: 'number', required: true },
      { name: 'items', type: 'items', required: true },
    ],
  },
  {
    name: 'view_item_list',
    title: { en: 'List looked at', bn: 'তালিকা দেখা' },
    help: { en: 'A list of products was shown.', bn: 'পণ্যের একটি তালিকা দেখানো হয়েছে।' },
    params: [
      { name: 'item_list_id', type: 'string', required: false },
      { name: 'item_list_name', type: 'string', required: false },
      { name: 'items', type: 'items', required: true },
    ],
  },
  {
    name: 'select_item',
    title: { en: 'Product chosen', bn: 'পণ্য বাছাই' },
    help: { en: 'A product was chosen from a list.', bn: 'তালিকা থেকে একটি পণ্য বাছা হয়েছে।' },
    params: [
      { name: 'item_list_id', type: 'string', required: false },
      { name: 'item_list_name', type: 'string', required: false },
      { name: 'items', type: 'items', required: true },
    ],
  },
  {
    name: 'view_cart',
    title: { en: 'Cart looked at', bn: 'কার্ট দেখা' },
    help: { en: 'The cart was opened.', bn: 'কার্ট খোলা হয়েছে।' },
    params: [
      { name: 'currency', type: 'string', required: true },
      { name: 'value', type: 'number', required: true },
      { name: 'items', type: 'items', required: true },
    ],
  },
  {
    name: 'remove_from_cart',
    title: { en: 'Taken out of the cart', bn: 'কার্ট থেকে বাদ' },
    help: { en: 'A product was taken out of the cart.', bn: 'কার্ট থেকে একটি পণ্য সরানো হয়েছে।' },
    params: [
      { name: 'currency', type: 'string', required: true },
      { name: 'value', type: 'number', required: true },
      { name: 'items', type: 'items', required: true },
    ],
  },
  {
    name: 'add_shipping_info',
    title: { en: 'Delivery chosen', bn: 'ডেলিভারির তথ্য' },
    help: { en: 'Address or way of delivery was given.', bn: 'ঠিকানা বা ডেলিভারির ধরন দেওয়া হয়েছে।' },
    params: [
      { name: 'currency', type: 'string', required: true },
      { name: 'value', type: 'number', required: true },
      { name: 'items', type: 'items', required: true },
      { name: 'coupon', type: 'string', required: false },
      { name: 'shipping_tier', type: 'string', required: false },
    ],
  },
  {
    name: 'add_payment_info',
    title: { en: 'Payment chosen', bn: 'পেমেন্টের তথ্য' },
    help: {
      en: 'A way of payment was chosen: cash on delivery, bKash, card.',
      bn: 'পেমেন্টের ধরন বাছা হয়েছে: ক্যাশ অন ডেলিভারি, বিকাশ, কার্ড।',
    },
    params: [
      { name: 'currency', type: 'string', required: true },
      { name: 'value', type: 'number', required: true },
      { name: 'items', type: 'items', required: true },
      { name: 'coupon', type: 'string', required: false },
      { name: 'payment_type', type: 'string', required: false },
    ],
  },
  ...MORE,
];
