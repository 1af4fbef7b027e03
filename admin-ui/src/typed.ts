// What was typed into a form that was sent after the session had ended comes back after the login. It is kept in this tab
// only, for an hour at most, for the same account, and without secrets and files.

const KEY = 'typed';
const LONGEST_MS = 3_600_000;
const NEVER = new Set(['hidden', 'password', 'file', 'submit', 'button', 'reset', 'image']);

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** A form as it was sent; `ended` once it is known that it got nowhere. */
interface Typed {
  page: string;
  action: string;
  who: string;
  at: number;
  fields: [string, string][];
  ended: boolean;
}

export function keepTyped(page: Document, here: Location): void {
  page.addEventListener('submit', (event) => keep(event.target as HTMLFormElement, here));
  page.addEventListener('htmx:responseError', (event) => {
    const { xhr, elt } = (event as CustomEvent<{ xhr: XMLHttpRequest; elt: Element }>).detail;
    if (xhr.status !== 401) return;
    const form = elt.closest('form');
    if (form) keep(form, here);
    const typed = known();
    if (typed) store({ ...typed, ended: true });
    here.assign(login(pathOf(here)));
  });
  const typed = known();
  if (typed) look(page, here, typed);
}

function keep(form: HTMLFormElement, here: Location): void {
  const fields = controls(form).flatMap(written);
  const who = account(form.ownerDocument);
  // Whoever is not signed in types what opens the door, and nothing of that is kept.
  if (!who || form.method !== 'post' || !form.closest('main') || fields.length === 0) return;
  const action = form.getAttribute('action') ?? '';
  const before = known();
  // A refused form stands at the address that it was sent to, where no page may be.
  const page = before?.action === action ? before.page : pathOf(here);
  store({ page, action, who, at: Date.now(), fields, ended: false });
}

/** What has become of the form that was sent last. */
function look(page: Document, here: Location, typed: Typed): void {
  const end = page.querySelector<HTMLElement>('[data-session-ended]');
  if (end) {
    store({ ...typed, ended: true });
    end.hidden = false;
    page.querySelector('a.button')?.setAttribute('href', login(typed.page));
    return;
  }
  if (page.querySelector('form[action="/console/session"]')) return;
  const form = [...page.forms].find((each) => each.getAttribute('action') === typed.action);
  if (!typed.ended && form?.querySelector('[aria-invalid="true"]')) return;
  sessionStorage.removeItem(KEY);
  if (typed.ended && form && pathOf(here) === typed.page && account(page) === typed.who) {
    bringBack(form, typed.fields);
    const note = page.getElementById('typed-back');
    if (note) note.hidden = false;
  }
}

function bringBack(form: HTMLFormElement, fields: [string, string][]): void {
  const left = [...fields];
  for (const control of controls(form)) {
    const box = isBox(control);
    const found = left.findIndex(([name, value]) => name === control.name && (!box || value === control.value));
    if (box) (control as HTMLInputElement).checked = found >= 0;
    if (found < 0) continue;
    const [[, value]] = left.splice(found, 1) as [[string, string]];
    if (!box) control.value = value;
    control.dispatchEvent(new Event('input', { bubbles: true }));
    control.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

function controls(form: HTMLFormElement): Control[] {
  return ([...form.elements] as Control[]).filter(
    (each) => each.name && 'value' in each && !NEVER.has(each.type) && each.dataset.secret === undefined,
  );
}

function written(control: Control): [string, string][] {
  return isBox(control) && !(control as HTMLInputElement).checked ? [] : [[control.name, control.value]];
}

function isBox(control: Control): boolean {
  return control.type === 'checkbox' || control.type === 'radio';
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
