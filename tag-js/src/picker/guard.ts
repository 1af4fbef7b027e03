/** What leads to an action of the page, and the action itself. */
const MOUSE = [
  'pointerdown',
  'mousedown',
  'pointerup',
  'mouseup',
  'click',
  'auxclick',
  'dblclick',
  'dragstart',
  'submit',
];
/** Cancelling these would keep a tap from becoming a click, which is what picks. */
const TOUCH = ['touchstart', 'touchend'];
const KEYS = ['keydown', 'keypress', 'keyup'];

export interface Hands {
  /** Whether somebody picks now; else the page works as always. */
  picks(): boolean;
  /** Whether an event is for the picker's own bar: nobody else hears it. */
  own(event: Event): boolean;
  /** Whether an event is for something that works at any time. */
  free(event: Event): boolean;
  /** Somebody clicks in the bar. */
  press(event: Event): void;
  /** Somebody clicks, taps, or presses Enter or the space bar on something of the page. */
  pick(event: Event): void;
  /** Something is pointed at or has got the focus. */
  point(event: Event): void;
  leave(): void;
}

/**
 * Keeps the page from acting while somebody picks. Called before the page's own listeners and those of triggers are there:
 * first in line on the window, it decides what they hear. Ends with the signal.
 */
export const takeOver = (signal: AbortSignal, hands: Hands): void => {
  const { picks, own, free, press, pick, point, leave } = hands;
  const listen = (types: string[], hear: (event: Event, isOwn: boolean) => void, passive = false): void => {
    for (const type of types)
      addEventListener(
        type,
        event => {
          const isOwn = own(event);
          if (isOwn || (picks() && !free(event))) hear(event, isOwn);
        },
        { signal, capture: true, passive },
      );
  };
  listen(MOUSE, (event, isOwn) => {
    event.stopImmediatePropagation();
    if (!isOwn) event.preventDefault();
    if (event.type === 'click') (isOwn ? press : pick)(event);
  });
  listen(TOUCH, event => event.stopImmediatePropagation(), true);
  listen(KEYS, (event, isOwn) => {
    const { key } = event as KeyboardEvent;
    const acts = key === 'Enter' || key === ' ';
    if (isOwn || acts || key === 'Escape') event.stopImmediatePropagation();
    if (event.type !== 'keydown') return;
    if (key === 'Escape' && picks()) leave();
    if (!acts || isOwn) return;
    event.preventDefault();
    pick(event);
  });
  listen(['pointermove', 'focusin'], (event, isOwn) => isOwn || point(event), true);
};
