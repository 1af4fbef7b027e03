// The cart: change how many, take away, go on to checkout.
import { addressOf, pictureOf } from './card.js';
import { subtotal, variantName } from './catalog.js';
import * as dataLayer from './data-layer.js';
import { emptyPlace, openPage, say } from './frame.js';
import { h, icon } from './html.js';
import { language, number, own, price, text } from './language.js';
import { quantityStepper } from './quantity.js';
import { cart, MOST_OF_ONE, onChange, setQuantity } from './store.js';
import { totals } from './summary.js';

openPage('cart.title', catalog => {
  const place = document.querySelector('#cart');
  const lines = () => catalog.lines(cart());
  draw();
  onChange(draw);
  if (lines().length > 0) dataLayer.viewCart(lines());

  function draw() {
    const focused = document.activeElement?.id;
    place.replaceChildren(...(lines().length > 0 ? [filledCart(catalog, lines())] : emptyPlace(text('cart.empty'))));
    if (focused) (document.getElementById(focused) ?? document.querySelector('#content')).focus();
  }
});

function filledCart({ delivery }, lines) {
  const charges = text('product.charges', { dhaka: price(delivery.dhaka), elsewhere: price(delivery.elsewhere) });
  return h(
    'div',
    { class: 'columns' },
    h('ul', { class: 'cart-lines' }, lines.map(cartLine)),
    h(
      'section',
      { class: 'panel', 'aria-labelledby': 'summary' },
      h('h2', { id: 'summary' }, text('cart.summary')),
      totals(subtotal(lines), charges),
      h('a', { class: 'button wide', href: '/demo/checkout.html' }, text('cart.checkout')),
    ),
  );
}

function cartLine({ product, variant, quantity }) {
  const name = own(product.name);
  const key = `${product.id}-${variant}`;
  return h(
    'li',
    { class: 'cart-line' },
    h('img', { src: pictureOf(product), alt: '', width: 96, height: 96 }),
    h(
      'div',
      { class: 'cart-words' },
      h('h2', null, h('a', { href: addressOf(product) }, name)),
      h(
        'p',
        { class: 'small' },
        `${variantName(product, variant, language)} · ${text('cart.each', { price: price(product.price) })}`,
      ),
      h('p', { class: 'price' }, price(product.price * quantity)),
    ),
    h(
      'div',
      { class: 'cart-controls' },
      quantityStepper({ label: name, key, quantity, most: MOST_OF_ONE, change }),
      h(
        'button',
        {
          type: 'button',
          class: 'link',
          id: `remove-${key}`,
          'aria-label': text('cart.removeName', { name }),
          onclick: remove,
        },
        icon('close'),
        text('cart.remove'),
      ),
    ),
  );

  function change(now) {
    setQuantity(product.id, variant, now);
    if (now > quantity) dataLayer.addToCart({ product, variant, quantity: now - quantity });
    else dataLayer.removeFromCart({ product, variant, quantity: quantity - now });
    say(text('cart.changed', { name, count: number(now) }));
  }

  function remove() {
    setQuantity(product.id, variant, 0);
    dataLayer.removeFromCart({ product, variant, quantity });
    say(text('cart.removed', { name }));
  }
}
