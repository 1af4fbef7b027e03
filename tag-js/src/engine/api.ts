/** What the engine, its parts and the preview share. Nothing here is shipped. */

import type { ConsentType, Data, Runtime } from '../core/api';

/** A value as the server compiles it. */
export type Value =
  | string
  | number
  | boolean
  | null
  | Value[]
  /** Variable by index. */
  | { $: number }
  /** Concatenation. */
  | { '+': Value[] }
  /** Map. */
  | { '{': [key: Value, value: Value][] }
  /** Function of the part `code`. */
  | { f: number }
  /** Triggers by index. */
  | { r: number[] };

export type Params = Record<string, Value>;

/** Bits: 1 negate, 2 ignore case. */
export type Condition = [left: Value, operator: string, right: Value, flags?: number];

export type Format = Partial<Record<'case' | 'undefined' | 'null' | 'true' | 'false', Value>>;

export type Held = 'paused' | 'live_only' | 'setup_held';

export interface TagOptions {
  /** Blocking triggers, by index. */
  b?: number[];
  /** How often; absent: once per event. */
  o?: 'page' | 'unlimited';
  /** Schedule: from and to, ms since 1970. */
  s?: number;
  e?: number;
  /** Setup tag, and whether this one stays away when it fails. */
  a?: [tag: number, stop: 0 | 1];
  /** Cleanup tag, and whether it stays away when this one fails. */
  z?: [tag: number, stop: 0 | 1];
  /** Consent that it needs, its type's included. */
  c?: ConsentType[];
  /** ms after which the tag counts as failed; absent: 2000. */
  m?: number;
  /** For the preview only: why it stays away, whatever its triggers say. */
  h?: Held;
}

/** `config.tags`: what a published version says, compiled. */
export interface Tags {
  v: [type: string, params: Params, format?: Format][];
  /** Names of happenings and the triggers that wait for each, of triggers that do nothing but wait. */
  w: [name: string, triggers: number[]][];
  /** The other triggers: those that are started. */
  s: number[];
  /** With the tags that each fires, and how many of its conditions, the first ones, say where it does anything. */
  r: [type: string, params: Params, conditions: Condition[], tags?: number[], enabling?: number][];
  /**
   * In the order in which they run when one happening fires several: those of higher priority first, and among equals
   * Warmtag's own events, since others of the same happening share their id.
   */
  t: [type: string, params: Params, options: TagOptions][];
  /** For the preview only. */
  n?: Record<'v' | 'r' | 't', string[]> & { ids: Record<'v' | 'r' | 't', number[]> };
}

/** Something that triggers look at. */
export interface Happening {
  /** From 1 in each page load. */
  number: number;
  name: string;
  /** What auto-event variables read, without the prefix `gtm.`; of earlier happenings too, as in GTM's data layer. */
  data: Data;
  /** What the data layer held under this name: a tag that waits would find what later events say. */
  ecommerce: Data;
  /** Id of the Warmtag event that was sent for the same message, or of the page view. */
  id?: string;
}

/** Some triggers and what the happening means to them. */
export type Group = [data: Data, triggers: number[]];

export interface Outcome {
  /** Triggers that matched. */
  _hits: { has(trigger: number): boolean };
  /** Resolves when every tag has finished, failed or timed out; never rejects. */
  _done: Promise<unknown>;
}

/** Why a tag ran or did not, or what became of it. */
export type Status =
  /** Its run ended well; detail: ms. */
  | 'fired'
  /** It threw, rejected or took too long; detail: the reason. */
  | 'failed'
  /** Detail: the blocking trigger. */
  | 'blocked'
  /** Detail: the consent types that it waits for. */
  | 'consent'
  /** It had run for this event or page. */
  | 'limit'
  /** Before its time or after it. */
  | 'schedule'
  /** Its setup tag failed. */
  | 'setup'
  | Held;

