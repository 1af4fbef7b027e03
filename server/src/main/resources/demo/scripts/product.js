// One product: choose colour and size, how many, into the cart or on the wish list.
import { heart, pictureOf, showGrid } from './card.js';
import * as dataLayer from './data-layer.js';
import { openPage, say, setTitle, wayOn } from './frame.js';
import { dot, h } from './html.js';
import { number, own, price, text } from './language.js';
import { quantityField } from './quantity.js';
import { addToCart, cart, MOST_OF_ONE } from './store.js';

openPage(null, catalog => {
  const content = document.querySelector('#content');
  const product = catalog.product(new URLSearchParams(location.search).get('id'));
  if (!product) {
    setTitle(text('product.unknown'));
    content.replaceChildren(h('h1', null, text('product.unknown')), wayOn());
    return;
  }
  setTitle(own(product.name));

  const form = h(
    'form',
    { class: 'choose' },
    product.variants.map(kind => choices(kind)),
    quantityField(text('quantity.label'), MOST_OF_ONE),
    h('div', { class: 'actions' }, h('button', { class: 'button' }, text('product.add')), heart(product, true)),
  );
  form.addEventListener('submit', event => {
    event.preventDefault();
    intoCart();
  });
  const { dhaka, elsewhere } = catalog.delivery;

  content.replaceChildren(
    h(
      'nav',
      { class: 'path', 'aria-label': text('product.path') },
      h('a', { href: '/demo' }, text('frame.shop')),
      h('a', { href: `/demo?category=${product.category}` }, own(product.group.name)),
    ),
    h(
      'div',
      { class: 'product' },
      h('img', { class: 'product-picture', src: pictureOf(product), alt: own(product.name), width: 400, height: 400 }),
      h(
        'div',
        { class: 'product-words' },
        h('h1', null, own(product.name)),
        h('p', { class: 'price large' }, price(product.price)),
        h('p', { class: 'description' }, own(product.description)),
        form,
        h(
          'dl',
          { class: 'facts' },
          fact('product.material', own(product.material)),
          fact('product.origin', own(product.origin)),
          fact('product.delivery', text('product.charges', { dhaka: price(dhaka), elsewhere: price(elsewhere) })),
        ),
      ),
    ),
    h('h2', null, text('product.related')),
    h('ul', { class: 'grid', id: 'related' }),
  );
  dataLayer.viewItem({ product, variant: chosen(), quantity: 1 });
  showGrid(content.querySelector('#related'), related(), { id: 'related', name: 'Related products' }, 'h3');

  function chosen() {
    return product.variants.map(kind => form.elements[kind.id].value).join('/');
  }

  function intoCart() {
    const variant = chosen();
    const already = cart().find(line => line.id === product.id && line.variant === variant)?.quantity ?? 0;
    const quantity = Math.min(Number(form.elements.quantity.value), MOST_OF_ONE - already);
    const link = { href: '/demo/cart.html', label: text('cart.see') };
    if (quantity === 0) return say(text('product.full', { most: number(MOST_OF_ONE) }), link);
    if (!addToCart(product.id, variant, quantity)) return say(text('frame.unkept'));
    dataLayer.addToCart({ product, variant, quantity });
    say(text('product.added', { name: own(product.name) }), link);
  }

  function related() {
    const others = catalog.products.filter(other => other !== product);
    const same = others.filter(other => other.group === product.group);
    return [...same, ...others.filter(other => other.group !== product.group)].slice(0, 4);
  }
});

function choices(kind) {
  return h(
    'fieldset',
    { class: 'choices' },
    h('legend', null, own(kind.name)),
    kind.values.map((value, index) =>
      h(
        'label',
        { class: 'choice' },
        h('input', { type: 'radio', name: kind.id, value: value.id, checked: index === 0 }),
        h('span', null, value.paint ? dot(value.paint) : null, own(value.name)),
      ),
    ),
  );
}

function fact(key, value) {
  return [h('dt', null, text(key)), h('dd', null, value)];
}
