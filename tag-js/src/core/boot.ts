import type { Config, Data, Listener, Message, Module, Page, Parts, Reading, Runtime, Shared } from './api';
import type { Entry } from './batch';
import { createConsent } from './consent';
import { attach, isArguments, type Model } from './dataLayer';
import { createEngagement } from './engagement';
import { guard, warn } from './guard';
import { createPages } from './pages';
import { readCallback, readEvent } from './reading';
import { createStore } from './store';
import { createTransport } from './transport';
import { uuid } from './uuid';

/** Puts the pieces of a container together and starts them. */
const start = (parts: Parts, config: Config, url: string, shared: Shared): void => {
  const globals = window as unknown as Record<string, unknown>;
  const layer = (globals[config.dataLayer] ||= []) as unknown[];
  shared.done ||= new Set();
  const { done } = shared;
  const listeners: Listener[] = [];
  const consent = createConsent(config, !!(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl);
  const store = createStore(`_wt.${config.site}`);
  const engagement = createEngagement();
  let model: Model | undefined;
  let heldUntil = 0;
  let user: unknown;
  /** Our page view of the current page, while the page may still push one of its own for it. */
  let view: Entry | undefined;
  let viewed = false;

  const record = (name: string, data: Data, page = pages.current(), time = Date.now()): Entry => {
    const entry = { page, event: { id: uuid(time), name, time, data } };
    transport.add(entry);
    return entry;
  };

  const engaged = (page: Page): void => {
    const data = engagement.take();
    if (data) record('user_engagement', data, page);
  };

  const pages = createPages(
    page => {
      engaged(page);
      engagement.reset();
      view = undefined;
      viewed = false;
    },
    (data, time) => {
      if (!viewed) view = record('page_view', data as Data, pages.current(), time);
    },
  );

  const transport = createTransport({
    url,
    site: config.site,
    store,
    context: () => ({
      language: navigator.language,
      screen: `${screen.width}x${screen.height}`,
      consent: consent.states(),
      user_id: user,
      // Robots that say so; the server decides what that means.
      automated: navigator.webdriver || undefined,
    }),
    allowed: () => consent.granted('analytics_storage') && Date.now() >= heldUntil,
    settled: pages.settled,
  });

  const command = ([name, first, second]: IArguments | unknown[]): void => {
    if (name === 'consent') {
      const wait = consent.heard(first, second || {});
      heldUntil = first === 'update' ? 0 : Math.max(heldUntil, wait && Date.now() + wait);
      if (first === 'update' && !consent.granted('analytics_storage')) store.clear();
      setTimeout(transport.flush, wait);
    } else if (name === 'config' || name === 'set') {
      const id = (second || first)?.user_id || (first === 'user_id' && second);
      // An e-mail address is no id to be sent in clear.
      if (id && !/@/.test(id)) user = id;
    }
  };

  const told = (reading: Reading): void => {
    if (reading.name === 'page_view' && (reading.data.page_location || pages.current().url) === pages.current().url) {
      const late = view && !transport.cancel(view);
      view = undefined;
      viewed = true;
      // Ours is already on its way: theirs would count the same view twice.
      if (late) return;
    }
    record(reading.name, reading.data);
  };

  const heard = (message: Message): void => {
    if (isArguments(message)) guard(() => command(message));
    const reading = readEvent(message);
    const busy = listeners.map(listener => guard(() => listener(message, reading)));
    if (reading) told(reading);
    const { call, timeout } = readCallback(message);
    if (typeof call !== 'function') return;
    const late = new Promise(resolve => setTimeout(resolve, timeout));
    Promise.race([Promise.allSettled(busy), late]).then(() => {
      if (done.has(message)) return;
      done.add(message);
      guard(() => call(config.site));
    });
  };

  const runtime: Runtime = {
    config,
    parts,
    get: key => model?.get(key),
    push: message => layer.push(message),
    on: listener => listeners.push(listener),
    send: record,
    granted: consent.granted,
  };
  for (const name of Object.keys(parts)) {
    if (name.startsWith('module.')) guard(() => (parts[name] as Module)(runtime));
  }

  view = record('page_view', {});
  model = attach(layer, heard);
  setTimeout(transport.flush);

  const hide = (): void => {
    pages.settle();
    engaged(pages.current());
    transport.hide();
  };
  addEventListener('visibilitychange', () => document.hidden && guard(hide));
  addEventListener('pagehide', () => guard(hide));
};

/** The core of a container: `(core)(parts, config)`. */
export default (parts: Parts, config: Config): void => {
  guard(() => {
    const globals = window as unknown as { warmtag?: Shared };
    globals.warmtag ||= {};
    const shared = globals.warmtag;
    if (shared[config.site]) {
      warn(`${config.site} is on this page twice`);
      return;
    }
    shared[config.site] = config.version;
    // Events go where the file came from, whatever path a proxy put before it.
    const { src } = (document.currentScript || {}) as HTMLScriptElement;
    const url = `${src ? src.slice(0, src.lastIndexOf(`/t/${config.site}`)) : ''}/e`;
    const run = (): void => {
      guard(() => start(parts, config, url, shared));
    };
    // A page that is rendered ahead counts once it is shown.
    if ((document as { prerendering?: boolean }).prerendering) {
      document.addEventListener('prerenderingchange', run, { once: true });
    } else run();
  });
};
