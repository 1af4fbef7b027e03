// The home page: all products, by category and in an order. The filter changes the address without loading a page.
import { showGrid } from './card.js';
import { sorted } from './catalog.js';
import { openPage, setTitle } from './frame.js';
import { h } from './html.js';
import { language, number, own, text } from './language.js';

const ORDERS = ['featured', 'cheap', 'dear', 'name'];

openPage('home.title', catalog => {
  const welcome = document.querySelector('#welcome');
  const heading = document.querySelector('#heading');
  const count = document.querySelector('#count');
  const grid = document.querySelector('#grid');
  const order = document.querySelector('#sort');

  const pills = [undefined, ...catalog.categories].map(category => {
    const pill = h(
      'a',
      { class: 'pill', href: addressWith({ category: category?.id }) },
      category ? own(category.name) : text('home.all'),
    );
    pill.addEventListener('click', event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go({ category: category?.id, sort: asked().order });
    });
    return { pill, category };
  });
  document.querySelector('#categories').append(...pills.map(({ pill }) => h('li', null, pill)));
  order.append(...ORDERS.map(id => h('option', { value: id }, text(`sort.${id}`))));
  order.addEventListener('change', () => go({ category: asked().category?.id, sort: order.value }));
  addEventListener('popstate', show);
  show();

  function asked() {
    const query = new URLSearchParams(location.search);
    return {
      category: catalog.category(query.get('category')),
      order: ORDERS.find(id => id === query.get('sort')) ?? 'featured',
    };
  }

  function go(filter) {
    const address = addressWith(filter);
    if (address !== location.pathname + location.search) history.pushState(null, '', address);
    show();
  }

  function show() {
    const { category, order: chosen } = asked();
    const found = category ? catalog.products.filter(product => product.group === category) : catalog.products;
    setTitle(category ? own(category.name) : text('home.title'));
    welcome.hidden = Boolean(category);
    heading.ariaLevel = category ? '1' : null; // the welcome is the page's title, where there is one
    heading.textContent = category ? own(category.name) : text('frame.shop');
    count.textContent = text('home.count', { count: number(found.length) });
    order.value = chosen;
    for (const { pill, category: its } of pills) pill.ariaCurrent = its === category ? 'page' : null;
    showGrid(
      grid,
      sorted(found, chosen, language),
      category ? { id: category.id, name: category.name.en } : { id: 'home', name: 'All products' },
    );
  }
});

function addressWith({ category, sort }) {
  const query = new URLSearchParams();
  if (category) query.set('category', category);
  if (sort && sort !== 'featured') query.set('sort', sort);
  return query.size > 0 ? `/demo?${query}` : '/demo';
}
