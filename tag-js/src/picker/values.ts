/** Something near an element that an event may carry. */
export interface Readable {
  /** GA4's name for it, where it is known. */
  parameter: string;
  value: string;
  /** Where it was found: how a variable reads it again. */
  from: 'data' | 'json-ld' | 'microdata' | 'text';
  /** Selector of the element, except for JSON-LD. */
  selector?: string;
  attribute?: string;
}

const PARAMETERS: [parameter: string, names: RegExp][] = [
  ['item_id', /(^|[-_])(sku|product-?id|item-?id|id|productid)$/i],
  ['item_name', /(^|[-_])(name|title|product-?name)$/i],
  ['price', /(^|[-_])(price|amount|value)$/i],
  ['currency', /currency/i],
  ['item_category', /category/i],
  ['item_brand', /brand/i],
  ['quantity', /(quantity|qty)$/i],
];
const MONEY = /^(৳|tk\.?|bdt|[$€£₹])\s*[\d০-৯][\d০-৯,.]*$|^[\d০-৯][\d০-৯,.]*\s*(৳|tk\.?|taka|bdt|টাকা)$/i;
/** Ancestors of the element that count as near. */
const LEVELS = 6;
const MOST = 20;

const parameterOf = (name: string): string | undefined => PARAMETERS.find(([, names]) => names.test(name))?.[0];

const fromJsonLd = (): Readable[] => {
  const found: Readable[] = [];
  const look = (of: unknown): void => {
    if (Array.isArray(of)) of.forEach(look);
    else if (of && typeof of === 'object') {
      for (const [key, value] of Object.entries(of)) {
        const parameter = key === 'priceCurrency' ? 'currency' : parameterOf(key);
        if (parameter && /^(string|number)$/.test(typeof value))
          found.push({ parameter, value: `${value}`, from: 'json-ld' });
        else look(value);
      }
    }
  };
  for (const script of document.querySelectorAll('script[type="application/ld+json"]'))
    try {
      look(JSON.parse(script.textContent || ''));
    } catch {
      // Somebody's broken JSON is no news to whoever picks a button.
    }
  return found;
};

/** Name, price, id and the like around an element: its own attributes, microdata, prices in sight, the page's JSON-LD. */
export const readable = (element: Element, selectorOf: (element: Element) => string): Readable[] => {
  const found: Readable[] = [];
  let near: Element | null = element;
  for (let level = 0; near && near !== document.body && level < LEVELS; level++, near = near.parentElement) {
    for (const { name, value } of near.attributes) {
      const parameter = name.startsWith('data-') && value ? parameterOf(name.slice(5)) : undefined;
      if (parameter) found.push({ parameter, value, from: 'data', selector: selectorOf(near), attribute: name });
    }
    for (const item of near.querySelectorAll('[itemprop]')) {
      const parameter = parameterOf((item.getAttribute('itemprop') || '').replace('priceCurrency', 'currency'));
      const attribute = item.hasAttribute('content') ? 'content' : undefined;
      const value = (attribute ? item.getAttribute(attribute) : item.textContent)?.trim();
      if (parameter && value)
        found.push({ parameter, value, from: 'microdata', selector: selectorOf(item), attribute });
    }
    for (const leaf of near.querySelectorAll('*')) {
      const text = leaf.children[0] ? '' : (leaf.textContent || '').trim();
      const parameter = MONEY.test(text) ? 'price' : /^h[1-3]$/.test(leaf.localName) && text ? 'item_name' : undefined;
      if (parameter) found.push({ parameter, value: text.slice(0, 200), from: 'text', selector: selectorOf(leaf) });
    }
  }
  const known = new Set<string>();
  return [...found, ...fromJsonLd()]
    .filter(({ parameter, value, from }) => {
      const key = `${parameter} ${value} ${from}`;
      return !known.has(key) && known.add(key);
    })
    .slice(0, MOST);
};
