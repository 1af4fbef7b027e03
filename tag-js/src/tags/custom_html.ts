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

type Form = (hex: string) => string;

/** Everything of ASCII that is no letter or digit, so that a value can end nothing, wherever it really stands. */
const escaped = (text: unknown, form: Form): string =>
  `${text ?? ''}`.replace(/[^\w\u0080-\u2027\u202a-\uffff]/g, char =>
    form(char.charCodeAt(0).toString(16).padStart(4, '0')),
  );

const inHtml: Form = hex => `&#x${hex};`;
const inScript: Form = hex => `\\u${hex}`;
const inStyle: Form = hex => `\\${hex} `;

const TAG = `(?:"[^"]*"|'[^']*'|[^'">])*>`;
/** What is over: a script or style with its end, a comment, a tag. The second group is of one that still goes on. */
const COMPLETE = new RegExp(
  `<(script|style)\\b${TAG}(?:[\\s\\S]*?</\\1\\s*>|([\\s\\S]*)$)|<!--[\\s\\S]*?-->|</?[a-z]${TAG}`,
  'gi',
);
const RAW = new RegExp(`<(script|style)\\b${TAG}([\\s\\S]*)$`, 'i');
const ATTRIBUTE = /<[a-z][\s\S]*?([\w:-]+)\s*=\s*(?:"([^"]*)|'([^']*)|([^\s"'>]*))$/i;
const TEXTS = /\/\*[\s\S]*?\*\/|\/\/.*|(["'`])(?:\\[\s\S]|(?!\1)[^\\])*\1/g;

/** JSON whose texts hold nothing but letters, digits and escapes; inside a text of the script its contents. */
const json = (value: unknown, code: string): string =>
  /["'`]/.test(code.replace(TEXTS, ''))
    ? escaped(value, inScript)
    : `${JSON.stringify(value)}`.replace(/"(?:\\.|[^"\\])*"/g, text => `"${escaped(JSON.parse(text), inScript)}"`);

const inAttribute = (value: unknown, name: string, before: string): string => {
  if (/^on/i.test(name)) return json(value, before).replace(/"/g, '&quot;');
  if (/^style$/i.test(name)) return escaped(value, inStyle);
  let text = `${value ?? ''}`;
  if (/^(href|src|data|(form)?action|poster)$/i.test(name)) {
    if (before) text = (/\?/.test(before) ? encodeURIComponent : encodeURI)(text);
    // A whole address: no scheme that runs code.
    else if (!/^(https?|mailto|tel|sms):/.test(new URL(text, location.href).protocol)) text = '';
  }
  return escaped(text, inHtml);
};

/** The HTML, its variables escaped for where they stand. */
const render = (pieces: (string | [unknown])[]): string => {
  let html = '';
  /** From where something is still open. */
  let rest = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      html += piece;
      rest = (rest + piece).replace(COMPLETE, (all, _, open) => (open === undefined ? '' : all));
      rest = rest.slice(rest.search('<') >>> 0);
      continue;
    }
    const [value] = piece;
    const raw = RAW.exec(rest);
    const attribute = !raw && ATTRIBUTE.exec(rest);
    if (raw) html += raw[1].length > 5 ? json(value, raw[2]) : escaped(value, inStyle);
    else if (attribute) html += inAttribute(value, attribute[1], attribute[2] ?? attribute[3] ?? attribute[4]);
    else html += escaped(value, inHtml);
    // It closes nothing; that something stands here is all that matters.
    rest += '_';
  }
  return html;
};

/** Makes a parsed script run; resolves when it has. */
const revive = (kit: Kit, dead: HTMLScriptElement): Promise<unknown> =>
  new Promise((done, failed) => {
    const script = kit._script(dead);
    const { src } = dead;
    const { write, writeln } = document;
    script.async = dead.hasAttribute('async');
    script.onload = done;
    script.onerror = () => failed(`${src} not loaded`);
    script.addEventListener('securitypolicyviolation', () => failed("blocked by the page's Content-Security-Policy"));
    if (src) script.src = kit._trusted('ScriptURL', src);
    else {
      script.text = kit._trusted('Script', dead.text);
      // Once the page has been parsed it would wipe the page.
      document.write = document.writeln = () => console.warn('Warmtag: document.write ignored');
      // That a script was blocked is told in a later task.
      setTimeout(done, 9);
    }
    dead.replaceWith(script);
    Object.assign(document, { write, writeln });
  });

export const run: Tag = async ({ html }, kit) => {
  const template = document.createElement('template');
  template.innerHTML = kit._trusted('HTML', render([].concat(html)));
  const { content } = template;
  // They are for browsers without JavaScript; here their images would count twice.
  for (const dead of content.querySelectorAll('noscript')) dead.remove();
  const scripts = content.querySelectorAll('script');
  if (!document.body) await new Promise<void>(done => kit._ready(done));
  document.body.append(content);
  const busy: unknown[] = [];
  for (const script of scripts) {
    const wait = revive(kit, script);
    busy.push(wait);
    // Later scripts build on it.
    if (script.src && !script.hasAttribute('async')) await wait;
  }
  await Promise.all(busy);
};
