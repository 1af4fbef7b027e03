// The order's number stands in the address: a reload is the same order, and nothing is bought twice.
import { emptyPlace, openPage, setTitle, wayOn } from './frame.js';
import { h } from './html.js';
import { price, text } from './language.js';
import { orders } from './store.js';
import { linesList, totals } from './summary.js';

openPage('thanks.title', catalog => {
  const place = document.querySelector('#thanks');
  const id = new URLSearchParams(location.search).get('order');
  const order = orders().find(other => other.id === id);
  if (!order) {
    setTitle(text('checkout.title'));
    place.replaceChildren(h('h1', null, text('checkout.title')), ...emptyPlace(text('thanks.unknown')));
    return;
  }
  place.replaceChildren(
    h('img', { class: 'thanks-mark', src: '/demo/pictures/mark.svg', alt: '', width: 72, height: 72 }),
    h('h1', null, text('thanks.title')),
    h('p', { class: 'order-number' }, text('thanks.number'), h('strong', null, order.id)),
    h('p', null, text('thanks.next', { total: price(order.value + order.shipping) })),
    h(
      'section',
      { class: 'panel', 'aria-labelledby': 'summary' },
      h('h2', { id: 'summary' }, text('checkout.summary')),
      linesList(catalog.lines(order.lines)),
      totals(order.value, order.shipping),
    ),
    h('p', null, h('a', { href: '/demo/orders.html' }, text('orders.mine'))),
    wayOn(),
  );
});
