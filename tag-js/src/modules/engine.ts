import type { Data, Message, Module } from '../core/api';
import type { Kit, Tags, Trigger } from '../engine/api';
import { test } from '../engine/conditions';
import { createFiring } from '../engine/firing';
import { toolsOf } from '../engine/kit';
import { createValues, type Moment } from '../engine/values';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'engine',
  title: { en: 'Tag engine', bn: 'ট্যাগ ইঞ্জিন' },
  help: {
    en: 'Runs the tags of the published version when their triggers match.',
    bn: 'ট্রিগার মিললে প্রকাশিত ভার্সনের ট্যাগ চালায়।',
  },
  group: 'modules',
  params: [],
};

export const run: Module = runtime => {
  const tags = runtime.config.tags as Tags;
  const heard: ((trigger: number) => void)[] = [];
  const renewed: (() => void)[] = [];
  const kit: Kit = Object.assign(runtime as Kit, toolsOf(runtime), {
    _renew: (run: () => void) => {
      renewed.push(run);
      run();
    },
    _matched: (hear: (trigger: number) => void) => heard.push(hear),
  });
  const values = createValues(kit, tags);
  const firing = createFiring(kit, tags, values);
  /** Triggers by the name that they wait for. */
  const named = new Map(tags.w);
  /** And those that were started: each for a name, or names like one, or for nothing but what it emits itself. */
  const waiting: [of: unknown, trigger: number][] = [];
  let count = 0;
  let data: Data = {};
  let view: string | undefined;
  let url = document.URL;
  let started = false;

  const momentOf = (name: string, more: Data, id?: string): Moment => {
    data = { ...data, ...more };
    return { number: ++count, name, data, ecommerce: { ...(kit.get('ecommerce') as Data) }, id, _values: {} };
  };

  const look = (): void => {
    if (document.URL === url) return;
    url = document.URL;
    for (const each of renewed) kit._guard(each);
  };

  /** @param count only so many of its conditions */
  const passes = (trigger: number, at: Moment, count?: number): boolean => {
    let passed = true;
    tags.r[trigger][2].slice(0, count).forEach(([left, operator, right, flags], n) => {
      const a = values._value(left, at);
      const b = values._value(right, at);
      const one = kit._guard(() => test(kit, a, operator, b, flags as number));
      kit._trace?.('condition', at, trigger, n, a, b, one);
      passed &&= !!one;
    });
    kit._trace?.('trigger', at, trigger, passed);
    return passed;
  };

  const emit: Kit['_emitAll'] = (name, groups, id, only) => {
    look();
    firing._pump();
    const hits = new Map<number, Moment>();
    const all = [...(named.get(name) || [])];
    for (const [of, n] of waiting) if (of === name || (of as RegExp | undefined)?.test?.(name)) all.push(n);
    groups.forEach(([more, own], n) => {
      const at = momentOf(name, more, id);
      kit._trace?.('event', at);
      for (const trigger of only || n ? own : [...own, ...all]) if (passes(trigger, at)) hits.set(trigger, at);
    });
    for (const hear of heard) for (const trigger of hits.keys()) hear(trigger);
    const busy: unknown[] = [];
    /** By tag, so that they run in the order of tags. */
    const due: number[][] = [];
    for (const trigger of hits.keys()) for (const tag of tags.r[trigger][3] || []) (due[tag] ||= []).push(trigger);
    due.forEach((by, tag) => {
      const { b, o } = tags.t[tag][2];
      const blocking = b?.find(trigger => hits.has(trigger));
      for (const trigger of o === 'unlimited' ? by : by.slice(0, 1)) {
        const at = hits.get(trigger) as Moment;
        if (blocking === undefined) busy.push(kit._guard(() => firing._fire(tag, at)));
        else kit._trace?.('tag', at, tag, 'blocked', blocking);
      }
    });
    firing._pump();
    return { _hits: hits, _done: Promise.all(busy) };
  };

  kit._emitAll = emit;
  kit._enabled = trigger => {
    const count = tags.r[trigger][4];
    return !count || !!kit._trace || passes(trigger, momentOf('', {}), count);
  };

  const page = (name: string): unknown => emit(`gtm.${name}`, [[{}, []]], view);

  const start = (): void => {
    if (started) return;
    started = true;
    const at = momentOf('', {});
    for (const n of tags.s)
      kit._guard(() => {
        const { 0: type, 1: params } = tags.r[n];
        const of = (kit.parts[`trigger.${type}`] as Trigger)(
          values._resolve(params, at),
          kit,
          (name, data = {}) => emit(name, [[data, [n]]]),
          n,
        );
        waiting.push([of, n]);
      });
    for (const name of ['init_consent', 'init', 'js']) page(name);
    kit._ready(() => page('dom'));
    if (document.readyState === 'complete') page('load');
    else addEventListener('load', () => page('load'));
  };

  /** Of an object, or of gtag's arguments. */
  const nameOf = (message: Message): unknown => {
    const { 0: command, 1: name, 2: model, event } = message as Record<string, unknown>;
    if (command === 'consent') {
      firing._replay();
      // What waits for the visitor's answer goes on without one.
      setTimeout(firing._replay, kit._held - Date.now());
    }
    if (command === 'event') {
      kit._flat.eventModel = model;
      return name;
    }
    if (!command) Object.assign(kit._flat, message);
    return event;
  };

  kit.on((message, event, viewed) => {
    if (viewed) {
      view = event?.id || view;
      // Brought back by the browser, with the address that it had.
      if (event?.data.bf) url = '';
      look();
      return;
    }
    const name = message && nameOf(message);
    // Other tag managers on the page push happenings of theirs; ours come from our own listeners.
    if (typeof name !== 'string' || !/^(?!(gtm|warmtag)\.)./.test(name)) return;
    start();
    return emit(name, [[{}, []]], event?.id)._done;
  });
  // By the next microtask the data layer's past was read: data that comes before any event is there for the start.
  Promise.resolve().then(start);
};
