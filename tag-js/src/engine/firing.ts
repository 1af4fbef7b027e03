import type { ConsentType } from '../core/api';
import type { Kit, Tag, Tags } from './api';
import type { Moment, Values } from './values';

/** ms of one task that tags may take before the next ones wait for another task. */
const SLICE = 20;
const LITTLE = 4;
/** ms after which a tag counts as failed. */
const TIMEOUT = 2000;
/** Tags that may wait for consent. */
const MAX_WAITING = 300;

export interface Firing {
  /** Runs a tag with its setup and cleanup tags; resolves when they are through. */
  _fire(tag: number, at: Moment): Promise<unknown>;
  /** A task begins or goes on: from here on its time is ours. */
  _pump(): void;
  /** Consent may have changed. */
  _replay(): void;
}

export const createFiring = (kit: Kit, { t: tags }: Tags, values: Values): Firing => {
  const jobs: (() => void)[] = [];
  const waiting: (() => void)[] = [];
  /** ms that tags have taken of this task, and the timer that says that it is over. */
  let used = 0;
  let timer = 0;
  /** Limits per page start over with it. */
  let page: unknown;
  const last: [limit?: unknown, result?: Promise<boolean>][] = [];

  const pump = (): void => {
    while (jobs[0] && used < SLICE) {
      const began = Date.now();
      (jobs.shift() as () => void)();
      used += Date.now() - began;
      // A timer costs as much as a tag: a little is carried over instead.
      if (used > LITTLE && !timer)
        timer = setTimeout(() => {
          timer = used = 0;
          pump();
        });
    }
  };

  const perform = async (tag: number, at: Moment, params: unknown): Promise<boolean> => {
    const began = Date.now();
    try {
      const busy = (kit.parts[`tag.${tags[tag][0]}`] as Tag)(params as object, kit, at) as Promise<unknown> | undefined;
      if (busy?.then)
        await Promise.race([
          busy,
          new Promise((_, failed) => setTimeout(failed, tags[tag][2].m ?? TIMEOUT, 'too slow')),
        ]);
    } catch (error) {
      kit._trace?.('tag', at, tag, 'failed', error);
      kit._guard(() => {
        throw error;
      });
      return false;
    }
    kit._trace?.('tag', at, tag, 'fired', Date.now() - began);
    return true;
  };

  const needs = (tag: number): ConsentType[] => tags[tag][2].c || [];

  /** Whether consent is missing, of a tag or of the setup tag that it doesn't run without. */
  const missing = (tag: number, at: Moment): unknown => {
    const [setup, stop] = tags[tag][2].a || [];
    const denied = [...needs(tag), ...(stop ? needs(setup as number) : [])].filter(
      type => Date.now() < kit._held || !kit._granted(type),
    );
    if (denied[0]) kit._trace?.('tag', at, tag, 'consent', denied);
    return denied[0];
  };

  /** Reads a tag's parameters now, for what is true at this moment; the result runs it once its limits allow; `late`: after another, with what that has set. */
  const prepare = (tag: number, at: Moment): ((late?: unknown) => Promise<boolean>) => {
    const [, params, { o: often, s: from = 0, e: to = Infinity }] = tags[tag];
    const resolved = values._resolve(params, at);
    return async late => {
      const now = Date.now();
      if (missing(tag, at)) return false;
      if (now < from || now > to) {
        kit._trace?.('tag', at, tag, 'schedule');
        return false;
      }
      const limit = often === 'page' ? page : often ? {} : at;
      if (last[tag]?.[0] === limit) {
        kit._trace?.('tag', at, tag, 'limit');
        return last[tag][1] as Promise<boolean>;
      }
      const result = perform(tag, at, late ? values._again(params, at) : resolved);
      last[tag] = [limit, result];
      return result;
    };
  };

  const fire = (tag: number, at: Moment): Promise<unknown> => {
    const { a: setup, z: cleanup } = tags[tag][2];
    const before = setup && prepare(setup[0], at);
    const main = prepare(tag, at);
    const after = cleanup && prepare(cleanup[0], at);
    const sequence = async (): Promise<void> => {
      if (missing(tag, at)) {
        if (waiting.length < MAX_WAITING) waiting.push(sequence);
        return;
      }
      if (before && !(await before()) && setup?.[1]) {
        kit._trace?.('tag', at, tag, 'setup');
        return;
      }
      if ((await main(setup)) || !cleanup?.[1]) await after?.(1);
    };
    return new Promise(done => jobs.push(() => done(sequence())));
  };

  kit._renew(() => {
    page = {};
  });
  // A page on its way out gives no further task.
  addEventListener('pagehide', () => {
    for (const job of jobs.splice(0)) job();
  });

  return {
    _fire: fire,
    _pump: pump,
    _replay: () => {
      jobs.push(...waiting.splice(0));
      pump();
    },
  };
};
