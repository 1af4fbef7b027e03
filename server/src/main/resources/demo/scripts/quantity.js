// How many, with two big buttons: easier on a phone than a number field, and digits in the page's language.
import { h, icon } from './html.js';
import { number, text } from './language.js';

/** A field named `quantity` for a form, from 1. */
export function quantityField(label, most) {
  const input = h('input', { type: 'hidden', name: 'quantity', value: 1 });
  const change = quantity => {
    input.value = quantity;
  };
  return h(
    'div',
    { class: 'quantity-field' },
    h('span', { class: 'label', 'aria-hidden': 'true' }, label),
    quantityStepper({ label, key: 'chosen', quantity: 1, most, change }),
    input,
  );
}

/** From 1 to `most`; calls `change` with the new number. `key` makes the buttons' ids. */
export function quantityStepper({ label, key, quantity, most, change }) {
  const shown = h('output', { class: 'quantity-number' }, number(quantity));
  const less = step('minus', 'less', -1);
  const more = step('plus', 'more', 1);
  limit();
  return h('div', { class: 'quantity', role: 'group', 'aria-label': label }, less, shown, more);

  function step(shape, way, by) {
    const name = text(`quantity.${way}`, { name: label });
    return h(
      'button',
      { type: 'button', id: `${way}-${key}`, 'aria-label': name, onclick: () => move(by) },
      icon(shape),
    );
  }

  function move(by) {
    const next = quantity + by;
    if (next < 1 || next > most) return;
    quantity = next;
    shown.textContent = number(quantity);
    limit();
    change(quantity);
  }

  // aria-disabled, not disabled: the button keeps the keyboard's focus.
  function limit() {
    less.ariaDisabled = quantity <= 1;
    more.ariaDisabled = quantity >= most;
  }
}
