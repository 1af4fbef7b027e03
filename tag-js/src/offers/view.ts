import { type Language, TEXTS } from './texts';

interface Words {
  title: string;
  body: string;
  button: string;
  link: string;
}

/** An offer as the server sends it. */
export interface Offer {
  offer: number;
  grant: string;
  variant: number;
  kind: 'banner' | 'corner' | 'modal' | 'inline';
  bn?: Words;
  en?: Words;
  /** Of the button, and of what is written on it. */
  color: string;
  ink: string;
  /** Of the element that an inline offer fills. */
  selector?: string;
  /** Shown on the following pages, too, until it is closed. */
  again?: 1;
  code?: string;
  /** From when it is first shown. */
  minutes?: number;
  /** ms that are left of it. */
  left?: number;
  contact?: { phone?: 1; email?: 1; bn: string; en: string };
}

/** What a reader does with it; `gone` closes it because he wants so. */
export interface Hands {
  clicked(what: 'link' | 'copy' | 'contact'): void;
  gone(): void;
  lead(data: { phone_number?: string; email?: string }, consent: string): void;
}

// The page's own rules reach the host element, so what places it is important. Of the page it has the font alone, which shows
// Bengali also where a computer has no letters for it. Nothing inside animates.
const STYLE = `:host{all:initial!important;font-family:inherit!important;PLACE}
.o{box-sizing:border-box;position:relative;margin:0;padding:16px 56px 16px 16px;border:1px solid;border-radius:8px;\
max-height:90vh;overflow:auto;overflow-wrap:anywhere;color-scheme:light dark;background:Canvas;color:CanvasText;line-height:1.5}
dialog.o{margin:auto;max-width:min(28rem,90vw)}
::backdrop{background:#0009}
h2{font-size:1.125em;margin:0}
p{margin:8px 0 0;white-space:pre-line}
form,.r{display:flex;flex-wrap:wrap;gap:8px;align-items:center;margin:8px 0 0}
label{display:grid;flex:1 1 100%}
label.c{display:flex;gap:8px}
code{padding:8px 12px;border:1px dashed;font:600 1em/1.5 ui-monospace,monospace;user-select:all}
button,a,input{box-sizing:border-box;font:inherit;min-height:44px;border-radius:8px}
input{border:1px solid;padding:0 8px}
button{padding:0 16px;border:1px solid;background:ButtonFace;color:ButtonText}
.c input{min-width:24px;min-height:24px}
.g{display:inline-flex;align-items:center;padding:0 16px;border:0;text-decoration:none;background:COLOR;color:INK}
.x{position:absolute;inset:4px 4px auto auto;width:44px;padding:0;border:0;background:none;color:inherit;font-size:1.5em}`;

const FIXED = 'position:fixed!important;z-index:2147479000!important;margin:8px!important;inset:auto 0 0 ';
const PLACES = {
  banner: `${FIXED}0!important`,
  corner: `${FIXED}auto!important;width:min(26rem,100% - 16px)!important`,
  modal: 'display:contents!important',
  inline: 'display:block!important;height:HEIGHTpx!important',
};

const element = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  text: string,
  attributes: Record<string, string> = {},
): HTMLElementTagNameMap[Name] => {
  const made = document.createElement(name);
  made.textContent = text;
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  return made;
};

/** `2:05:09`, in the language's own digits. */
const clock = (ms: number, language: Language): string => {
  const digits = new Intl.NumberFormat(`${language}-BD`, { minimumIntegerDigits: 2, useGrouping: false });
  const seconds = Math.ceil(ms / 1000);
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60].map(part => digits.format(Math.floor(part))).join(':');
};

const contactForm = (contact: NonNullable<Offer['contact']>, language: Language, hands: Hands): HTMLElement => {
  const texts = TEXTS[language];
  const form = element('form', '');
  const fields = (['phone', 'email'] as const)
    .filter(kind => contact[kind])
    .map(kind => {
      const label = element('label', texts[kind]);
      const type = kind === 'phone' ? 'tel' : kind;
      const input = element('input', '', { type, autocomplete: type, maxlength: '100' });
      label.append(input);
      form.append(label);
      return input;
    });
  // Either will do.
  const need = () => {
    for (const field of fields) field.required = !fields.some(other => other !== field && other.value);
  };
  need();
  form.addEventListener('input', need);
  const consent = element('label', '', { class: 'c' });
  const box = element('input', '', { type: 'checkbox' });
  box.required = true;
  consent.append(box, contact[language]);
  form.append(consent, element('button', texts.send));
  form.addEventListener('submit', event => {
    event.preventDefault();
    const value = (type: string) => fields.find(field => field.type === type)?.value || undefined;
    hands.lead({ phone_number: value('tel'), email: value('email') }, contact[language]);
    form.replaceWith(element('p', texts.thanks, { role: 'status' }));
  });
  return form;
};

