// Tags as a test writes them, put into the form that the server compiles.
import type { Condition, Format, Params, TagOptions, Tags, Value } from '../src/engine/api.ts';

/** Collects variables, triggers and tags and hands out their numbers. */
export class Draft {
  readonly tags: Tags = { v: [], r: [], t: [] };

  variable(type: string, params: Params = {}, format?: Format): { $: number } {
    this.tags.v.push(format ? [type, params, format] : [type, params]);
    return { $: this.tags.v.length - 1 };
  }

  trigger(type: string, params: Params = {}, conditions: Condition[] = []): number {
    return this.tags.r.push([type, params, conditions]) - 1;
  }

  tag(type: string, params: Params, options: TagOptions | number[] = {}): number {
    return this.tags.t.push([type, params, Array.isArray(options) ? { f: options } : options]) - 1;
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
