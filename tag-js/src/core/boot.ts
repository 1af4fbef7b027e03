import type { Config, Data, Listener, Message, Module, Page, Parts, Reading, Runtime, Shared } from './api';
import type { Entry } from './batch';
import { createConsent } from './consent';
import { attach, isArguments, type Model } from './dataLayer';
import { resetEngagement, takeEngagement, watchEngagement } from './engagement';
import { guard, warn } from './guard';
import { back, currentPage, settle, watchPages } from './pages';
import { readCallback, readEvent } from './reading';
import { openStore, readStore, store } from './store';
import { add, cancel, flush, flushHidden, openTransport } from './transport';
import { uuid } from './uuid';

type Globals = Record<string, unknown> & { warmtag?: Shared };
/** Not in TypeScript's lib: Global Privacy Control, prerendering. */
type Client = Navigator & { globalPrivacyControl?: boolean };
type Screened = Document & { prerendering?: boolean };

/** Puts the pieces of a container together and starts them. */
const start = (parts: Parts, config: Config, url: string, done: Set<unknown>): void => {
  const globals = window as unknown as Globals;
  const layer = (globals[config.dataLayer] ||= []) as unknown[];
  const listeners: Listener[] = [];
  const consent = createConsent(config, (navigator as Client).globalPrivacyControl);
  let model: Model;
  let user: unknown;
  /** Our view of the current page, while the page may still push one of its own; `viewed` once it did. */
  let view: Entry | undefined;
  let viewed = false;

  const record = (name: string, data?: Data, page = currentPage(), time = Date.now()): Entry => {
    const entry = { page, event: { id: uuid(time), name, time, data: data as Data } };
    add(entry);
    return entry;
  };

  const engaged = (page: Page): void => {
    const data = takeEngagement();
    if (data) record('user_engagement', data, page);
  };

  const leave = (page: Page): void => {
    engaged(page);
    resetEngagement();
    view = undefined;
    viewed = false;
  };

  const tell = (message: Message, entry?: Entry, viewed?: 1): unknown[] =>
    listeners.map(listener => guard(() => listener(message, entry?.event, viewed)));

  const seen = (data: Data, time?: number): void => {
    if (!viewed) view = record('page_view', data, currentPage(), time);
    tell(0, view, 1);
  };

  const command = ([name, first, second]: IArguments | unknown[]): void => {
    if (name === 'config') user = second?.user_id || user;
    if (name !== 'consent') return;
    const update = first === 'update';
    const wait = consent._heard(first, second);
    if (update || wait) runtime._held = Date.now() + wait;
    if (update && JSON.stringify(second).includes('denied')) record('consent');
    if (update && !consent._granted('analytics_storage')) store([], readStore());
    setTimeout(flush, wait);
  };

  const told = ({ name, data }: Reading): Entry => {
    const { url } = currentPage();
    if (name === 'page_view' && (data.page_location || url) === url) {
      const own = view;
      view = undefined;
      viewed = true;
      // Ours is already on its way: theirs would count the same view twice.
      if (own && !cancel(own)) return own;
    }
    return record(name, data);
  };

  const heard = (message: Message, _: unknown, now: Model): void => {
    // The past is read before there is a result.
    model = now;
    if (isArguments(message)) command(message);
    const reading = readEvent(message, consent._granted('ad_user_data'));
    const busy = tell(message, reading && told(reading));
    const [call, timeout] = readCallback(message);
    if (typeof call !== 'function') return;
    const keep = (): void => {
      if (!done.has(message)) guard(() => call(config.site));
      done.add(message);
    };
    Promise.allSettled(busy).then(keep);
    setTimeout(keep, timeout);
  };

  const hide = (): void => {
    settle();
    engaged(currentPage());
    flushHidden();
  };

  const runtime: Runtime = {
    config,
    parts,
    get: key => model.get(key),
    push: message => layer.push(message),
    on: listener => listeners.push(listener),
    send: record,
    ...consent,
    url,
    _guard: guard,
    _held: 0,
  };
  openStore(config.site);
  openTransport(
    runtime,
    () => ({
      language: navigator.language,
      // biome-ignore lint/style/useTemplate: five bytes less once it is compressed
      screen: screen.width + 'x' + screen.height,
      user_id: user,
      // Robots that say so; the server decides what that means.
      automated: navigator.webdriver,
    }),
    () => consent._granted('analytics_storage') && Date.now() >= runtime._held,
  );
  watchPages(leave, seen);
  watchEngagement();

  for (const name in parts) if (name[0] === 'm') guard(() => (parts[name] as Module)(runtime));

  seen({});
  model = attach(layer, heard);
  // After what the engine fires now: it goes along, and a task of its own would cost more.
  Promise.resolve().then(flush);
  addEventListener('visibilitychange', () => document.hidden && guard(hide));
  addEventListener('pagehide', () => {
    guard(hide);
    // That happens to pages which were left only: others are spared the event.
    addEventListener('pageshow', back);
  });
};

/** The core of a container: `(core)(parts, config)`. */
export default (parts: Parts, config: Config): void => {
  const { site, version } = config;
  const globals = window as unknown as Globals;
  const shared = (globals.warmtag ||= {});
  const done = (shared.done ||= new Set());
  if (shared[site]) {
    warn(`${site} runs twice`);
    return;
  }
  shared[site] = version;
  // Events go where the file came from, whatever path a proxy put before it.
  const src = (document.currentScript as HTMLScriptElement | null)?.src || '';
  const url = `${src.split(`/t/${site}`)[0]}/e`;
  const run = (): unknown => guard(() => start(parts, config, url, done));
  // A page that is rendered ahead counts once it is shown.
  if ((document as Screened).prerendering) document.addEventListener('prerenderingchange', run, { once: true });
  else run();
};
