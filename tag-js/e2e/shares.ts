/**
 * Whose main-thread time is whose, from a trace of Chromium. The container's is all in which its file is compiled and run, its
 * timers, listeners and promises, and what the browser does on its account meanwhile: elements and requests that it makes,
 * layout that it forces. Not the container's is code that others wrote, which the browser runs because a tag brought it: scripts
 * of vendors, inline scripts of Custom HTML. What the page would not do without the container is more than both: the arrival of
 * answers, another layout, a garbage collection.
 */
export interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Clock and duration of the thread itself in µs: other programs on the machine don't count. */
  tts: number;
  tdur?: number;
  args?: { data?: { url?: string }; fileName?: string };
}

/** All in ms. */
export interface Shares {
  /** The container's until the task is over that asks for the page view to be sent. */
  boot: number;
  /** The container's from then on. */
  after: number;
  /** Users' and vendors' code. */
  others: number;
  /** All tasks of the main thread from the container's first on. */
  everything: number;
}

type Span = [from: number, to: number];

/** Runs that tell whose file they are of. */
const CODE = /^(EvaluateScript|v8\.compile)$/;
const OURS = /\/t\/WT/;

const address = ({ args }: TraceEvent): string => args?.data?.url || args?.fileName || '';
/** What was under way when the trace ended has no end. */
const span = ({ tts, tdur = 0 }: TraceEvent): Span => [tts, tts + tdur];

/** Spans without what lies in earlier ones, in order. */
const merged = (spans: Span[]): Span[] => {
  let end = 0;
  return spans
    .sort(([a], [b]) => a - b)
    .map<Span>(([from, to]) => {
      const rest: Span = [Math.max(from, end), to];
      end = Math.max(end, to);
      return rest;
    })
    .filter(([from, to]) => from < to);
};
const length = (spans: Span[]): number => spans.reduce((sum, [from, to]) => sum + to - from, 0) / 1000;
/** What of some spans lies within others. */
const within = (spans: Span[], others: Span[]): Span[] =>
  spans.flatMap(([from, to]) =>
    others.map<Span>(([a, b]) => [Math.max(from, a), Math.min(to, b)]).filter(([a, b]) => a < b),
  );

const ours = (events: TraceEvent[]): TraceEvent[] =>
  events.filter(event => event.ph === 'X' && event.name !== 'v8.parseOnBackground' && OURS.test(address(event)));

/** ms that the container's file takes. */
export const covered = (events: TraceEvent[]): number => length(merged(ours(events).map(span)));

/** @param sends whether the file is one that asks for a page view to be sent */
export const sharesOf = (events: TraceEvent[], sends: boolean): Shares => {
  const first = ours(events).find(({ name }) => CODE.test(name)) as TraceEvent;
  const { origin } = new URL(address(first));
  const main = events.filter(({ pid, tid }) => pid === first.pid && tid === first.tid);
  const own = merged(ours(main).map(span));
  const page = main.find(({ name, args }) => name === 'ResourceSendRequest' && args?.data?.url?.endsWith('/e'));
  const sent = own.findIndex(([from, to]) => page && from <= page.tts && page.tts <= to);
  if (sends && sent < 0) throw new Error('the trace has no page view of the container');
  // An inline script that was inserted has no address; the page's own, the snippet, are neither's.
  const code = main.filter(event => event.ph === 'X' && CODE.test(event.name) && !address(event).startsWith(origin));
  const others = merged(code.filter(({ tts }) => tts > first.tts).map(span));
  const less = (spans: Span[]): number => length(spans) - length(within(spans, others));
  // The task in which the trace began has no time of the thread's own.
  const tasks = merged(main.filter(({ name, tts }) => name.endsWith('RunTask') && tts >= 0).map(span));
  return {
    boot: less(own.slice(0, sent + 1)),
    after: less(own.slice(sent + 1)),
    others: length(others),
    everything: length(within(tasks, [[own[0][0], Infinity]])),
  };
};
