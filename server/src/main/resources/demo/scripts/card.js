// One product in a list: picture, name, price, heart.
import * as dataLayer from './data-layer.js';
import { say } from './frame.js';
import { h, icon } from './html.js';
import { own, price, text } from './language.js';
import { isWished, onChange, setWished } from './store.js';

/** Shows the products and tells the data layer which list was seen. `list` is {id, name}, `heading` the cards' level. */
export function showGrid(place, products, list, heading = 'h2') {
  place.replaceChildren(
    ...products.map((product, index) => card(product, heading, () => dataLayer.selectItem(list, product, index))),
  );
  if (products.length > 0) dataLayer.viewItemList(list, products);
}

function card(product, heading, chosen) {
  return h(
    'li',
    { class: 'card' },
    h('img', { class: 'card-picture', src: pictureOf(product), alt: '', width: 400, height: 400, loading: 'lazy' }),
    h(heading, { class: 'card-name' }, h('a', { href: addressOf(product), onclick: chosen }, own(product.name))),
    h('p', { class: 'price' }, price(product.price)),
    heart(product),
  );
}

export const pictureOf = product => `/demo/pictures/${product.id}.svg`;

export const addressOf = product => `/demo/product.html?id=${product.id}`;

/** The heart of a product; `worded` writes beside it what it does. */
export function heart(product, worded = false) {
  const words = h('span', null);
  const button = h(
    'button',
    { type: 'button', class: worded ? 'heart button quiet' : 'heart', onclick: toggle },
    icon('heart'),
    worded ? words : null,
  );
  const update = () => {
    const wished = isWished(product.id);
    button.classList.toggle('on', wished);
    words.textContent = text(wished ? 'wish.on' : 'wish.short');
    if (worded) button.setAttribute('aria-pressed', wished);
    else button.ariaLabel = text(wished ? 'wish.remove' : 'wish.add', { name: own(product.name) });
  };
  update();
  onChange(update);
  return button;

  function toggle() {
    const wished = !isWished(product.id);
    if (!setWished(product.id, wished)) return say(text('frame.unkept'));
    if (wished) dataLayer.addToWishlist(product);
    say(
      text(wished ? 'wish.added' : 'wish.removed', { name: own(product.name) }),
      wished && { href: '/demo/wishlist.html', label: text('wish.see') },
    );
  }
}
