import type { Data, Reading } from './api';
import { number } from './clean';
import { isPlain } from './dataLayer';

/** What Enhanced Ecommerce (Universal Analytics) called GA4's events; the first that a message holds is the one meant. */
const EVENTS: Record<string, string> = {
  purchase: 'purchase',
  refund: 'refund',
  checkout: 'begin_checkout',
  checkout_option: 'begin_checkout',
  add: 'add_to_cart',
  remove: 'remove_from_cart',
  click: 'select_item',
  promoClick: 'select_promotion',
  detail: 'view_item',
  impressions: 'view_item_list',
  promoView: 'view_promotion',
};

const GA4 = /^(add_(payment|shipping)_info|add_to_wishlist|view_cart)$/;

const ITEM: Record<string, string> = {
  id: 'item_id',
  name: 'item_name',
  brand: 'item_brand',
  category: 'item_category',
  variant: 'item_variant',
  list: 'item_list_name',
  position: 'index',
};

const PROMOTION: Record<string, string> = {
  id: 'promotion_id',
  name: 'promotion_name',
  creative: 'creative_name',
  position: 'creative_slot',
};

const ACTION: Record<string, string> = {
  id: 'transaction_id',
  revenue: 'value',
  list: 'item_list_name',
  step: 'checkout_step',
  option: 'checkout_option',
};

const rename = (from: unknown, names: Record<string, string>): Data => {
  const to: Data = {};
  for (const key of isPlain(from) ? Object.keys(from) : []) to[names[key] || key] = (from as Data)[key];
  return to;
};

/** Flattens `ecommerce` into an event's parameters, as GA4's event whichever shape the page pushes. */
export const flatten = (name: string, ecommerce: Data): Reading => {
  const action = Object.keys(EVENTS).find(key => ecommerce[key]);
  if (!action) return { name, data: ecommerce };
  const step = ecommerce[action] as Data;
  const promotion = step.promotions;
  const list = (promotion || step.products || step) as unknown;
  const items = (Array.isArray(list) ? list : []).map(item => rename(item, promotion ? PROMOTION : ITEM));
  const data: Data = rename(step.actionField, ACTION);
  if (ecommerce.currencyCode) data.currency = ecommerce.currencyCode;
  // Lists and promotions have no value: nothing was chosen yet.
  if (data.value == null && !promotion && action !== 'impressions' && items[0]) {
    data.value = items.reduce(
      (sum, item) => sum + (+(number(item.price) as number) || 0) * +(number(item.quantity || 1) as number),
      0,
    );
  }
  if (items[0]) data.items = items;
  return { name: Object.values(EVENTS).includes(name) || GA4.test(name) ? name : EVENTS[action], data };
};
