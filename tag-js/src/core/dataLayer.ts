import type { Data, Message } from './api';
import { guard } from './guard';

/** The data layer's merged state, as `this` of functions that pages push. */
export interface Model {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  reset(): void;
}

const typeOf = (value: unknown): string => ({}).toString.call(value).slice(8, -1);

/** gtag pushes its `arguments`; they may come from another window, so `instanceof` won't do. */
export const isArguments = (value: unknown): value is IArguments => typeOf(value) === 'Arguments';

/** True for `{…}`, also of another window; false for class instances, null, nodes, windows. */
export const isPlain = (value: unknown): value is Data => {
  if (typeOf(value) !== 'Object') return false;
  const proto = Object.getPrototypeOf(value);
  return !proto || !Object.getPrototypeOf(proto);
};

/** Array onto array and plain object onto plain object by key; anything else replaces. Holes of arrays change nothing. */
export const merge = (from: Data, to: Data): void => {
  for (const key of Object.keys(from)) {
    const value = from[key];
    const list = Array.isArray(value);
    if (key === '__proto__' || key === '_clear') continue;
    if (!from._clear && (list || isPlain(value))) {
      const old = to[key];
      if (list ? !Array.isArray(old) : !isPlain(old)) to[key] = list ? [] : {};
      merge(value as Data, to[key] as Data);
    } else {
      to[key] = value;
    }
  }
};

/** Merges a value at a dotted key; `clear` replaces what is there, and only that. */
const assign = (state: Data, key: string, value: unknown, clear?: unknown): void => {
  const path = key.split('.');
  const nest = (inner: unknown, part: string, at: number): Data => ({ [part]: inner, _clear: clear && !path[at + 1] });
  merge(path.reduceRight<unknown>(nest, value) as Data, state);
};

const read = (state: Data, path: string[]): unknown =>
  path.reduce<unknown>((at, part) => (at as Data | null | undefined)?.[part], state);

/**
 * Reads a data layer from its past on: each message is merged, then `heard` is called with it; in order, even where a
 * message or a listener pushes further ones.
 */
export const attach = (layer: unknown[], heard: (message: Message, state: Data, model: Model) => void): Model => {
  let state: Data = {};
  let busy = false;
  const waiting: Message[] = [];

  const model: Model = {
    get: key => read(state, key.split('.')),
    set: (key, value) => assign(state, key, value),
    reset: () => {
      state = {};
    },
  };

  const setAll = (values: Data): void => {
    for (const key of Object.keys(values)) assign(state, key, values[key], values._clear);
  };

  const apply = (message: Message): void => {
    if (isArguments(message)) {
      const [command, key, value] = message;
      if (command === 'set') isPlain(key) ? setAll(key) : assign(state, key, value);
    } else if (Array.isArray(message)) {
      const path = message[0].split('.');
      const method = path.pop();
      (read(state, path) as Record<string, (...args: unknown[]) => void>)[method](...message.slice(1));
    } else if (typeof message === 'function') {
      message.call(model);
    } else if (isPlain(message)) {
      setAll(message);
    }
  };

  const process = (messages: Message[]): void => {
    waiting.push(...messages);
    if (busy) return;
    busy = true;
    while (waiting.length) {
      const message = waiting.shift();
      guard(() => apply(message));
      guard(() => heard(message, state, model));
    }
    busy = false;
  };

  // The past is copied first: what it pushes while it is read must not be read twice.
  const past = layer.slice();
  const push = layer.push;
  layer.push = (...messages) => {
    try {
      // Calls through, so that gtm.js beside us sees all messages and the page gets its return value.
      return push.apply(layer, messages);
    } finally {
      process(messages);
    }
  };
  process(past);
  return model;
};
