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
  {
    name: 'refund',
    title: { en: 'Refund', bn: 'ফেরত' },
    help: { en: 'An order was paid back, whole or in part.', bn: 'অর্ডারের টাকা পুরো বা আংশিক ফেরত দেওয়া হয়েছে।' },
    params: [
      { name: 'transaction_id', type: 'string', required: true },
      { name: 'currency', type: 'string', required: true },
      { name: 'value', type: 'number', required: true },
      { name: 'items', type: 'items', required: false },
      { name: 'tax', type: 'number', required: false },
      { name: 'shipping', type: 'number', required: false },
      { name: 'coupon', type: 'string', required: false },
    ],
  },
  {
    name: 'view_promotion',
    title: { en: 'Promotion seen', bn: 'প্রচার দেখা' },
    help: { en: 'An offer was shown.', bn: 'একটি অফার দেখানো হয়েছে।' },
    params: [
      { name: 'promotion_id', type: 'string', required: false },
      { name: 'promotion_name', type: 'string', required: false },
      { name: 'creative_name', type: 'string', required: false },
      { name: 'creative_slot', type: 'string', required: false },
      { name: 'items', type: 'items', required: false },
    ],
  },
  {
    name: 'select_promotion',
    title: { en: 'Promotion chosen', bn: 'প্রচারে ক্লিক' },
    help: { en: 'An offer was clicked.', bn: 'একটি অফারে ক্লিক হয়েছে।' },
    params: [
      { name: 'promotion_id', type: 'string', required: false },
      { name: 'promotion_name', type: 'string', required: false },
      { name: 'creative_name', type: 'string', required: false },
      { name: 'creative_slot', type: 'string', required: false },
      { name: 'items', type: 'items', required: false },
    ],
  },
  {
    name: 'generate_lead',
    title: { en: 'Lead', bn: 'লিড' },
    help: { en: 'Someone left his contact data.', bn: 'কেউ যোগাযোগের তথ্য দিয়েছেন।' },
    params: [
      { name: 'currency', type: 'string', required: false },
      { name: 'value', type: 'number', required: false },
    ],
    conversion: true,
  },
  {
    name: 'sign_up',
    title: { en: 'Sign-up', bn: 'নিবন্ধন' },
    help: { en: 'Someone opened an account.', bn: 'কেউ অ্যাকাউন্ট খুলেছেন।' },
    params: [{ name: 'method', type: 'string', required: false }],
    conversion: true,
  },
  {
    name: 'login',
    title: { en: 'Login', bn: 'লগইন' },
    help: { en: 'Someone signed in.', bn: 'কেউ লগইন করেছেন।' },
    params: [{ name: 'method', type: 'string', required: false }],
  },
  {
    name: 'search',
    title: { en: 'Search', bn: 'খোঁজা' },
    help: { en: 'Someone searched in the shop.', bn: 'কেউ দোকানে খুঁজেছেন।' },
    params: [{ name: 'search_term', type: 'string', required: true }],
  },
  {
    name: 'share',
    title: { en: 'Share', bn: 'শেয়ার' },
    help: { en: 'Something was shared.', bn: 'কিছু শেয়ার করা হয়েছে।' },
    params: [
      { name: 'method', type: 'string', required: false },
      { name: 'content_type', type: 'string', required: false },
      { name: 'item_id', type: 'string', required: false },
    ],
  },
  {
    name: 'select_content',
    title: { en: 'Content chosen', bn: 'কনটেন্ট বাছাই' },
    help: { en: 'A piece of content was chosen.', bn: 'একটি কনটেন্ট বাছা হয়েছে।' },
    params: [
      { name: 'content_type', type: 'string', required: false },
      { name: 'content_id', type: 'string', required: false },
    ],
  },
  {
    name: 'form_submit',
    title: { en: 'Form sent', bn: 'ফর্ম জমা' },
    help: { en: 'A form was sent.', bn: 'একটি ফর্ম পাঠানো হয়েছে।' },
    params: [
      { name: 'form_id', type: 'string', required: false },
      { name: 'form_name', type: 'string', required: false },
    ],
  },
  {
    name: 'scroll',
    title: { en: 'Scroll', bn: 'স্ক্রল' },
    help: { en: 'A page was scrolled down.', bn: 'পেজ নিচে স্ক্রল করা হয়েছে।' },
    params: [{ name: 'percent_scrolled', type: 'number', required: false }],
  },
];
