// What was chosen and what it costs, as lists: shared by checkout, thank-you page and orders.
import { pictureOf } from './card.js';
import { variantName } from './catalog.js';
import { h } from './html.js';
import { language, number, own, price, text } from './language.js';

export function linesList(lines) {
  return h(
    'ul',
    { class: 'summary-lines' },
    lines.map(({ product, variant, quantity }) =>
      h(
        'li',
        null,
        h('img', { src: pictureOf(product), alt: '', width: 48, height: 48 }),
        h(
          'span',
          { class: 'summary-name' },
          own(product.name),
          h('span', { class: 'small' }, `${variantName(product, variant, language)} × ${number(quantity)}`),
        ),
        h('span', { class: 'summary-price' }, price(product.price * quantity)),
      ),
    ),
  );
}

/** `shipping` in taka, or a sentence while it is not known. */
export function totals(value, shipping) {
  const known = typeof shipping === 'number';
  return h(
    'dl',
    { class: 'totals' },
    row('cart.subtotal', price(value)),
    row('cart.shipping', known ? price(shipping) : shipping),
    known ? row('cart.total', price(value + shipping), 'grand') : null,
  );
}

function row(key, value, className) {
  return h('div', { class: className }, h('dt', null, text(key)), h('dd', null, value));
}
