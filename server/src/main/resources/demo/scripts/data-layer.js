// What the shop tells the tag manager, in the form of GA4's recommended events. Names are sent in English whatever the
// page's language, so that one product is one row in every report.
import { subtotal, variantName } from './catalog.js';

// A tag manager is a guest: the shop waits this long (ms) for its word and then goes on.
const PATIENCE = 2000;

export function viewItemList(list, products) {
  pushItems(
    'view_item_list',
    listFields(list),
    products.map((product, index) => ({ ...item({ product }), index, ...listFields(list) })),
  );
}

export function selectItem(list, product, index) {
  pushItems('select_item', listFields(list), [{ ...item({ product }), index, ...listFields(list) }]);
}

export function viewItem(line) {
  pushValue('view_item', [line]);
}

export function addToCart(line) {
  pushValue('add_to_cart', [line]);
}

export function removeFromCart(line) {
  pushValue('remove_from_cart', [line]);
}

export function addToWishlist(product) {
  pushValue('add_to_wishlist', [{ product, quantity: 1 }]);
}

export function viewCart(lines) {
  pushValue('view_cart', lines);
}

export function beginCheckout(lines) {
  pushValue('begin_checkout', lines);
}

export function addShippingInfo(lines, district) {
  pushValue('add_shipping_info', lines, { shipping_tier: district === 'dhaka' ? 'inside_dhaka' : 'outside_dhaka' });
}

export function addPaymentInfo(lines) {
  pushValue('add_payment_info', lines, { payment_type: 'cod' });
}

/** Who buys is told as Google's user_data. Goes on exactly once: when the tags have run, or when patience is at an end. */
export function purchase(order, buyer, lines, goOn) {
  let gone = false;
  const once = () => {
    if (gone) return;
    gone = true;
    goOn();
  };
  setTimeout(once, PATIENCE);
  pushValue('purchase', lines, { transaction_id: order.id, shipping: order.shipping }, {
    user_data: { phone_number: buyer.mobile, address: { first_name: buyer.name, city: buyer.district, country: 'BD' } },
    eventCallback: once,
  });
}

export function orderCancelled(id) {
  push({ event: 'order_cancelled', transaction_id: id });
}

export function search(term) {
  push({ event: 'search', search_term: term });
}

/** Asks for the consent banner again. */
export function openPrivacyChoices() {
  push({ event: 'warmtag.consent.open' });
}

function pushValue(event, lines, more = {}, beside = {}) {
  pushItems(
    event,
    { currency: 'BDT', value: subtotal(lines.map(line => ({ quantity: 1, ...line }))), ...more },
    lines.map(item),
    beside,
  );
}

function pushItems(event, fields, items, beside = {}) {
  push({ event, ecommerce: { ...fields, items }, ...beside });
}

function push(message) {
  guarded({ ecommerce: null });
  guarded(message);
}

// Whatever listens to the data layer may throw; the error is reported as its own and the shop carries on.
function guarded(message) {
  try {
    window.dataLayer = window.dataLayer || [];
    window.dataLayer.push(message);
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}

function listFields(list) {
  return { item_list_id: list.id, item_list_name: list.name };
}

function item({ product, variant, quantity = 1 }) {
  return {
    item_id: product.id,
    item_name: product.name.en,
    price: product.price,
    quantity,
    item_category: product.group.name.en,
    ...(variant && { item_variant: variantName(product, variant, 'en') }),
  };
}
