import type { Module } from '../core/api';
import type { Group, Interact, Kit, Resolved } from '../engine/api';
import type { Spec } from '../spec';

export const spec: Spec = {
  id: 'interactions',
  title: { en: 'Clicks and forms', bn: 'ক্লিক ও ফর্ম' },
  help: { en: 'What the click and form triggers share.', bn: 'ক্লিক ও ফর্মের ট্রিগারগুলো যা ভাগ করে।' },
  group: 'modules',
  params: [],
};

type Watch = [trigger: number, params: Resolved, find: Parameters<Interact>[4]];
/** A link or a form, and what leads to it. */
type Leading = HTMLAnchorElement & HTMLFormElement;
type Acting = MouseEvent & SubmitEvent;

/** ms that a link or form is held where the trigger says nothing. */
const HOLD = 2000;

export const run: Module = runtime => {
  const kit = runtime as Kit;
  const watches: Record<string, Watch[]> = {};
  /** An action that was held goes on: the page's handlers have seen it already. */
  let passing = false;

  /** The visitor stays here: another tab or window, a download. */
  const stays = (element: Leading, event: Acting): unknown =>
    event.button ||
    event.ctrlKey ||
    event.metaKey ||
    event.shiftKey ||
    event.altKey ||
    !/^(_self|_top|_parent)?$/.test(element.target) ||
    element.hasAttribute('download');

  const hold = (element: Leading, event: Acting, until: Promise<unknown>, ms: number): void => {
    event.preventDefault();
    Promise.race([until, new Promise(late => setTimeout(late, ms))]).then(() => {
      passing = true;
      kit._guard(() => (element.requestSubmit ? element.requestSubmit(event.submitter) : element.click()));
      passing = false;
    });
  };

  const act = (name: string, event: Acting, path: Element[]): void => {
    const groups: Group[] = [];
    for (const [trigger, params, find] of watches[name]) {
      if (params.checkValidation && event.defaultPrevented) continue;
      const element = find(path, event);
      const group = groups.find(([data]) => data.element === element);
      if (group) group[1].push(trigger);
      else if (element) groups.push([{ element }, [trigger]]);
    }
    if (!groups[0]) return;
    const { hits, done } = kit._emitAll(name, groups);
    const element = groups[0][0].element as Leading;
    const waits = watches[name].filter(([trigger, params]) => params.waitForTags && hits.has(trigger));
    // Only while the event is on its way, and only if the page lets it go on.
    if (waits[0] && event.eventPhase && !event.defaultPrevented && !stays(element, event))
      hold(element, event, done, Math.max(...waits.map(([, { waitForTagsTimeout = HOLD }]) => waitForTagsTimeout)));
  };

  /** Acts after the page's own handlers, even where those stop the event. */
  const watch = (name: string, type: string): void =>
    addEventListener(
      type,
      event => {
        if (passing) {
          event.stopImmediatePropagation();
          return;
        }
        if ((event as Acting).button > 1) return;
        const path = event.composedPath().filter(node => (node as Element).matches) as Element[];
        let over = false;
        const once = (): void => {
          if (!over) kit._guard(() => act(name, event as Acting, path));
          over = true;
        };
        addEventListener(type, once, { once: true });
        setTimeout(once);
      },
      true,
    );

  kit._interact = (name, types, trigger, params, find) => {
    if (!watches[name]) {
      watches[name] = [];
      for (const type of types) watch(name, type);
    }
    watches[name].push([trigger, params, find]);
  };
};
