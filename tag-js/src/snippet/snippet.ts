/**
 * The inline snippet: makes the data layer and gtag, loads the container, and keeps the page's promises where the
 * container never comes. Each message's `eventCallback` is called once: at once when loading failed, else after its
 * `eventTimeout` (2,000 ms unless the page says otherwise). It never holds a link.
 *
 * The server replaces `__LAYER__`, `__SITE__` and `__URL__`, as contents of JSON strings.
 */
type Policy = Record<'createHTML' | 'createScript' | 'createScriptURL', (text: string) => string>;
interface Shared {
  done?: Set<unknown>;
  /** For Trusted Types: the container uses it too, since a page's policy allows a name once. */
  policy?: Policy;
  [site: string]: unknown;
}
interface Promised {
  eventCallback?: unknown;
  event_callback?: unknown;
  eventTimeout?: number;
  event_timeout?: number;
}

((
  w: Window & {
    warmtag?: Shared;
    trustedTypes?: { createPolicy(name: string, rules: Policy): Policy };
    [name: string]: unknown;
  },
  d: Document,
  name: string,
  site: string,
  url: string,
) => {
  w[name] ||= [];
  const layer = w[name] as unknown[];
  w.warmtag ||= {};
  const shared = w.warmtag;
  shared.done ||= new Set();
  const { done } = shared;
  const waiting: (() => void)[] = [];
  let failed = false;

  w.gtag ||= function () {
    // biome-ignore lint/complexity/noArguments: gtag's commands are told from arrays by being arguments objects
    layer.push(arguments);
  };

  const promise = (message: unknown): void => {
    const command = message as { 0?: unknown; 2?: Promised } | undefined | null;
    const promised = command && ((command[0] === 'event' ? command[2] : command) as Promised | undefined);
    const callback = promised && (promised.eventCallback || promised.event_callback);
    if (typeof callback !== 'function' || shared[site]) return;
    const keep = (): void => {
      if (done.has(message)) return;
      done.add(message);
      callback(site);
    };
    waiting.push(keep);
    setTimeout(keep, failed ? 0 : promised?.eventTimeout || promised?.event_timeout || 2000);
  };

  const fail = (): void => {
    failed = true;
    // Each in its own task: one that throws must not keep the others from running.
    for (const keep of waiting) setTimeout(keep);
  };

  const push = layer.push;
  layer.push = (...messages) => {
    const length = push.apply(layer, messages);
    messages.forEach(promise);
    return length;
  };
  layer.forEach(promise);

  try {
    const script = d.createElement('script');
    script.async = true;
    script.nonce = (d.currentScript || script).nonce;
    script.onerror = fail;
    // A blocker may answer with an empty file.
    script.onload = () => shared[site] || fail();
    const same = (text: string): string => text;
    const rules = { createHTML: same, createScript: same, createScriptURL: same };
    shared.policy ||= w.trustedTypes?.createPolicy('warmtag', rules);
    script.src = shared.policy ? shared.policy.createScriptURL(url) : url;
    d.head.appendChild(script);
  } catch {
    fail();
  }
})(window as never, document, '__LAYER__', '__SITE__', '__URL__');
