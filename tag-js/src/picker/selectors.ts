export interface Suggestion {
  selector: string;
  /** How many elements of the page match now. */
  count: number;
  /** By what it finds them; the console says how stable that is. */
  by: 'id' | 'data' | 'name' | 'class' | 'path';
}

/** What a build tool made up: `css-1q2w3e`, `sc-bdVaJa`, `Button_root__a8F3k`; it changes with the next build. */
const MADE_UP = /^(css|sc|jss|svelte|ember|_)-?\w*\d|__\w*[\dA-Z]\w*$|\d{3,}|^[a-z]{1,2}$|:/;
/** States, which come and go. */
const STATE = /^(active|hover|focus|open|opened|selected|disabled|loading|visible|hidden|show|is-.*|has-.*)$/;
/** A product's number and the like: the next page has another one. */
const NUMBERED = /\d/;
const ACTS = 'a[href],button,input,select,textarea,summary,label,[role=button],[role=link],[onclick]';
const MOST = 8;
const KINDS: Suggestion['by'][] = ['id', 'data', 'name', 'class', 'path'];

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
const stable = (name: string): boolean => !!name && !MADE_UP.test(name) && !STATE.test(name);

const own = (element: Element): Suggestion[] => {
  const found: Suggestion[] = [];
  const tag = element.localName;
  const add = (by: Suggestion['by'], selector: string): void => {
    found.push({ selector, by, count: 0 });
  };
  if (stable(element.id) && !NUMBERED.test(element.id)) add('id', `#${CSS.escape(element.id)}`);
  for (const { name, value } of element.attributes) {
    if (/^data-(?!reactid|v-)[a-z-]+$/.test(name)) {
      if (value && value.length < 60 && !NUMBERED.test(value)) add('data', `[${name}=${quoted(value)}]`);
      add('data', `${tag}[${name}]`);
    }
    if (/^(name|itemprop|aria-label)$/.test(name) && value.length < 60) add('name', `${tag}[${name}=${quoted(value)}]`);
  }
  const classes = [...element.classList].filter(stable).map(name => `.${CSS.escape(name)}`);
  for (const each of classes) add('class', each);
  if (classes[1]) add('class', classes.slice(0, 3).join(''));
  return found;
};

/** What acts when somebody clicks there: the button, not the icon in it. */
export const actionable = (leaf: Element): Element => leaf.closest(ACTS) || leaf;

/** From the nearest ancestor whose name makes it unique down to the element, by position. */
const path = (element: Element): string => {
  const root = element.getRootNode() as Document | ShadowRoot;
  const steps: string[] = [];
  for (let at: Element | null = element; at && at !== document.documentElement; at = at.parentElement) {
    if (at !== element) {
      const [named] = own(at);
      const selector = named && `${named.selector} > ${steps.join(' > ')}`;
      if (selector && root.querySelectorAll(selector).length === 1) return selector;
    }
    const { localName } = at;
    const same = [...(at.parentElement?.children || [])].filter(each => each.localName === localName);
    steps.unshift(same.length > 1 ? `${localName}:nth-of-type(${same.indexOf(at) + 1})` : localName);
  }
  return steps.join(' > ');
};

/** Selectors for an element, the most stable first; each really finds it. */
export const suggest = (element: Element): Suggestion[] => {
  const root = element.getRootNode() as Document | ShadowRoot;
  const all: Suggestion[] = [...own(element), { selector: path(element), by: 'path', count: 0 }];
  const texts = new Set<string>();
  return (
    all
      .filter(({ selector }) => element.matches(selector) && !texts.has(selector) && texts.add(selector))
      .map(each => ({ ...each, count: root.querySelectorAll(each.selector).length }))
      // Of one kind, the one that matches fewest; of these the one that says most.
      .sort(
        (a, b) =>
          KINDS.indexOf(a.by) - KINDS.indexOf(b.by) || a.count - b.count || b.selector.length - a.selector.length,
      )
      .filter(({ by }, n) => n < MOST || by === 'path')
  );
};

/** Matches that are compared. */
const MANY = 100;

/**
 * For what is clicked: first those whose matches all say the same, like the button of each product; then the one that finds
 * this element only; last those that find other things too.
 */
export const suggestSame = (element: Element): Suggestion[] => {
  const root = element.getRootNode() as Document | ShadowRoot;
  const said = (of: Element): string => (of.textContent || of.getAttribute('aria-label') || '').trim();
  const rank = ({ selector, by }: Suggestion): number =>
    by === 'path'
      ? 1
      : [...root.querySelectorAll(selector)].slice(0, MANY).every(each => said(each) === said(element))
        ? 0
        : 2;
  return suggest(element)
    .map(each => [rank(each), each] as const)
    .sort(([a], [b]) => a - b)
    .map(([, each]) => each);
};
