// Tags as a test writes them, put into the form that the server compiles.
import { readFileSync } from 'node:fs';
import type { Condition, Format, Params, TagOptions, Tags, Value } from '../src/engine/api.ts';
import type { Spec } from '../src/spec.ts';

const MANIFEST = JSON.parse(readFileSync(new URL('../dist/manifest.json', import.meta.url), 'utf8')) as {
  parts: (Spec & { kind: string })[];
};

const specOf = (kind: string, type: string): Spec | undefined =>
  MANIFEST.parts.find(part => part.kind === kind && part.id === type);

/** With what an absent parameter means; what is hidden stays absent. */
const whole = (kind: string, type: string, given: Params): Params => {
  const specs = specOf(kind, type)?.params || [];
  const value = (id: string): unknown => given[id] ?? specs.find(spec => spec.id === id)?.default;
  const shown = specs.filter(({ showIf }) => !showIf || (showIf.is as unknown[]).includes(value(showIf.param)));
  const usual = shown.filter(spec => spec.default !== undefined && spec.kind !== 'javascript');
  return { ...Object.fromEntries(usual.map(spec => [spec.id, spec.default as Value])), ...given };
};

/** The happenings that a trigger waits for, where it does nothing else. */
const waited = (type: string, params: Params): string[] => {
  const { waits, lists } = specOf('trigger', type) || {};
  const param = waits && /^{{(.*)}}$/.exec(waits)?.[1];
  const one = param ? params[param] : !Object.values(params).some(Boolean) && waits;
  if (typeof one === 'string') return [one];
  const list = lists && !params[lists.unless] && /^\^\((\w+(?:\|\w+)*)\)\$$/.exec(`${params[lists.pattern]}`);
  return list ? list[1].split('|') : [];
};

/** Firing triggers; a tag of higher priority runs first; `x`: it doesn't ask for the consent that its type asks for. */
type Options = TagOptions & { f?: number[]; p?: number; x?: 1 };

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
      const [type, params, { f, p, x, a, z, c = [], ...options }] = this.#t[tag];
      const needed = [...((!x && specOf('tag', type)?.consent) || []), ...c];
      const rest = { ...options, a: step(a), z: step(z), c: needed[0] && needed };
      return [type, params, JSON.parse(JSON.stringify(rest))];
    });
    const r = this.#r.map<Tags['r'][0]>(([type, params, conditions], trigger) => {
      const fired = order.flatMap((tag, n) => (this.#t[tag][2].f?.includes(trigger) ? n : []));
      const { enable = [], ...rest } = params;
      const enabling = enable as unknown as Condition[];
      if (enabling[0]) return [type, rest, [...enabling, ...conditions], fired, enabling.length];
      return fired[0] === undefined ? [type, params, conditions] : [type, params, conditions, fired];
    });
    const w = new Map<string, number[]>();
    const s: number[] = [];
    this.#r.forEach(([type, params], trigger) => {
      const names = waited(type, params);
      if (!names[0]) s.push(trigger);
      for (const name of names) w.set(name, [...(w.get(name) || []), trigger]);
    });
    return { v: this.#v, r, t, w: [...w], s };
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
