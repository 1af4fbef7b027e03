// Tags as a test writes them, put into the form that the server compiles.
import { readFileSync } from 'node:fs';
import type { Condition, Format, Params, TagOptions, Tags, Value } from '../src/engine/api.ts';
import type { ParamSpec } from '../src/spec.ts';

const MANIFEST = JSON.parse(readFileSync(new URL('../dist/manifest.json', import.meta.url), 'utf8')) as {
  parts: { kind: string; id: string; params?: ParamSpec[] }[];
};

/** With what an absent parameter means; what is hidden stays absent. */
const whole = (kind: string, type: string, given: Params): Params => {
  const specs = MANIFEST.parts.find(part => part.kind === kind && part.id === type)?.params || [];
  const value = (id: string): unknown => given[id] ?? specs.find(spec => spec.id === id)?.default;
  const shown = specs.filter(({ showIf }) => !showIf || (showIf.is as unknown[]).includes(value(showIf.param)));
  const usual = shown.filter(spec => spec.default !== undefined && spec.kind !== 'javascript');
  return { ...Object.fromEntries(usual.map(spec => [spec.id, spec.default as Value])), ...given };
};

/** Firing triggers; a tag of higher priority runs first. */
type Options = TagOptions & { f?: number[]; p?: number };

/** Collects variables, triggers and tags and hands out their numbers. */
export class Draft {
  readonly #v: Tags['v'] = [];
  readonly #r: Tags['r'] = [];
  readonly #t: [type: string, params: Params, options: Options][] = [];

  /** Tags stand in the order in which they run; a number that was handed out for one counts from there on no more. */
  get tags(): Tags {
    const rank = (tag: number): number => (this.#t[tag][2].p || 0) + +(this.#t[tag][0] === 'warmtag_event') / 2;
    const order = this.#t.map((_, tag) => tag).sort((a, b) => rank(b) - rank(a));
    const step = (of?: [tag: number, stop: 0 | 1]): [number, 0 | 1] | undefined => of && [order.indexOf(of[0]), of[1]];
    const t = order.map<Tags['t'][0]>(tag => {
      const [type, params, { f, p, a, z, ...options }] = this.#t[tag];
      return [type, params, JSON.parse(JSON.stringify({ ...options, a: step(a), z: step(z) }))];
    });
    const r = this.#r.map<Tags['r'][0]>(([type, params, conditions], trigger) => {
      const fired = order.flatMap((tag, n) => (this.#t[tag][2].f?.includes(trigger) ? n : []));
      return fired[0] === undefined ? [type, params, conditions] : [type, params, conditions, fired];
    });
    return { v: this.#v, r, t };
  }

  get sizes(): { v: number; r: number; t: number } {
    return { v: this.#v.length, r: this.#r.length, t: this.#t.length };
  }

  variable(type: string, params: Params = {}, format?: Format): { $: number } {
    const all = whole('variable', type, params);
    this.#v.push(format ? [type, all, format] : [type, all]);
    return { $: this.#v.length - 1 };
  }

  trigger(type: string, params: Params = {}, conditions: Condition[] = []): number {
    return this.#r.push([type, whole('trigger', type, params), conditions]) - 1;
  }

  tag(type: string, params: Params, options: Options | number[] = {}): number {
    return this.#t.push([type, whole('tag', type, params), Array.isArray(options) ? { f: options } : options]) - 1;
  }

  /** A Warmtag event, which the tests see arrive. */
  event(name: Value, options: Options | number[], parameters: Record<string, Value> = {}): number {
    return this.tag('warmtag_event', { name, parameters: rows(parameters) }, options);
  }
}

/** A table of names and values. */
export const rows = (values: Record<string, Value>): Value => ({ '{': Object.entries(values) });
