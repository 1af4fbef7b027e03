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

export const run: Module = runtime => {
  const kit = runtime as Kit;
  const watches: Record<string, Watch[]> = {};
  /** An action that was held goes on: the page's handlers have seen it already. */
  let passing = false;

  const act = (name: string, event: Acting, path: Element[]): void => {
    const groups: Group[] = [];
    const { button, ctrlKey, metaKey, shiftKey, altKey, defaultPrevented, submitter } = event;
    for (const [trigger, params, find] of watches[name]) {
      const element = (!defaultPrevented || !params.checkValidation) && find(path);
      const group = groups.find(([data]) => data.element === element);
      if (group) group[1].push(trigger);
      else if (element) groups.push([{ element }, [trigger]]);
    }
    if (!groups[0]) return;
    const { _hits: hits, _done: done } = kit._emitAll(name, groups);
    const element = groups[0][0].element as Leading;
    const waits = watches[name].find(([trigger, params]) => params.waitForTags && hits.has(trigger));
    if (
      !waits ||
      // It is no longer on its way, or the page keeps it from going on.
      !event.eventPhase ||
      defaultPrevented ||
      // The visitor stays here: another tab or window, a download.
      button ||
      ctrlKey ||
      metaKey ||
      shiftKey ||
      altKey ||
      element.download ||
      !/^(_self)?$/.test(element.target)
    )
      return;
    event.preventDefault();
    // ms.
    const { waitForTagsTimeout = 2000 } = waits[1];
    Promise.race([done, new Promise(late => setTimeout(late, waitForTagsTimeout))]).then(() => {
      passing = true;
      kit._guard(() => (submitter !== undefined ? element.requestSubmit(submitter) : element.click()));
      passing = false;
    });
  };

  kit._interact = (name, types, ...watch) => {
    if (!watches[name]) {
      watches[name] = [];
      for (const type of types)
        addEventListener(
          type,
          event => {
            if (passing) event.stopImmediatePropagation();
            else if (!((event as Acting).button > 1)) {
              const path = event.composedPath().filter(node => (node as Element).matches) as Element[];
              let over = false;
              // After the page's own handlers, even where those stop the event.
              const once = (): void => {
                if (!over) kit._guard(() => act(name, event as Acting, path));
                over = true;
              };
              addEventListener(type, once, { once: true });
              setTimeout(once);
            }
          },
          true,
        );
    }
    watches[name].push(watch);
  };
};
