// Builds elements without HTML strings, so nothing that a visitor typed can become markup.

const SVG = 'http://www.w3.org/2000/svg';

/** `on…` attributes are listeners; true is an empty attribute; false, null and undefined are left out. */
export function h(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter(child => child != null && child !== false));
  return element;
}

const SHAPES = {
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5 20 20',
  heart: 'M12 20S4 15 4 9.5A4.3 4.3 0 0 1 12 7a4.3 4.3 0 0 1 8 2.5C20 15 12 20 12 20z',
  cart: 'M3 4h2.5l2 11h10l2-8H6.5M9 20h.01M16.5 20h.01',
  minus: 'M6 12h12',
  plus: 'M6 12h12M12 6v12',
  close: 'M6 6l12 12M18 6 6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
};

/** Decoration: the control that carries it has its own name. */
export function icon(name) {
  const picture = svg('icon', 24);
  picture.append(shape('path', { d: SHAPES[name] }));
  return picture;
}

/** A dot in a colour of the catalog; drawn, because the page's policy allows no style attributes. */
export function dot(paint) {
  const picture = svg('dot', 16);
  picture.append(shape('circle', { cx: 8, cy: 8, r: 7.5, fill: paint }));
  return picture;
}

function svg(className, size) {
  return shape('svg', { class: className, viewBox: `0 0 ${size} ${size}`, 'aria-hidden': 'true' });
}

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
