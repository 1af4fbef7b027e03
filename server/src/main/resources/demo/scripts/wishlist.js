// A heart that is taken off stays in sight until the page is left, so that a slip can be put right.
import { showGrid } from './card.js';
import { emptyPlace, openPage } from './frame.js';
import { text } from './language.js';
import { wishes } from './store.js';

openPage('wish.title', catalog => {
  const grid = document.querySelector('#grid');
  const wished = wishes()
    .map(id => catalog.product(id))
    .filter(Boolean);
  if (wished.length === 0) grid.replaceWith(...emptyPlace(text('wish.empty')));
  else showGrid(grid, wished, { id: 'wishlist', name: 'Wish list' });
});
