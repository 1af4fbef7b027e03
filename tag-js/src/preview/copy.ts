/** Levels, members of a level and characters of a text that the preview shows. */
const MAX_DEPTH = 6;
const MAX_MEMBERS = 100;
const MAX_CHARS = 2000;

const cut = (text: string): string => (text.length > MAX_CHARS ? `${text.slice(0, MAX_CHARS)}…` : text);

/** An element as its start tag: `<button id="buy" class="add">`. */
const startTag = (element: Element): string =>
  (element.cloneNode(false) as Element).outerHTML.replace(/<\/[\w-]+>$/, '');

/**
 * A copy that JSON can carry, whatever it is. What JSON has no word for becomes `{"$":"<kind>","text":"…"}` with kind
 * `undefined`, `function`, `element`, `error`, `symbol`, `number` (NaN, infinite), `bigint`, `circular` or `object`
 * (deeper than the preview looks, or of a class).
 */
export const copy = (value: unknown, depth = 0, above: unknown[] = []): unknown => {
  const special = (kind: string, text = ''): unknown => ({ $: kind, text: cut(text) });
  try {
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value === 'string') return cut(value);
    if (typeof value === 'number') return Number.isFinite(value) ? value : special('number', `${value}`);
    if (typeof value !== 'object') return special(typeof value, String(value ?? ''));
    if (value instanceof Element) return special('element', startTag(value));
    if (value instanceof Error) return special('error', `${value}`);
    if (above.includes(value)) return special('circular');
    const further = (inner: unknown): unknown => copy(inner, depth + 1, [...above, value]);
    if (depth >= MAX_DEPTH) return special('object', String(value));
    if (Array.isArray(value)) return value.slice(0, MAX_MEMBERS).map(further);
    if (value === window || value instanceof Node) return special('object', String(value));
    return Object.fromEntries(
      Object.keys(value)
        .slice(0, MAX_MEMBERS)
        .map(key => [key, further((value as Record<string, unknown>)[key])]),
    );
  } catch (error) {
    return special('error', `${error}`);
  }
};
