import type { Module } from '../core/api';
import type { Kit } from '../engine/api';
import { suggest } from '../picker/selectors';
import { readable } from '../picker/values';
import type { Spec } from '../spec';

/**
 * Lets somebody who builds an event point at what he means. Shipped only to a browser with the preview's cookie; needs
 * `module.preview`, which brings what was picked to the console, as a message of this kind:
 *
 *     picked     tag, text, url: of the page, selectors: [{selector, count, by: id|data|name|class|path}] most stable first,
 *                values: [{parameter, value, from: data|json-ld|microdata|text, selector, attribute}], inShadow: true|false
 *     left       Escape or the button: nothing was picked
 */
export const spec: Spec = {
  id: 'picker',
  title: { en: 'Element picker', bn: 'এলিমেন্ট বাছাই' },
  help: {
    en: 'Shows what the pointer is on, and tells the console what was clicked.',
    bn: 'পয়েন্টার কোথায় আছে দেখায় এবং কোথায় ক্লিক হলো কনসোলকে জানায়।',
  },
  group: 'modules',
  params: [],
  needs: ['module.preview'],
};

const TEXTS = {
  en: {
    hint: 'Click the element that you mean',
    leave: 'Leave (Esc)',
    matches: 'found',
    done: 'Picked. Go back to the console.',
  },
  bn: {
    hint: 'যে এলিমেন্ট চান সেটিতে ক্লিক করুন',
    leave: 'বন্ধ করুন (Esc)',
    matches: 'টি মিলেছে',
    done: 'বাছা হয়েছে। কনসোলে ফিরে যান।',
  },
};
const STYLE = `:host{all:initial!important;position:fixed!important;inset:0!important;z-index:2147483647!important;
pointer-events:none!important}
i{position:fixed;border:2px solid #2563eb;background:#2563eb22;border-radius:3px}
p{position:fixed;inset:8px 8px auto;margin:0 auto;width:fit-content;max-width:calc(100% - 48px);padding:8px 16px;
display:flex;gap:16px;align-items:center;border-radius:8px;background:#1b1f24;color:#fff;
font:16px/1.5 system-ui,"Noto Sans Bengali",sans-serif}
p.low{inset:auto 8px 8px}
code{font:14px/1.4 ui-monospace,monospace;overflow-wrap:anywhere}
button{pointer-events:auto;font:inherit;min-height:44px;padding:0 16px;border:1px solid #fff;border-radius:6px;
background:none;color:inherit;cursor:pointer;white-space:nowrap}`;

export const run: Module = runtime => {
  const kit = runtime as Kit;
  const texts = TEXTS[runtime.config.language];
  const host = document.createElement('warmtag-picker');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  const make = <T extends 'i' | 'p' | 'code' | 'span' | 'button'>(name: T, text = ''): HTMLElementTagNameMap[T] => {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  };
  const frame = make('i');
  const bar = make('p');
  const hint = make('span', texts.hint);
  const code = make('code');
  const button = make('button', texts.leave);
  bar.setAttribute('role', 'status');
  bar.append(hint, code, button);
  root.append(frame, bar);

  const stop = new AbortController();
  const leave = (): void => {
    stop.abort();
    host.remove();
  };
  const under = (event: Event): Element | undefined => {
    const path = event.composedPath();
    return path.includes(host) ? undefined : (path.find(node => node instanceof Element) as Element | undefined);
  };

  const show = (element: Element): void => {
    const { top, left, width, height } = element.getBoundingClientRect();
    Object.assign(frame.style, { top: `${top}px`, left: `${left}px`, width: `${width}px`, height: `${height}px` });
    // Out of the way of what is pointed at.
    bar.className = top < 80 ? 'low' : '';
    const [best] = suggest(element);
    code.textContent = `${best.selector} · ${best.count} ${texts.matches}`;
  };

  const pick = (element: Element): void => {
    kit._tell?.('picked', {
      tag: element.localName,
      text: (element.textContent || '').trim().slice(0, 200),
      url: location.href,
      selectors: suggest(element),
      values: readable(element, each => suggest(each)[0].selector),
      inShadow: element.getRootNode() !== document,
    });
    frame.remove();
    code.remove();
    hint.textContent = texts.done;
    stop.abort();
    setTimeout(leave, 3000);
  };

  const start = (): void => {
    const { signal } = stop;
    document.documentElement.append(host);
    addEventListener('pointermove', event => kit._guard(() => under(event) && show(under(event) as Element)), {
      signal,
      passive: true,
    });
    // The page must not act on the click, nor on what leads to it.
    for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'auxclick', 'submit'])
      addEventListener(
        type,
        event => {
          const element = under(event);
          if (!element) return;
          event.preventDefault();
          event.stopImmediatePropagation();
          if (type === 'click') kit._guard(() => pick(element));
        },
        { signal, capture: true },
      );
    const cancel = (): void => {
      kit._tell?.('left', {});
      leave();
    };
    button.addEventListener('click', cancel);
    addEventListener('keydown', event => event.key === 'Escape' && cancel(), { signal, capture: true });
  };
  if (document.body) start();
  else addEventListener('DOMContentLoaded', start);
};