const codeRow = (code: string, language: Language, hands: Hands): HTMLElement => {
  const texts = TEXTS[language];
  const row = element('div', '', { class: 'r' });
  const shown = element('code', code);
  const copy = element('button', texts.copy, { type: 'button', 'aria-live': 'polite' });
  copy.addEventListener('click', () => {
    hands.clicked('copy');
    const done = () => {
      copy.textContent = texts.copied;
    };
    // Pages without https have no clipboard: then it is selected, for the hand.
    const select = () => getSelection()?.selectAllChildren(shown);
    if (navigator.clipboard) navigator.clipboard.writeText(code).then(done, select);
    else select();
  });
  row.append(shown, copy);
  return row;
};

/** The page's language if the offer speaks it, else the other one. */
const speak = (offer: Offer, preferred: Language): Language =>
  offer[preferred] ? preferred : preferred === 'bn' ? 'en' : 'bn';

/**
 * Puts an offer into the page, in a shadow root: the page's style does not reach in, and its policy needs to allow nothing.
 * Returns what takes it out again.
 */
export const view = (offer: Offer, preferred: Language, slot: Element, left: number, hands: Hands): (() => void) => {
  const language = speak(offer, preferred);
  const texts = TEXTS[language];
  const { title, body, button, link } = offer[language] as Words;
  const modal = offer.kind === 'modal';
  const attributes = { class: 'o', 'aria-labelledby': 't', lang: language };
  const panel = modal ? element('dialog', '', attributes) : element('section', '', attributes);
  const close = element('button', '×', { class: 'x', type: 'button', 'aria-label': texts.close });
  panel.append(element('h2', title, { id: 't' }));
  if (body) panel.append(element('p', body));
  let timer = 0;
  if (left < Infinity) {
    const time = element('span', '', { role: 'timer' });
    const row = element('p', `${texts.left} `);
    row.append(time);
    panel.append(row);
    const end = Date.now() + left;
    const tick = () => {
      time.textContent = clock(Math.max(0, end - Date.now()), language);
      if (Date.now() >= end) remove();
    };
    tick();
    timer = setInterval(tick, 1000);
  }
  if (offer.code) panel.append(codeRow(offer.code, language, hands));
  if (offer.contact) panel.append(contactForm(offer.contact, language, hands));
  if (button) {
    const go = link ? element('a', button, { href: link }) : element('button', button, { type: 'button' });
    go.className = 'g';
    go.addEventListener('click', () => {
      hands.clicked('link');
      if (!link) hands.gone();
    });
    const row = element('div', '', { class: 'r' });
    row.append(go);
    panel.append(row);
  }
  panel.append(close);
  close.addEventListener('click', hands.gone);
  panel.addEventListener('keydown', event => (event as KeyboardEvent).key === 'Escape' && hands.gone());
  panel.addEventListener('cancel', hands.gone);

  const host = document.createElement('warmtag-offer');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  const before = slot.clientHeight;
  const style = (height: number) =>
    sheet.replaceSync(
      STYLE.replace('PLACE', PLACES[offer.kind].replace('HEIGHT', `${height}`))
        .replace('COLOR', offer.color)
        .replace('INK', offer.ink),
    );
  style(before);
  root.adoptedStyleSheets = [sheet];
  root.append(panel);
  slot.append(host);
  // What the slot's own padding takes is not left for it.
  if (offer.kind === 'inline') style(2 * before - slot.clientHeight);
  if (modal) (panel as HTMLDialogElement).showModal();
  const remove = (): void => {
    clearInterval(timer);
    // Gives the focus back.
    if (modal) (panel as HTMLDialogElement).close();
    host.remove();
  };
  return remove;
};
