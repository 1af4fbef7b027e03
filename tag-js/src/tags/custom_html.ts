import type { Shared } from '../core/api';
import type { Kit, Tag } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'custom_html',
  title: { en: 'Custom HTML', bn: 'কাস্টম HTML' },
  help: {
    en: 'HTML with scripts, put at the end of the page: what vendors give you to paste. Variables are escaped for where they stand; code gets elements, functions and objects themselves.',
    bn: 'স্ক্রিপ্টসহ HTML, পেজের শেষে বসে: অন্য প্রতিষ্ঠান যে কোড বসাতে দেয়। ভ্যারিয়েবল যেখানে আছে সে অনুযায়ী নিরাপদ করা হয়; কোড এলিমেন্ট, ফাংশন ও অবজেক্ট সরাসরি পায়।',
  },
  group: 'custom',
  gtm: 'html',
  params: [{ id: 'html', kind: 'html', required: true, title: { en: 'HTML', bn: 'HTML' } }],
};

/** All but letters and digits, written by their codes; how depends on what reads it. */
const coded = (text: unknown, code: (char: number) => string): string =>
  `${text ?? ''}`.replace(/[^\w\u0080-\u2027\u202a-\uffff]/g, char => code(char.charCodeAt(0)));

const inText = (value: unknown): string => coded(value, char => `&#${char};`);

/** So that it can end nothing, whatever of a script it stands in. */
const inString = (value: unknown): string => coded(value, char => `\\u${char.toString(16).padStart(4, '0')}`);

/** Where a variable stands, as the server says: its place is the number that comes with it. */
const PLACES: ((value: unknown) => string | undefined)[] = [
  inText,
  // Code: a text as one, all else itself; a function that is called there belongs to nobody.
  value => {
    if (typeof value === 'string') return `"${inString(value)}"`;
    const { warmtag } = window as unknown as { warmtag: Shared };
    const values = (warmtag.values ||= new Map());
    return `warmtag.values.get(${values.set(values.size, value).size - 1})`;
  },
  inString,
  // Data within a script element.
  value => JSON.stringify(value ?? null)?.replace(/</g, '\\u003c'),
  // Colours, sizes and names of a style; nothing that ends a declaration.
  value => `${value}`.replace(/[^\w #%.,-]/g, ''),
  // A whole address: no scheme that runs code.
  value => inText(/^(https?|mailto|tel):/.test(new URL(`${value ?? ''}`, location.href).protocol) ? value : ''),
  value => inText(encodeURI(`${value ?? ''}`)),
  value => inText(encodeURIComponent(`${value ?? ''}`)),
];

/** Runs a script of the tag itself. */
const inline = (kit: Kit, text: string, script: HTMLScriptElement, put: () => void): Promise<unknown> =>
  new Promise((done, failed) => {
    const { write, writeln } = document;
    script.addEventListener('securitypolicyviolation', () => failed('blocked by CSP'));
    script.text = kit._trusted('Script', text);
    // Once the page has been parsed it would wipe the page.
    document.write = document.writeln = () => console.warn('no document.write');
    put();
    Object.assign(document, { write, writeln });
    // That a script was blocked is told in a later task.
    setTimeout(done, 9);
  });

/** Makes a parsed script run; resolves when it has. */
const revive = (kit: Kit, dead: HTMLScriptElement): Promise<unknown> => {
  const script = kit._script(dead);
  const put = (): void => dead.replaceWith(script);
  script.async = dead.async;
  return dead.src ? kit._fetch(dead.src, script, put) : inline(kit, dead.text, script, put);
};

/** What is nothing but a script comes as `script`, without its markup: to parse that would take four times as long. */
export const run: Tag = async ({ html, script }, kit) => {
  const text = []
    .concat(html ?? script)
    .map(piece => (typeof piece === 'string' ? piece : PLACES[piece[1] || 0](piece[0])))
    .join('');
  if (!document.body) await new Promise<void>(done => kit._ready(done));
  if (script) {
    const made = kit._script();
    return inline(kit, text, made, () => document.body.append(made));
  }
  const template = document.createElement('template');
  template.innerHTML = kit._trusted('HTML', text);
  const scripts = template.content.querySelectorAll('script');
  document.body.append(template.content);
  const busy: unknown[] = [];
  for (const dead of scripts) {
    const wait = revive(kit, dead);
    busy.push(wait);
    // Later scripts build on it.
    if (dead.src && !dead.async) await wait;
  }
  await Promise.all(busy);
  return undefined;
};
