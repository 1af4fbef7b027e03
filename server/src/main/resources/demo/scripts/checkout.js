// Checkout: where to, cash on delivery, place the order.
import { wrongFields } from './address.js';
import { subtotal } from './catalog.js';
import * as dataLayer from './data-layer.js';
import { districts } from './districts.js';
import { emptyPlace, openPage } from './frame.js';
import { h } from './html.js';
import { language, own, text } from './language.js';
import { addOrder, cart, emptyCart, onChange } from './store.js';
import { linesList, totals } from './summary.js';

openPage('checkout.title', catalog => {
  const form = document.querySelector('#checkout');
  const button = document.querySelector('#place');
  const { name, mobile, street, district } = form.elements;
  const fields = [name, mobile, street, district];
  let lines = catalog.lines(cart());
  let shippingSaid = false;
  let placed = false;

  fillDistricts(district);
  draw();
  onChange(() => {
    if (!placed) draw(); // an order that is being placed stays in sight until the next page comes
  });
  addEventListener('pageshow', event => {
    if (event.persisted) draw(); // whoever comes back finds his cart empty
  });
  if (lines.length > 0) dataLayer.beginCheckout(lines);

  district.addEventListener('change', draw);
  for (const field of fields) {
    field.addEventListener('input', () => {
      if (field.ariaInvalid === 'true') mark(field, wrong().includes(field.name));
    });
    field.addEventListener('change', () => {
      if (wrong().length === 0) sayShipping();
    });
  }
  form.addEventListener('submit', event => {
    event.preventDefault();
    if (!placed && allRight()) place();
  });

  function draw() {
    lines = catalog.lines(cart());
    if (lines.length === 0) {
      form.replaceWith(...emptyPlace(text('checkout.empty')));
      return;
    }
    document.querySelector('#lines').replaceChildren(linesList(lines));
    const shipping = district.value ? catalog.shipping(district.value) : text('checkout.chooseFirst');
    document.querySelector('#totals').replaceChildren(totals(subtotal(lines), shipping));
  }

  function wrong() {
    return wrongFields({ name: name.value, mobile: mobile.value, street: street.value, district: district.value });
  }

  function allRight() {
    const found = wrong();
    for (const field of fields) mark(field, found.includes(field.name));
    form.elements[found[0]]?.focus();
    return found.length === 0;
  }

  function sayShipping() {
    if (shippingSaid) return;
    shippingSaid = true;
    dataLayer.addShippingInfo(lines, district.value);
  }

  function place() {
    placed = true;
    button.disabled = true;
    button.textContent = text('checkout.placing');
    const order = {
      id: newOrderNumber(),
      placed: Date.now(),
      status: 'placed',
      lines: lines.map(({ id, variant, quantity }) => ({ id, variant, quantity })),
      value: subtotal(lines),
      shipping: catalog.shipping(district.value),
    };
    addOrder(order);
    emptyCart();
    sayShipping();
    dataLayer.addPaymentInfo(lines);
    const buyer = { name: name.value, mobile: mobile.value, district: district.value };
    dataLayer.purchase(order, buyer, lines, () => location.assign(`/demo/thank-you.html?order=${order.id}`));
  }
});

function fillDistricts(select) {
  const named = districts.map(([id, bn, en]) => ({ id, label: own({ bn, en }) }));
  named.sort((a, b) => a.label.localeCompare(b.label, language));
  select.append(
    h('option', { value: '' }, text('checkout.choose')),
    ...named.map(({ id, label }) => h('option', { value: id }, label)),
  );
}

function mark(field, isWrong) {
  const message = document.getElementById(`${field.id}-error`);
  message.textContent = isWrong ? text(`invalid.${field.name}`) : '';
  field.ariaInvalid = String(isWrong);
}

// Six characters that nobody confuses when he reads them out on the phone.
function newOrderNumber() {
  const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  const random = crypto.getRandomValues(new Uint8Array(6));
  const date = new Date().toISOString().slice(2, 10).replaceAll('-', '');
  return `RG-${date}-${[...random].map(byte => letters[byte % letters.length]).join('')}`;
}
