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

/** Collects variables, triggers and tags and hands out their numbers. */
export class Draft {
  readonly tags: Tags = { v: [], r: [], t: [] };

  variable(type: string, params: Params = {}, format?: Format): { $: number } {
    const all = whole('variable', type, params);
    this.tags.v.push(format ? [type, all, format] : [type, all]);
    return { $: this.tags.v.length - 1 };
  }

  trigger(type: string, params: Params = {}, conditions: Condition[] = []): number {
    return this.tags.r.push([type, whole('trigger', type, params), conditions]) - 1;
  }

  tag(type: string, params: Params, options: TagOptions | number[] = {}): number {
    return this.tags.t.push([type, whole('tag', type, params), Array.isArray(options) ? { f: options } : options]) - 1;
  }

  /** A Warmtag event, which the tests see arrive. */
  event(name: Value, options: TagOptions | number[], parameters: Record<string, Value> = {}): number {
    return this.tag('warmtag_event', { name, parameters: rows(parameters) }, options);
  }
}

/** A table of names and values. */
export const rows = (values: Record<string, Value>): Value =>
  Object.entries(values).map(([name, value]) => ({
    '{': [
      ['name', name],
      ['value', value],
    ],
  }));
