// What was typed into a form that got nowhere comes back: the session had ended, the server or its database was away. It is kept
// in this tab only, for an hour at most, for the same account, and without secrets and files.
import { type Fields, fieldsOf, fill } from './fill';

const KEY = 'typed';
const LONGEST_MS = 3_600_000;

/** A form as it was sent; `lost` once it is known that it got nowhere. */
interface Typed {
  page: string;
  action: string;
  who: string;
  at: number;
  fields: Fields;
  lost: boolean;
}

/** What the browser says of the page: whether it went back to it, and how new parts of it come to life. */
interface Browser {
  isBack: boolean;
  lively: (part: Element) => void;
}

export function keepTyped(page: Document, here: Location, browser: Browser): void {
  page.addEventListener('submit', (event) => {
    // What is shown in a frame leaves the page as it is.
    if (!event.submitter?.getAttribute('formtarget')) keep(event.target as HTMLFormElement, here);
  });
  page.addEventListener('htmx:responseError', (event) => {
    const { xhr, elt } = (event as CustomEvent<{ xhr: XMLHttpRequest; elt: Element }>).detail;
    if (xhr.status !== 401) return;
    const form = elt.closest('form');
    if (form) keep(form, here);
    const typed = known();
    if (typed) store({ ...typed, lost: true });
    here.assign(login(pathOf(here)));
  });
  const typed = known();
  if (typed) look(page, here, typed, browser);
}

function keep(form: HTMLFormElement, here: Location): void {
  const fields = fieldsOf(form);
  const who = account(form.ownerDocument);
  // Whoever is not signed in types what opens the door, and nothing of that is kept.
  if (!who || form.method !== 'post' || !form.closest('main') || !fields.typed) return;
  const action = form.getAttribute('action') ?? '';
  const before = known();
  // A refused form stands at the address that it was sent to, where no page may be.
  const page = before?.action === action ? before.page : pathOf(here);
  store({ page, action, who, at: Date.now(), fields: fields.all, lost: false });
}

/** What has become of the form that was sent last. */
function look(page: Document, here: Location, typed: Typed, browser: Browser): void {
  const end = page.querySelector<HTMLElement>('[data-session-ended], [data-not-taken]');
  if (end) {
    store({ ...typed, lost: true });
    end.hidden = false;
    const way = end.hasAttribute('data-session-ended') ? login(typed.page) : typed.page;
    page.querySelector('a[data-way]')?.setAttribute('href', way);
    return;
  }
  if (page.querySelector('form[action="/console/session"]')) return;
  const form = [...page.forms].find((each) => each.getAttribute('action') === typed.action);
  // No answer at all stands between the form and this page: there was none.
  const lost = typed.lost || (browser.isBack && pathOf(here) === typed.page);
  if (!lost && form?.querySelector('[aria-invalid="true"]')) return;
  const another = account(page) !== typed.who;
  if (lost && !another && pathOf(here) !== typed.page) return;
  sessionStorage.removeItem(KEY);
  if (!lost || another || !form) return;
  const note = page.getElementById('typed-back');
  if (note) note.hidden = false;
  void fill(form, typed.fields, browser.lively);
}

function known(): Typed | null {
  const typed = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Typed | null;
  return typed && Date.now() - typed.at < LONGEST_MS ? typed : null;
}

function store(typed: Typed): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(typed));
  } catch {
    // Larger than a tab may keep: then nothing comes back.
    sessionStorage.removeItem(KEY);
  }
}

function account(page: Document): string {
  return page.querySelector('a[href="/console/account"]')?.textContent?.trim() ?? '';
}

function pathOf(here: Location): string {
  return here.pathname + here.search;
}

function login(next: string): string {
  return `/console/login?next=${encodeURIComponent(next)}`;
}
