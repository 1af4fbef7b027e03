// What every page has around it: header, footer, the line that speaks, and the products.
import { loadCatalog } from './catalog.js';
import * as dataLayer from './data-layer.js';
import { h, icon } from './html.js';
import { fillTexts, language, number, text } from './language.js';
import { cart, onChange, wishes } from './store.js';

const SPEAKS_FOR = 6000; // ms that a message stays in sight

/** Dresses the page and hands the catalog to `show`. The title is set first: measuring reads it early. */
export async function openPage(titleKey, show) {
  document.documentElement.lang = language;
  if (titleKey) setTitle(text(titleKey));
  fillTexts(document);
  fillHeader();
  fillFooter();
  const catalog = await loadCatalog().catch(() => null);
  if (catalog) show(catalog);
  else showFailure();
  document.documentElement.classList.add('ready');
}

export function setTitle(title) {
  document.title = `${title} · ${text('shop.name')}`;
}

function fillHeader() {
  document.querySelector('#top').append(
    h('p', { class: 'notice' }, text('shop.notice')),
    h(
      'div',
      { class: 'bar' },
      h(
        'a',
        { class: 'brand', href: '/demo' },
        h('img', { src: '/demo/pictures/mark.svg', alt: '', width: 36, height: 36 }),
        h('span', { class: 'brand-name' }, text('shop.name')),
        h('span', { class: 'brand-claim' }, text('shop.claim')),
      ),
      searchForm(),
      h(
        'nav',
        { class: 'tools', 'aria-label': text('frame.links') },
        otherLanguage(),
        counter('/demo/wishlist.html', 'heart', 'frame.wishes', () => wishes().length),
        counter('/demo/cart.html', 'cart', 'frame.cart', () => cart().reduce((sum, line) => sum + line.quantity, 0)),
      ),
    ),
  );
}

function searchForm() {
  const term = location.pathname.endsWith('/search.html') ? new URLSearchParams(location.search).get('q') : '';
  return h(
    'form',
    { class: 'search', role: 'search', action: '/demo/search.html' },
    h('input', {
      type: 'search',
      name: 'q',
      value: term,
      required: true,
      maxlength: 80,
      'aria-label': text('frame.search'),
      placeholder: text('frame.placeholder'),
    }),
    h('button', { 'aria-label': text('frame.search') }, icon('search')),
  );
}

function otherLanguage() {
  const other = language === 'bn' ? 'en' : 'bn';
  const here = () => {
    const address = new URL(location.href);
    address.searchParams.set('lang', other);
    return address.href;
  };
  const link = h('a', { class: 'tool language', href: here(), lang: other, hreflang: other }, text('frame.other'));
  // The filters of the list change the page's address after the header was built.
  link.addEventListener('click', () => link.setAttribute('href', here()));
  return link;
}

function counter(address, shape, labelKey, count) {
  const badge = h('span', { class: 'badge', 'aria-hidden': 'true' });
  const link = h('a', { class: 'tool', href: address }, icon(shape), badge);
  if (location.pathname === address) link.setAttribute('aria-current', 'page');
  const update = () => {
    badge.hidden = count() === 0;
    badge.textContent = number(count());
    link.ariaLabel = text(labelKey, { count: number(count()) });
  };
  update();
  onChange(update);
  return link;
}

function fillFooter() {
  document
    .querySelector('#bottom')
    .append(
      h(
        'nav',
        { class: 'bottom-links', 'aria-label': text('frame.more') },
        h('a', { href: '/demo' }, text('frame.shop')),
        h('a', { href: '/demo/wishlist.html' }, text('wish.title')),
        h('a', { href: '/demo/orders.html' }, text('frame.orders')),
        h('button', { type: 'button', class: 'link', onclick: dataLayer.openPrivacyChoices }, text('frame.privacy')),
      ),
      h('p', { class: 'small' }, text('shop.demo')),
    );
}

function showFailure() {
  document
    .querySelector('#content')
    .replaceChildren(
      h('p', { class: 'empty', role: 'alert' }, text('frame.failed')),
      h('p', { class: 'way-on' }, h('a', { class: 'button', href: location.href }, text('frame.retry'))),
    );
}

let silence;

/** Says what just happened, to eye and ear; with a link to go on, {href, label}, where there is one. */
export function say(message, link) {
  const voice = document.querySelector('#voice');
  voice.replaceChildren(
    icon('check'),
    h('span', { class: 'voice-text' }, message),
    link ? h('a', { href: link.href }, link.label) : null,
    h('button', { type: 'button', class: 'link', 'aria-label': text('frame.close'), onclick: hush }, icon('close')),
  );
  voice.classList.add('speaking');
  clearTimeout(silence);
  silence = setTimeout(hushUnlessInUse, SPEAKS_FOR);
}

// Nobody's link goes away under the finger or out of the focus.
function hushUnlessInUse() {
  if (document.querySelector('#voice').matches(':hover, :focus-within'))
    silence = setTimeout(hushUnlessInUse, SPEAKS_FOR);
  else hush();
}

function hush() {
  document.querySelector('#voice').classList.remove('speaking');
}

/** An empty place says so and offers the way on. */
export function emptyPlace(message) {
  return [h('p', { class: 'empty' }, message), wayOn()];
}

export function wayOn() {
  return h('p', { class: 'way-on' }, h('a', { class: 'button', href: '/demo' }, text('frame.shop')));
}
