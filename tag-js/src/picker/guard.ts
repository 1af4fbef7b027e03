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
  /** Whether an event is for the picker's own bar. */
  own(event: Event): boolean;
  /** Somebody clicks, taps, or presses Enter or the space bar on something. */
  pick(event: Event): void;
  /** Something is pointed at or has got the focus. */
  point(event: Event): void;
  leave(): void;
}

/**
 * Keeps the page from acting while somebody picks. Called before the page's own listeners and those of triggers are there:
 * first in line on the window, it decides what they hear. Ends with the signal.
 */
export const takeOver = (signal: AbortSignal, { picks, own, pick, point, leave }: Hands): void => {
  const listen = (types: string[], hear: (event: Event) => void, passive = false): void => {
    for (const type of types)
      addEventListener(type, event => picks() && hear(event), { signal, capture: true, passive });
  };
  const hush = (event: Event): boolean => {
    if (own(event)) return false;
    event.stopImmediatePropagation();
    return true;
  };
  listen(MOUSE, event => {
    if (!hush(event)) return;
    event.preventDefault();
    if (event.type === 'click') pick(event);
  });
  listen(TOUCH, hush, true);
  listen(KEYS, event => {
    const { key } = event as KeyboardEvent;
    if (key === 'Escape') {
      event.stopImmediatePropagation();
      if (event.type === 'keydown') leave();
    } else if ((key === 'Enter' || key === ' ') && hush(event)) {
      event.preventDefault();
      if (event.type === 'keydown') pick(event);
    }
  });
  listen(['pointermove', 'focusin'], event => own(event) || point(event), true);
};
