import type { Module, Runtime } from '../core/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'consent_banner',
  title: { en: 'Consent banner', bn: 'সম্মতির ব্যানার' },
  help: {
    en:
      'Asks visitors whether they may be measured and remembers the answer for 180 days. For sites without a consent ' +
      "banner of their own: it stays away as soon as the site calls gtag('consent', …).",
    bn:
      'ভিজিটরকে মাপা যাবে কি না জিজ্ঞেস করে এবং উত্তর ১৮০ দিন মনে রাখে। যেসব সাইটের নিজের ব্যানার নেই তাদের জন্য: ' +
      "সাইট gtag('consent', …) ডাকলেই এটি সরে যায়।",
  },
  group: 'modules',
  params: [],
};

type Language = 'bn' | 'en';
interface Texts {
  title: string;
  text: string;
  denied: string;
  granted: string;
  privacy: string;
}

const TEXTS: Record<Language, Texts> = {
  en: {
    title: 'May we remember your visit?',
    text: 'It improves our site and offers. It works either way.',
    denied: 'Refuse',
    granted: 'Accept',
    privacy: 'Privacy policy',
  },
  bn: {
    title: 'আপনার ভিজিট মনে রাখতে পারি?',
    text: 'এতে সাইট ভালো হয়, পছন্দের অফার দেখানো যায়। রাজি না হলেও সাইট চলবে।',
    denied: 'রাজি নই',
    granted: 'রাজি আছি',
    privacy: 'গোপনীয়তা নীতি',
  },
};

// The page's own rules reach the host element, so it takes none of them but the font, which may be all that knows Bengali here.
// Nothing inside animates.
const STYLE = `:host{all:initial!important;font-family:inherit!important}
section{position:fixed;inset:auto 0 0;z-index:2147480000;max-width:32rem;margin:16px;padding:16px;border:1px solid;border-radius:8px;\
color-scheme:light dark;background:Canvas;color:CanvasText;line-height:1.5}
h2,p{font:inherit;margin:0 0 12px}
div{display:grid;grid-template-columns:1fr 1fr;gap:12px}
button{font:inherit;min-height:44px;border-radius:8px}`;

const KEY = '_wt.consent';
/** ms for which an answer holds. */
const HOLDS = 180 * 86_400_000;

type Answer = 'granted' | 'denied';

const element = (name: string, text: string, attributes: Record<string, string> = {}): HTMLElement => {
  const made = document.createElement(name);
  made.textContent = text;
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  return made;
};

/** The banner, in a shadow root: the page's style does not reach in, and its policy needs to allow nothing. */
const build = (runtime: Runtime, answered: (answer: Answer) => void, close: () => void): HTMLElement => {
  const { language, privacyUrl } = runtime.config;
  const page = document.documentElement.lang.slice(0, 2) as Language;
  const lang = TEXTS[page] ? page : language;
  const texts = TEXTS[lang];
  const attributes = { role: 'dialog', 'aria-label': texts.title, 'aria-describedby': 'text', tabindex: '-1', lang };
  const section = element('section', '', attributes);
  const text = element('p', `${texts.text} `, { id: 'text' });
  if (privacyUrl) text.append(element('a', texts.privacy, { href: privacyUrl }));
  const buttons = element('div', '');
  for (const answer of ['denied', 'granted'] as const) {
    const button = element('button', texts[answer]);
    button.addEventListener('click', () => answered(answer));
    buttons.append(button);
  }
  section.append(element('h2', texts.title), text, buttons);
  section.addEventListener('keydown', event => event.key === 'Escape' && close());

  const host = document.createElement('warmtag-consent');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  root.append(section);
  return host;
};

export const run: Module = runtime => {
  let host: HTMLElement | undefined;
  let before: Element | null = null;
  let own: unknown;
  /** The site has a consent banner of its own. */
  let foreign = false;

  /** Pushes what gtag would, so that other tags on the page obey the answer too. */
  const update: (command: string, action: string, states: Record<string, Answer>) => void = function () {
    // biome-ignore lint/complexity/noArguments: gtag's commands are told from arrays by being arguments objects
    own = arguments;
    runtime.push(own);
  };
  const say = (answer: Answer): void => {
    const ads = (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl ? 'denied' : answer;
    update('consent', 'update', {
      ad_storage: ads,
      ad_user_data: ads,
      ad_personalization: ads,
      analytics_storage: answer,
      functionality_storage: answer,
      personalization_storage: answer,
    });
  };

  const close = (): void => {
    host?.remove();
    host = undefined;
    (before as HTMLElement | null)?.focus?.();
    before = null;
  };

  const answered = (answer: Answer): void => {
    runtime._guard(() => {
      localStorage[KEY] = JSON.stringify({ answer, time: Date.now() });
    });
    close();
    say(answer);
  };

  // Where storage is forbidden, the visitor is asked on each page.
  const remembered = (): Answer | undefined =>
    runtime._guard(() => {
      const { answer, time } = JSON.parse(localStorage[KEY] || '{}');
      return Date.now() - time < HOLDS && answer;
    });

  /** By itself it takes no focus; opened by the visitor, it does, and gives it back. */
  const open = (asked?: boolean): void => {
    if (foreign) return;
    if (!host) {
      host = build(runtime, answered, close);
      document.body.append(host);
    }
    if (asked) {
      before = document.activeElement;
      host.shadowRoot?.querySelector('section')?.focus();
    }
  };

  runtime.on(message => {
    if ((message as { event?: unknown } | undefined)?.event === 'warmtag.consent.open') open(true);
    if ((message as { 0?: unknown } | undefined)?.[0] !== 'consent' || message === own) return;
    foreign = true;
    close();
  });
  (window as unknown as { warmtag: Record<string, unknown> }).warmtag.openConsent = () => open(true);

  // By the next microtask the data layer's past was read, and nothing was sent yet.
  Promise.resolve().then(() => {
    const answer = remembered();
    if (foreign) return;
    if (answer) say(answer);
    else if (document.readyState === 'loading') addEventListener('DOMContentLoaded', () => open());
    else open();
  });
};
