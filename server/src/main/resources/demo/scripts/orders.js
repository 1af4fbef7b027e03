// The visitor's demo orders; each can be cancelled.
import * as dataLayer from './data-layer.js';
import { emptyPlace, openPage, say } from './frame.js';
import { h } from './html.js';
import { day, text } from './language.js';
import { cancelOrder, onChange, orders } from './store.js';
import { linesList, totals } from './summary.js';

openPage('orders.title', catalog => {
  const place = document.querySelector('#orders');
  draw();
  onChange(draw);

  function draw() {
    const all = orders();
    place.replaceChildren(...(all.length > 0 ? all.map(one) : emptyPlace(text('orders.empty'))));
  }

  function one(order) {
    const cancelled = order.status === 'cancelled';
    return h(
      'article',
      { class: 'panel order', 'aria-labelledby': order.id },
      h(
        'header',
        { class: 'order-head' },
        h('h2', { id: order.id }, order.id),
        h(
          'p',
          { class: cancelled ? 'state cancelled' : 'state' },
          text(cancelled ? 'orders.cancelled' : 'orders.placed'),
        ),
        h('p', { class: 'small' }, day(order.placed)),
      ),
      linesList(catalog.lines(order.lines)),
      totals(order.value, order.shipping),
      !cancelled && cancelling(order),
    );
  }
});

function cancelling(order) {
  return h(
    'details',
    { class: 'cancelling' },
    h('summary', null, text('orders.cancel')),
    h('button', { type: 'button', class: 'button quiet', onclick: cancel }, text('orders.confirm')),
  );

  function cancel() {
    if (!cancelOrder(order.id)) return say(text('frame.unkept'));
    dataLayer.orderCancelled(order.id);
    say(text('orders.done', { id: order.id }));
    document.querySelector('#content').focus();
  }
}
