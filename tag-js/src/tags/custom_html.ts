import type { Kit, Tag } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'custom_html',
  title: { en: 'Custom HTML', bn: 'কাস্টম HTML' },
  help: {
    en: 'HTML with scripts, put at the end of the page: what vendors give you to paste. Variables are escaped for where they stand.',
    bn: 'স্ক্রিপ্টসহ HTML, পেজের শেষে বসে: অন্য প্রতিষ্ঠান যে কোড বসাতে দেয়। ভ্যারিয়েবল যেখানে আছে সে অনুযায়ী নিরাপদ করা হয়।',
  },
  group: 'custom',
  gtm: 'html',
  params: [{ id: 'html', kind: 'html', required: true, title: { en: 'HTML', bn: 'HTML' } }],
};

/** Stands for a variable while the browser's own parser finds out where it stands. */
const PLACE = /\ue000(\d+)_/g;
const QUOTES = /["'`]/;
const STRINGS = /\/\*[\s\S]*?\*\/|\/\/.*|(["'`])(?:\\[\s\S]|(?!\1)[^\\])*\1/g;

/** Nothing but letters, digits and escapes, so that a value can end nothing, whatever the script around it is. */
const escaped = (text: unknown): string =>
  `${text ?? ''}`.replace(
    /[^\w\u0080-\u2027\u202a-\uffff]/g,
    char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** JSON; inside a string of the script its contents. */
const inScript = (value: unknown, before: string): string =>
  QUOTES.test(before) && QUOTES.test(before.replace(STRINGS, ''))
    ? escaped(value)
    : // Most are texts: what finds those within others costs more than all the rest.
      typeof value === 'string'
      ? `"${escaped(value)}"`
      : `${JSON.stringify(value)}`.replace(/"(?:\\.|[^"\\])*"/g, text => `"${escaped(JSON.parse(text))}"`);

/** Colours, sizes and names; nothing that ends a declaration. */
const inStyle = (value: unknown): string => `${value}`.replace(/[^\w #%.,-]/g, '');

const inText = (value: unknown): string => `${value ?? ''}`;

const inUrl = (value: unknown, before: string): string => {
  const text = inText(value);
  if (before) return (/\?/.test(before) ? encodeURIComponent : encodeURI)(text);
  // A whole address: no scheme that runs code.
  return /^(https?|mailto|tel):/.test(new URL(text, location.href).protocol) ? text : '';
};

const URLS = /^(href|src|data|(form)?action)$/;

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
  const pieces: (string | [unknown])[] = [].concat(html ?? script);
  const marked = pieces.map((piece, n) => (typeof piece === 'string' ? piece : `\ue000${n}_`)).join('');

  /** Puts variables in where they stand. */
  const filled = (text: string, how: (value: unknown, before: string) => string): string =>
    text.replace(PLACE, (_, n, from) => how(pieces[n][0], text.slice(0, from)));

  const fill = (node: Node): void => {
    const put = (at: Attr | Node, how: Parameters<typeof filled>[1]): void => {
      const text = at.nodeValue as string;
      const now = filled(text, how);
      if (now !== text) at.nodeValue = now;
    };
    for (const attribute of (node as Element).attributes || []) {
      const { name } = attribute;
      put(attribute, /^on/.test(name) ? inScript : name === 'style' ? inStyle : URLS.test(name) ? inUrl : inText);
    }
    const { localName } = node as Element;
    const how = localName === 'script' ? inScript : localName === 'style' ? inStyle : inText;
    for (const inner of node.childNodes) inner.nodeType > 2 ? put(inner, how) : fill(inner);
  };

  if (!document.body) await new Promise<void>(done => kit._ready(done));
  if (script) {
    const made = kit._script();
    let before = '';
    const text = pieces
      .map(piece => {
        if (typeof piece !== 'string') return inScript(piece[0], before);
        before += piece;
        return piece;
      })
      .join('');
    return inline(kit, text, made, () => document.body.append(made));
  }
  const template = document.createElement('template');
  template.innerHTML = kit._trusted('HTML', marked);
  const { content } = template;
  if (marked !== html) fill(content);
  // They are for browsers without JavaScript; here their images would count twice.
  for (const dead of content.querySelectorAll('noscript')) dead.remove();
  const scripts = content.querySelectorAll('script');
  document.body.append(content);
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
