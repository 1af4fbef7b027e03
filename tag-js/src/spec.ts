/** What the console and the server know of a type. Nothing here is shipped to pages. */

import type { ConsentType } from './core/api';

/** A text in both languages of the console. */
export interface Text {
  en: string;
  bn: string;
}

export type ParamKind =
  /** One line; like every kind of text it may hold `{{variables}}`. */
  | 'text'
  | 'number'
  | 'boolean'
  | 'choice'
  /** A CSS selector. */
  | 'selector'
  | 'url'
  | 'regex'
  | 'html'
  /** One function expression, compiled into the container. */
  | 'javascript'
  /** Numbers, typed with commas or one a line. */
  | 'numbers'
  /** Rows by `columns`, stored as `[{column: value}]`. */
  | 'table'
  /** The name of one variable, stored as `{{Name}}`. */
  | 'variable'
  /** Ids of triggers. */
  | 'triggers'
  /** Like those of a trigger; they reach the page as conditions, not as a parameter. */
  | 'conditions'
  | 'json';

export interface Choice {
  id: string;
  title: Text;
}

/** How a parameter is asked for in the console. */
export interface ParamSpec {
  id: string;
  kind: ParamKind;
  title: Text;
  help?: Text;
  required?: boolean;
  default?: unknown;
  choices?: Choice[];
  columns?: ParamSpec[];
  min?: number;
  max?: number;
  /** `max` counts only while another parameter has one of these values. */
  maxIf?: { param: string; is: unknown[] };
  /** Characters. */
  maxLength?: number;
  /** Regular expressions, also in a table: the whole text must match while a parameter of the type has one of these values. */
  wholeIf?: { param: string; is: unknown[] };
  /** Asked for only while another parameter has one of these values. */
  showIf?: { param: string; is: unknown[] };
}

export interface Spec {
  id: string;
  title: Text;
  help: Text;
  /** Id of a group of `GROUPS`. */
  group: string;
  /** What Google Tag Manager calls it in an export. */
  gtm?: string | string[];
  params: ParamSpec[];
  /** Parts that must be shipped too. */
  needs?: string[];
  /** Tags: consent that the tag asks for by itself. */
  consent?: ConsentType[];
  /** What the server's answers have to bring. */
  wants?: 'temperature'[];
  /**
   * Triggers that need do nothing to wait for a happening while their parameters ask for no more: its name, or `{{param}}` where a
   * parameter holds it. Such a trigger isn't started.
   */
  waits?: string;
  /** A regular expression that may be nothing but a list of such names, and what makes it more. */
  lists?: { pattern: string; unless: string };
  /** Triggers: the built-in variables that mean something there. */
  sets?: string[];
}

/** A variable that always exists: an ordinary type with fixed parameters. */
export interface BuiltIn {
  name: string;
  type: string;
  params: Record<string, unknown>;
  group: string;
  help: Text;
  /** Its code in an export of Google Tag Manager. */
  gtm?: string;
}

/** An event that shops commonly send, as the console offers it. */
export interface EventSpec {
  name: string;
  title: Text;
  help: Text;
  params: { name: string; type: 'number' | 'string' | 'boolean' | 'items' | 'any'; required: boolean; help?: Text }[];
  conversion?: boolean;
}
