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

type Watch = [trigger: number, params: Resolved, selector: string, take?: Parameters<Interact>[4]];
/** A link or a form, and what leads to it. */
type Leading = HTMLAnchorElement & HTMLFormElement;
type Acting = MouseEvent & SubmitEvent & { submitter?: HTMLButtonElement };

export const run: Module = runtime => {
  const kit = runtime as Kit;
  const watches: Record<string, Watch[]> = {};
  /** An action that was held goes on: the page's handlers have seen it already. */
  let passing = false;

  const act = (name: string, event: Acting, path: Element[]): void => {
    const groups: Group[] = [];
    const { defaultPrevented, submitter } = event;
    for (const [trigger, params, selector, take] of watches[name]) {
      const found =
        kit._enabled(trigger) &&
        (!defaultPrevented || !params.checkValidation) &&
        kit._guard(() => path.find(at => at.matches(selector)));
      const element = found && take ? take(found) : found;
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
      // It is no longer on its way, the page keeps it from going on, or goes on by itself after an event that it made.
      !event.eventPhase ||
      !event.isTrusted ||
      defaultPrevented ||
      // The visitor stays here: another tab or window, a download.
      event.button ||
      event.ctrlKey ||
      event.metaKey ||
      event.shiftKey ||
      event.altKey ||
      element.download ||
      // As it is written: a drawing's link has an object there, a form may have a field of this name.
      !/^(_self)?$/.test(element.getAttribute('target') || '')
    )
      return;
    event.preventDefault();
    Promise.race([done, new Promise(late => setTimeout(late, waits[1].waitForTagsTimeout))]).then(() => {
      passing = true;
      kit._guard(() => {
        try {
          // The page may have taken the button away.
          element.requestSubmit(submitter?.form === element ? submitter : null);
        } catch {
          if (!element.href) HTMLFormElement.prototype.submit.call(element);
          else if (element.click) element.click();
          // A link of a drawing.
          else element.dispatchEvent(new MouseEvent('click'));
        }
      });
      passing = false;
    });
  };

  kit._interact = (name, ...watch) => {
    if (!watches[name]) {
      watches[name] = [];
      // Only forms look again at what was found.
      for (const type of watch[3] ? ['submit'] : ['click', 'auxclick'])
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
