// The page's language: asked for in the address (?lang=en), else what was chosen before, else Bengali.
import { messages } from './messages.js';
import { formatNumber, formatPrice } from './numbers.js';
import { read, write } from './storage.js';

const CHOICE = 'rongin.language';

export const language = choose();

function choose() {
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked === 'bn' || asked === 'en') {
    write(CHOICE, asked);
    return asked;
  }
  return read(CHOICE, 'bn') === 'en' ? 'en' : 'bn';
}

/** The message in the page's language; `{name}` is replaced by the value of that name. */
export function text(key, values = {}) {
  const both = messages[key];
  if (!both) throw new Error(`No message ${key}: add it to messages.js`);
  return both[language === 'bn' ? 0 : 1].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Of a pair {bn, en} from products.json. */
export const own = pair => pair[language];

export const number = value => formatNumber(value, language);

export const price = taka => formatPrice(taka, language);

/** A day in Dhaka, from milliseconds since 1970. */
export function day(time) {
  const locale = language === 'bn' ? 'bn-BD' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Asia/Dhaka' }).format(time);
}

/** Fills what the HTML marks with data-text (content) and data-label (accessible name). */
export function fillTexts(root) {
  for (const element of root.querySelectorAll('[data-text]')) element.textContent = text(element.dataset.text);
  for (const element of root.querySelectorAll('[data-label]')) element.ariaLabel = text(element.dataset.label);
}
