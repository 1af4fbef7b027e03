import { expect, test } from 'vitest';
import { attach, merge } from './dataLayer';

const state = (...messages: unknown[]) => {
  const layer: unknown[] = [];
  let last: unknown;
  attach(layer, (_, now) => {
    last = now;
  });
  layer.push(...messages);
  return last;
};

const merged = (to: Record<string, unknown>, from: Record<string, unknown>) => {
  merge(from, to);
  return to;
};

test.each([
  [[1, 2, 3], 'hello', 'hello'],
  [{ ducks: 'quack' }, [1, 2, 3], [1, 2, 3]],
  ['hello', { ducks: 'quack' }, { ducks: 'quack' }],
  [{ one: 1, three: 3 }, { two: 2 }, { one: 1, three: 3, two: 2 }],
  [{ one: { two: 3 } }, { one: { four: 5 } }, { one: { two: 3, four: 5 } }],
  [[1], [undefined, 2], [undefined, 2]],
  [
    [1, { two: 3 }],
    [undefined, { two: 4, six: 8 }],
    [undefined, { two: 4, six: 8 }],
  ],
])('merges %j with %j', (before, pushed, after) => {
  expect(merged({ key: before }, { key: pushed })).toStrictEqual({ key: after });
});

test('leaves what stands at the holes of a sparse array', () => {
  const sparse: unknown[] = [];
  sparse[1] = { two: 4 };
  expect(merged({ key: [1, { six: 8 }] }, { key: sparse })).toStrictEqual({ key: [1, { two: 4, six: 8 }] });
});

test('replaces instead of merging under _clear, at any level', () => {
  expect(state({ a: { b: { c: 1 } } }, { a: { b: { d: 2 } }, _clear: true })).toEqual({ a: { b: { d: 2 } } });
  expect(state({ a: { b: { c: 1 } } }, { a: { b: { d: 2 }, _clear: true } })).toEqual({ a: { b: { d: 2 } } });
});

test('reads dots in top-level keys as a path', () => {
  expect(state({ 'a.b': 1 }, { 'a.c': 2 }, { a: { 'd.e': 3 } })).toEqual({ a: { b: 1, c: 2, 'd.e': 3 } });
});

test('runs command arrays on the value at their key', () => {
  expect(state({ a: { list: [1] } }, ['a.list.push', 2, 3], ['no.such.push', 4])).toEqual({ a: { list: [1, 2, 3] } });
});

test('gives functions get, set and reset of the model', () => {
  expect(
    state({ a: 1, b: 2 }, function (this: { get(k: string): number; set(k: string, v: unknown): void; reset(): void }) {
      const a = this.get('a');
      this.reset();
      this.set('c.d', a + 1);
    }),
  ).toEqual({ c: { d: 2 } });
});

test('merges what gtag sets', () => {
  const gtag = (...args: unknown[]) =>
    (function (..._: unknown[]) {
      // biome-ignore lint/complexity/noArguments: what gtag pushes
      return arguments;
    })(...args);
  expect(state(gtag('set', { currency: 'BDT' }), gtag('set', 'user.kind', 'new'))).toEqual({
    currency: 'BDT',
    user: { kind: 'new' },
  });
});

test('processes a push made while another is processed after it, and each once', () => {
  const layer: unknown[] = [{ past: 1 }, () => layer.push({ again: 1 })];
  const heard: unknown[] = [];
  attach(layer, message => {
    heard.push(message);
    if (message === layer[0]) layer.push({ fromListener: 1 });
  });
  expect(heard.map(message => (typeof message === 'object' ? Object.keys(message as object)[0] : 'function'))).toEqual([
    'past',
    'function',
    'fromListener',
    'again',
  ]);
});

test('goes on after a message and a listener that throw', () => {
  const layer: unknown[] = [];
  let last: unknown;
  attach(layer, (_, now) => {
    last = now;
    throw new Error('listener');
  });
  layer.push(() => {
    throw new Error('message');
  });
  expect(layer.push({ a: 1 })).toBe(2);
  expect(last).toEqual({ a: 1 });
});

test('calls through to the push it found and returns its value', () => {
  const layer: unknown[] = [];
  const seen: unknown[] = [];
  layer.push = (...messages) => {
    seen.push(...messages);
    return 42;
  };
  const heard: unknown[] = [];
  attach(layer, message => heard.push(message));
  expect(layer.push({ a: 1 }, { b: 2 })).toBe(42);
  expect(seen).toEqual([{ a: 1 }, { b: 2 }]);
  expect(heard).toEqual(seen);
});

test('does not let a message reach the prototype of objects', () => {
  state({ '__proto__.polluted': 1 }, JSON.parse('{"__proto__":{"polluted":1}}'), {
    'constructor.prototype.polluted': 1,
  });
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});
