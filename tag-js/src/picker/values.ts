import type { Suggestion } from './selectors';

/** Something near an element that an event may carry, and how it is read again. */
export interface Readable {
  /** GA4's name for it. */
  parameter: string;
  value: string;
  from: /** An attribute of the element itself. */
    | 'own'
    /** Another element: its text, or an attribute. */
    | 'element'
    /** The page's address. */
    | 'query'
    | 'json_ld';
  selector?: string;
  /** How many elements the selector matches. */
  count?: number;
  /** Of the attribute, of the query's parameter, or of the key. */
  name?: string;
  /** JSON-LD: the type of the thing that has the key. */
  within?: string;
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

/** Products and their offers: the page's name and its trail of crumbs have the same keys. */
const THINGS = /Product|Offer|Book|Service/;

const fromJsonLd = (): Readable[] => {
  const found: Readable[] = [];
  const look = (of: unknown): void => {
    if (Array.isArray(of)) of.forEach(look);
    else if (of && typeof of === 'object') {
      const [within] = THINGS.exec(`${(of as Record<string, unknown>)['@type']}`) || [];
      for (const [name, value] of Object.entries(of)) {
        const parameter = name === 'priceCurrency' ? 'currency' : parameterOf(name);
        if (within && parameter && /^(string|number)$/.test(typeof value))
          found.push({ parameter, value: `${value}`, from: 'json_ld', name, within });
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

const fromQuery = (): Readable[] =>
  [...new URLSearchParams(location.search)].flatMap(([name, value]) => {
    const parameter = parameterOf(name);
    return parameter && value ? [{ parameter, value, from: 'query', name }] : [];
  });

/** The nearest ancestor that is about something: all that it says of itself lies within. */
const around = (element: Element): Element[] => {
  const near: Element[] = [];
  for (let at: Element | null = element; at && at !== document.body && near.length < LEVELS; at = at.parentElement)
    near.push(at);
  return near;
};

/** Name, price, id and the like around an element: attributes, microdata, prices in sight, the page's JSON-LD and address. */
export const readable = (element: Element, best: (element: Element) => Suggestion): Readable[] => {
  const found: Readable[] = [];
  const add = (of: Element, parameter: string, value: string, name?: string): void => {
    const { selector, count } = best(of);
    const where =
      of === element && name ? { from: 'own' as const, name } : { from: 'element' as const, selector, count };
    found.push({ parameter, value: value.slice(0, 200), ...where, ...(name ? { name } : {}) });
  };
  for (const near of around(element)) {
    // What lies nearer is meant: further out come the other products.
    const nearer = new Set(found.map(({ parameter }) => parameter));
    for (const { name, value } of near.attributes) {
      const parameter = name.startsWith('data-') && value ? parameterOf(name.slice(5)) : undefined;
      if (parameter) add(near, parameter, value, name);
    }
    for (const item of near.querySelectorAll('[itemprop]')) {
      const parameter = parameterOf((item.getAttribute('itemprop') || '').replace('priceCurrency', 'currency'));
      const attribute = item.hasAttribute('content') ? 'content' : undefined;
      const value = (attribute ? item.getAttribute(attribute) : item.textContent)?.trim();
      if (parameter && value && !nearer.has(parameter)) add(item, parameter, value, attribute);
    }
    for (const leaf of near.querySelectorAll('*')) {
      const text = leaf.children[0] && !/^h[1-3]$/.test(leaf.localName) ? '' : (leaf.textContent || '').trim();
      const parameter = MONEY.test(text) ? 'price' : /^h[1-3]$/.test(leaf.localName) && text ? 'item_name' : undefined;
      if (parameter && !nearer.has(parameter)) add(leaf, parameter, text);
    }
  }
  const known = new Set<string>();
  return [...found, ...fromJsonLd(), ...fromQuery()]
    .filter(({ parameter, value, from, selector }) => {
      const key = JSON.stringify([parameter, value, from, selector]);
      return !known.has(key) && known.add(key);
    })
    .slice(0, MOST);
};
