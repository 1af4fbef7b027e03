// Cart, wish list and orders of this visitor. Values from the device are checked before anyone relies on them.
import { read, write } from './storage.js';

const CART = 'rongin.cart';
const WISHES = 'rongin.wishes';
const ORDERS = 'rongin.orders';
export const MOST_OF_ONE = 20;

const listeners = [];

/** Calls back after every change: in this page, in another tab, or before a page comes back from the browser's cache. */
export function onChange(listener) {
  listeners.push(listener);
}

addEventListener('storage', changed);
addEventListener('pageshow', event => {
  if (event.persisted) changed();
});

function changed() {
  for (const listener of listeners) listener();
}

function keep(key, value) {
  const kept = write(key, value);
  changed();
  return kept;
}

/** Lines of the cart: {id, variant, quantity}. The variant names one value of each kind: `indigo/m`. */
export function cart() {
  return list(CART).filter(
    line =>
      typeof line?.id === 'string' &&
      typeof line.variant === 'string' &&
      Number.isInteger(line.quantity) &&
      line.quantity > 0 &&
      line.quantity <= MOST_OF_ONE,
  );
}

export function addToCart(id, variant, quantity) {
  const lines = cart();
  const line = lines.find(other => other.id === id && other.variant === variant);
  if (line) line.quantity = Math.min(line.quantity + quantity, MOST_OF_ONE);
  else lines.push({ id, variant, quantity });
  return keep(CART, lines);
}

/** A quantity of 0 takes the line away. */
export function setQuantity(id, variant, quantity) {
  const lines = cart().map(line => (line.id === id && line.variant === variant ? { ...line, quantity } : line));
  return keep(
    CART,
    lines.filter(line => line.quantity > 0),
  );
}

export function emptyCart() {
  return keep(CART, []);
}

export function wishes() {
  return list(WISHES).filter(id => typeof id === 'string');
}

export function isWished(id) {
  return wishes().includes(id);
}

export function setWished(id, wished) {
  const others = wishes().filter(other => other !== id);
  return keep(WISHES, wished ? [...others, id] : others);
}

/** Newest first. */
export function orders() {
  return list(ORDERS).filter(order => typeof order?.id === 'string' && Array.isArray(order.lines));
}

export function addOrder(order) {
  return keep(ORDERS, [order, ...orders()]);
}

export function cancelOrder(id) {
  return keep(
    ORDERS,
    orders().map(order => (order.id === id ? { ...order, status: 'cancelled' } : order)),
  );
}

function list(key) {
  const stored = read(key, []);
  return Array.isArray(stored) ? stored : [];
}
