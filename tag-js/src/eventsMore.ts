import type { EventSpec } from './spec';

/** Recommended events that shops send less often. */
export const MORE: EventSpec[] = [
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
