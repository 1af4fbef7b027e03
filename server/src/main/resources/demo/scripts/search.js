import { showGrid } from './card.js';
import * as dataLayer from './data-layer.js';
import { emptyPlace, openPage } from './frame.js';
import { number, text } from './language.js';

openPage('search.title', catalog => {
  const term = (new URLSearchParams(location.search).get('q') ?? '').trim().slice(0, 80);
  const summary = document.querySelector('#summary');
  const found = catalog.search(term);
  if (term) dataLayer.search(term);
  if (found.length > 0) summary.textContent = text('search.found', { term, count: number(found.length) });
  else summary.replaceWith(...emptyPlace(term ? text('search.none', { term }) : text('search.blank')));
  showGrid(document.querySelector('#grid'), found, { id: 'search', name: 'Search results' });
});
