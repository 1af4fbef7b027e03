import type { ConsentType, Data, Module } from '../core/api';
import { attach } from '../core/dataLayer';
import type { Happening, Kit, Status, Trace } from '../engine/api';
import { copy } from '../preview/copy';
import { createPost } from '../preview/post';
import type { Spec } from '../spec';

/**
 * Reports what the engine does to the preview in the console. Shipped only to a browser with the preview's cookie, which
 * authenticates: `POST <base>/p`, text/plain, credentials included.
 *
 *     {"site":"WT-7K2M9QX","version":17,"environment":"Staging" or absent,
 *      "page":{"id":"…","url":"…","title":"…"},"messages":[…]}
 *
 * `page.id` is the same for everything of one page load; `url` and `title` are those at the time of sending. Every message
 * has `kind` and `at` (ms since 1970, the browser's clock) and `n` (from 1 in the page, in order; one that comes twice is
 * the same). Numbers of tags, triggers and variables are their positions in the container; `hello.names` says what they are.
 * Values are copies; what JSON has no word for is `{"$":kind,"text":…}`, see preview/copy.ts.
 *
 *     hello      names: {v,r,t: names in order, ids: {v,r,t: ids in order}}, types: {v,r,t: types in order}, referrer, consent
 *     push       name: event or null, message: what was pushed, state: the data layer after it
 *     consent    states: {type: granted|denied} after a change
 *     event      number, name, id: of the Warmtag event or null, data: auto-event values,
 *                triggers: [{trigger, passed, conditions: [{left, right, passed: true|false|null (could not be evaluated)}]}],
 *                tags: [{tag, status, detail}] as far as known, variables: {number: value} that were evaluated
 *     tag        number (of the event), tag, status, detail: what became of a tag later
 *     sent       event: {id, name, time, data} that goes to the server, which knows what it did with it;
 *                by: tag, or page (the shop told of it in the data layer, or it is a page view)
 *     error      text: what a tag, variable, condition or trigger threw
 *     blocked    directive, what, source, line, sample: the page's Content-Security-Policy refused something
 *     page       url, title: a virtual page
 *     picked     see modules/picker.ts
 *     bye        the page is left
 *
 * Status and detail: fired (ms), failed (reason), blocked (trigger), consent (types), limit, schedule, setup, and for a tag
 * that would have fired: paused, live_only, setup_held.
 */
export const spec: Spec = {
  id: 'preview',
  title: { en: 'Preview', bn: 'প্রিভিউ' },
  help: { en: 'Shows in the console what happens in the page.', bn: 'পেজে যা ঘটে তা কনসোলে দেখায়।' },
  group: 'modules',
  params: [],
};

interface Report {
  number: number;
  name: string;
  id: string | null;
  data: unknown;
  triggers: { trigger: number; passed: boolean; conditions: object[] }[];
  tags: { tag: number; status: Status; detail: unknown }[];
  variables: Record<number, unknown>;
}

export const run: Module = runtime => {
  const kit = runtime as Kit;
  const { config, _guard: guard } = runtime;
  const { tags } = config;
  const page = { id: `${Date.now().toString(36)}.${Math.random().toString(36).slice(2)}` };
  let count = 0;
  const post = createPost(`${runtime.url.slice(0, -1)}p`, () => ({
    site: config.site,
    version: config.version,
    environment: config.environment,
    page: { ...page, url: location.href, title: document.title },
  }));
  const say = (kind: string, more: object = {}): void => {
    try {
      post({ kind, at: Date.now(), n: ++count, ...more });
    } catch {
      // The preview never breaks the page.
    }
  };
  kit._tell = say;

  const states = (): Data =>
    Object.fromEntries(
      Object.keys(kit._states()).map(type => [type, kit._granted(type as ConsentType) ? 'granted' : 'denied']),
    );
  let consent = '';
  const sayConsent = (): void => {
    const now = states();
    if (JSON.stringify(now) !== consent && consent) say('consent', { states: now });
    consent = JSON.stringify(now);
  };

  /** Reports of happenings whose tags are being chosen: they leave together in the next microtask. */
  const open = new Map<number, Report>();
  const leave = ({ number }: Report): void => {
    say('event', open.get(number));
    open.delete(number);
  };
  const conditions = new Map<string, object[]>();

  const traces: Record<string, (happening: Happening, ...rest: never[]) => void> = {
    event({ number, name, id, data }: Happening) {
      const report: Report = { number, name, id: id ?? null, data: copy(data), triggers: [], tags: [], variables: {} };
      open.set(number, report);
      queueMicrotask(() => leave(report));
    },
    variable({ number }: Happening, variable: number, value: unknown) {
      const report = open.get(number);
      if (report) report.variables[variable] = copy(value);
    },
    condition({ number }: Happening, trigger: number, _: number, left: unknown, right: unknown, passed?: boolean) {
      const key = `${number}.${trigger}`;
      conditions.set(key, [
        ...(conditions.get(key) || []),
        { left: copy(left), right: copy(right), passed: passed ?? null },
      ]);
    },
    trigger({ number }: Happening, trigger: number, passed: boolean) {
      const key = `${number}.${trigger}`;
      open.get(number)?.triggers.push({ trigger, passed, conditions: conditions.get(key) || [] });
      conditions.delete(key);
    },
    tag({ number }: Happening, tag: number, status: Status, detail: unknown) {
      const held = tags?.t[tag][2].h;
      const runs = !held || status !== 'fired';
      const known = { tag, status: runs ? status : held, detail: runs ? copy(detail) : null };
      const report = open.get(number);
      if (report) report.tags.push(known);
      else say('tag', { number, ...known });
    },
  };
  kit._trace = ((kind: string, happening: Happening, ...rest: never[]) =>
    guard(() => traces[kind](happening, ...rest))) as unknown as Trace;

  runtime._guard = attempt =>
    guard(() => {
      try {
        return attempt();
      } catch (error) {
        say('error', { text: `${error}` });
        throw error;
      }
    });
  const { send } = runtime;
  runtime.send = (name, data) => {
    const sent = send(name, data);
    say('sent', { event: copy(sent.event), by: 'tag' });
    return sent;
  };

  // A data layer beside the page's, to see the state after each push. Functions ran once already: they don't run again.
  let state: Data = {};
  const mirror: unknown[] = [];
  attach(mirror, (_, now) => {
    state = now;
  });
  runtime.on((message, event, viewed) => {
    if (viewed) say('page', { url: location.href, title: document.title });
    else {
      if (typeof message !== 'function') mirror.push(message);
      const { 0: command, 1: name, event: own } = (message || {}) as Record<string, unknown>;
      const list = Object.prototype.toString.call(message) === '[object Arguments]';
      const pushed = list ? Array.from(message as IArguments) : message;
      say('push', { name: (command === 'event' ? name : own) ?? null, message: copy(pushed), state: copy(state) });
      sayConsent();
    }
    if (event) say('sent', { event: copy(event), by: 'page' });
  });
  document.addEventListener(
    'securitypolicyviolation',
    ({ effectiveDirective: directive, blockedURI: what, sourceFile: source, lineNumber: line, sample }) =>
      say('blocked', { directive, what, source, line, sample }),
  );
  addEventListener('pagehide', () => say('bye'), true);

  const types = tags && {
    v: tags.v.map(([type]) => type),
    r: tags.r.map(([type]) => type),
    t: tags.t.map(([type]) => type),
  };
  kit.parts['tag.held'] = () => {};
  for (const tag of tags?.t || []) if (tag[2].h) tag[0] = 'held';
  say('hello', { names: tags?.n, types, referrer: document.referrer, consent: states() });
  sayConsent();
};
