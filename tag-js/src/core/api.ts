/** Types that the core, its parts and the assembling server share. Nothing here is shipped. */

import type { Tags } from '../engine/api';

/** The seven consent types of Google's consent mode, version 2. */
export type ConsentType =
  | 'ad_storage'
  | 'ad_user_data'
  | 'ad_personalization'
  | 'analytics_storage'
  | 'functionality_storage'
  | 'personalization_storage'
  | 'security_storage';

/** `default`: denied by the site as long as nobody has answered. */
export type ConsentState = 'granted' | 'denied' | 'default';

/** What the server writes behind the core when it assembles a container, as JSON. */
export interface Config {
  /** Public id of the site, `WT-` and 8 letters or digits. */
  site: string;
  /** Number of the published version, from 1. */
  version: number;
  /** `ask`: a consent type without a state counts as denied. `none`: it counts as granted. */
  consent: 'ask' | 'none';
  /** Name of the page's data layer, `dataLayer` unless the site renamed it. */
  dataLayer: string;
  /** ISO 3166 code of the visitor's country, `BD` or with a subdivision `US-CA`; absent when unknown. */
  country?: string;
  /** Console language of the site; the banner follows `<html lang>` before this. */
  language: 'bn' | 'en';
  /** Where the banner's privacy link leads; without it the banner has no link. */
  privacyUrl?: string;
  /** Name of the environment; absent: live. */
  environment?: string;
  /** What a published version fires, and when. */
  tags?: Tags;
}

export type Data = Record<string, unknown>;

/** One event as `POST /e` takes it. `time` is in ms since 1970 by the visitor's clock. */
export interface WarmtagEvent {
  id: string;
  name: string;
  time: number;
  data: Data;
}

/** What the page was when an event happened; events of one page share one object. */
export interface Page {
  url: string;
  referrer: string;
  title: string;
}

/** Anything that pages push: an object, gtag's `arguments`, a command array, a function. */
export type Message = unknown;

/** An event read out of a message, before it has an id. */
export interface Reading {
  name: string;
  data: Data;
}

/**
 * Called after a message was merged, with the Warmtag event that was read out of it; a returned promise holds back the
 * message's `eventCallback`. With `viewed` there is no message: a page was opened, a virtual one too, and its title is set.
 */
export type Listener = (message: Message, event: WarmtagEvent | undefined, viewed?: 1) => unknown;

/** All that a part may use. Parts import types only; names that begin with _ become one letter, the same in all of them. */
export interface Runtime {
  config: Config;
  parts: Parts;
  /** Value of a dotted key in the data layer's model. */
  get(key: string): unknown;
  /** Pushes to the page's data layer, so that other tags on the page see it too. */
  push(message: Message): void;
  /** Hears every message, those from before the container too. */
  on(listener: Listener): void;
  /** Sends a Warmtag event. */
  send(name: string, data: Data): { event: WarmtagEvent };
  /** Whether a consent type is granted now. */
  _granted(type: ConsentType): boolean;
  /** ms since 1970: until then an answer of the visitor is waited for, whatever stands. */
  _held: number;
  /** Every consent type and its state as far as it was set. */
  _states(): Partial<Record<ConsentType, ConsentState>>;
  /** Where events go: `…/e`. */
  url: string;
  /** Runs code that may fail: what it throws is a warning. */
  _guard<T>(run: () => T): T | undefined;
  /** What the answers are to bring, `temperature` or `offers`, and the parts that hear it. */
  // biome-ignore lint/suspicious/noExplicitAny: each part knows what it asked for.
  _hear?: Record<string, (said: any) => void>;
}

/** `module.*` parts are called once at boot, before the data layer's past is read. */
export type Module = (runtime: Runtime) => void;

/** `<kind>.<id>` to whatever that kind runs. */
export type Parts = Record<string, unknown>;

/** The one global besides the data layer and gtag: `window.warmtag`. */
export interface Shared {
  /** Messages whose `eventCallback` was called, by the snippet or by the container. */
  done?: Set<unknown>;
  /** What scripts of Custom HTML were given that no text can say. */
  values?: Map<number, unknown>;
  /** Ids of the sites whose container runs on this page. */
  [site: string]: unknown;
}
