import type { Module } from '../core/api';
import type { Kit } from '../engine/api';
import { createBar } from '../picker/bar';
import { takeOver } from '../picker/guard';
import { actionable, suggest, suggestSame } from '../picker/selectors';
import { TEXTS } from '../picker/texts';
import { readable } from '../picker/values';
import type { Spec } from '../spec';

/**
 * Lets somebody who builds an event point at what he means, and see his event being sent. Shipped only to a browser with
 * the preview's cookie; needs `module.preview`, which brings what was picked to the console, as a message of this kind:
 *
 *     picked     tag, text, url: of the page, selectors: [{selector, count, by: id|data|name|class|path}] most stable first,
 *                form: the same of the form around it, leaf: {selector, count, text} of what was pointed at itself,
 *                values: [{parameter, value, from: own|element|query|json_ld, selector, name, within, count}],
 *                inShadow: true|false
 *     left       Escape or the button: nothing was picked
 *
 * What it does in this tab outlives a navigation: `pick`, `browse` (the page works as always), `try` (the page is loaded
 * anew with the event as it is by now), `left`.
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

type Mode = 'pick' | 'browse' | 'try' | 'left';

const KEY = '_wt.picker';
const MAX_CHARS = 200;

export const run: Module = runtime => {
  const kit = runtime as Kit;
  const texts = TEXTS[runtime.config.language];
  const bar = createBar(texts.label, texts.move);
  const stop = new AbortController();
  let picks = false;

  const remember = (mode: Mode): void => {
    kit._guard(() => sessionStorage.setItem(KEY, mode));
  };
  const under = (event: Event): Element | undefined =>
    event.composedPath().find(node => node instanceof Element) as Element | undefined;
  const ways = (element: Element): string => {
    const [best] = suggestSame(element);
    return `${best.selector} · ${best.count.toLocaleString(runtime.config.language)}${texts.matches}`;
  };

  const end = (): void => {
    picks = false;
    bar.frame();
  };
  const leave = (): void => {
    if (picks) kit._tell?.('left', {});
    end();
    stop.abort();
    remember('left');
    bar.host.remove();
  };
  const browse = (): void => {
    end();
    remember('browse');
    bar.show(texts.browse, '', [
      [texts.toPick, pick],
      [texts.leave, leave],
    ]);
  };
  /** The event may have been changed in the console: the page's container is made anew with it. */
  const tryIt = (): void => {
    remember('try');
    location.reload();
  };

  const tell = (leaf: Element): void => {
    const element = actionable(leaf);
    const form = element.closest('form');
    const [best] = suggest(leaf);
    kit._tell?.('picked', {
      tag: element.localName,
      text: (element.textContent || element.getAttribute('aria-label') || '').trim().slice(0, MAX_CHARS),
      url: location.href,
      selectors: suggestSame(element),
      form: form ? suggestSame(form) : [],
      leaf: { ...best, text: (leaf.textContent || '').trim().slice(0, MAX_CHARS) },
      values: readable(element, each => suggest(each)[0]),
      inShadow: element.getRootNode() !== document,
    });
    end();
    remember('browse');
    bar.show(texts.picked, ways(element), [
      [texts.toTry, tryIt],
      [texts.again, pick],
      [texts.leave, leave],
    ]);
  };

  const pick = (): void => {
    picks = true;
    remember('pick');
    bar.show(texts.pick, '', [
      [texts.toBrowse, browse],
      [texts.escape, leave],
    ]);
  };

  const watch = (): void => {
    bar.show(texts.trying, '', [
      [texts.again, pick],
      [texts.leave, leave],
    ]);
    const { send } = runtime;
    runtime.send = (name, data) => {
      const carried = Object.entries(data).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
      bar.detail(`${texts.arrived} ${name} ${carried.join(', ')}`.slice(0, MAX_CHARS));
      return send(name, data);
    };
  };

  const mode = (kit._guard(() => sessionStorage.getItem(KEY)) || 'pick') as Mode;
  if (mode === 'left') return;
  takeOver(stop.signal, {
    picks: () => picks,
    own: event => event.composedPath().includes(bar.host),
    // Warmtag's consent banner is none of the site's.
    free: event => event.composedPath().some(node => (node as Element).localName === 'warmtag-consent'),
    press: event => kit._guard(() => bar.press(event.composedPath()[0])),
    leave,
    pick: event => kit._guard(() => tell(under(event) as Element)),
    point: event =>
      kit._guard(() => {
        const element = actionable(under(event) as Element);
        bar.frame(element);
        bar.detail(ways(element));
      }),
  });
  const modes: Record<string, () => void> = { pick, browse, try: watch };
  modes[mode]();
  const show = (): void => document.documentElement.append(bar.host);
  if (document.body) show();
  else addEventListener('DOMContentLoaded', show);
};