/** What the preview is told; values are live ones, to be copied at once. */
export interface Trace {
  (kind: 'event', happening: Happening): void;
  (kind: 'variable', happening: Happening, variable: number, value: unknown): void;
  /** `passed` is undefined where the condition could not be evaluated. */
  (
    kind: 'condition',
    happening: Happening,
    trigger: number,
    at: number,
    left: unknown,
    right: unknown,
    passed: boolean | undefined,
  ): void;
  (kind: 'trigger', happening: Happening, trigger: number, passed: boolean): void;
  (kind: 'tag', happening: Happening, tag: number, status: Status, detail?: unknown): void;
}

/** All that types may use: the core's runtime and these. */
export interface Kit extends Runtime {
  /** Set by the preview. */
  _trace?: Trace;
  /** Of `module.preview`: tells the console something of this kind. */
  _tell?(kind: string, more: object): void;
  /** Something happened: evaluates the triggers of the groups and all that wait for the name, or with `only` no others. */
  _emitAll(name: string, groups: Group[], id?: string, only?: 1): Outcome;
  /** Whether a trigger is to do anything on this page; under a preview always, which then shows the conditions that fail. */
  _enabled(trigger: number): boolean;
  /** Runs once the document has been parsed. */
  _ready(run: () => void): void;
  /** Runs now, at each virtual page, and when the browser brings a page back. */
  _renew(run: () => void): void;
  /** Hears each trigger that matched. */
  _matched(hear: (trigger: number) => void): void;
  /** A regular expression, compiled once; one that never matches, and a warning, where the pattern is wrong. */
  _regex(pattern: string, flags?: string): RegExp;
  /** A new script element that the page's policy allows where it allows any, with the attributes of another but its `src`. */
  _script(like?: HTMLScriptElement): HTMLScriptElement;
  /** Loads a script or an image; resolves when it has run or come. */
  _fetch<E extends HTMLScriptElement | HTMLImageElement>(
    url: string,
    into: E,
    put?: (into: E) => void,
  ): Promise<unknown>;
  /** Loads a script once per page; rejects where it can't be loaded. */
  _load(url: string): Promise<unknown>;
  /** For Trusted Types: the text under the one policy named `warmtag`. */
  _trusted(kind: 'HTML' | 'Script' | 'ScriptURL', text: string): string;
  /** Flat values of the data layer, not merged: what version 1 of data-layer variables reads. */
  _flat: Data;
  /** Of `module.interactions`. */
  _interact: Interact;
  /** Of `module.gtag`: configures a measurement ID, or sends one of its events; resolves when gtag.js is there. */
  _google(id: string, settings: Data, event?: string): Promise<unknown>;
  /** Of `module.visitor`: what the server said last. */
  _visitor(): Visitor;
  /** Of `module.visitor`: hears another temperature than the one before. */
  _warmed(hear: (before: Visitor, now: Visitor) => void): void;
}

/** Watches clicks or forms for a trigger: emits `name` for the nearest element that a selector finds, or what `take` makes of it. */
export type Interact = (
  name: string,
  trigger: number,
  params: Resolved,
  selector: string,
  take?: (element: Element) => Element | undefined,
) => void;

/** What the server last said about the visitor. */
export interface Visitor {
  temperature?: 'cold' | 'warm' | 'hot';
  score?: number;
  /** ISO 8601: since when the temperature holds. */
  since?: string;
  /** Absent where the server can't tell. */
  isNew?: boolean;
  /** ms since 1970, when it was heard. */
  at?: number;
  orders?: number;
  daysSinceLastOrder?: number | null;
}

/** Parameters after variables were put in. */
// biome-ignore lint/suspicious/noExplicitAny: the types of parameters are what each spec says
export type Resolved = Record<string, any>;

export type Variable = (params: Resolved, kit: Kit, happening: Happening) => unknown;

/**
 * Called once at start; returns the name of the happening it waits for, or makes its own: `emit` evaluates this trigger, of
 * number `n`, and all that wait for the name.
 */
export type Trigger = (params: Resolved, kit: Kit, emit: (name: string, data?: Data) => unknown, n: number) => unknown;

/** A tag that needs time returns a promise; one that rejects or throws has failed. */
export type Tag = (params: Resolved, kit: Kit, happening: Happening) => unknown;
