/** What the picker shows over the page, in a shadow root, so that neither's styles reach the other. */

const STYLE = `:host{all:initial!important;position:fixed!important;inset:0!important;z-index:2147483647!important;
pointer-events:none!important}
*{box-sizing:border-box}
i{position:fixed;border:2px solid #2563eb;outline:2px solid #fff;background:#2563eb22;border-radius:3px}
section{position:fixed;inset:8px 8px auto;margin:0 auto;width:fit-content;max-width:min(640px,calc(100% - 16px));padding:8px 12px;
display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;border-radius:8px;background:#1b1f24;color:#fff;pointer-events:auto;
box-shadow:0 2px 12px #0008;font:16px/1.5 system-ui,"Noto Sans Bengali",sans-serif}
section.low{inset:auto 8px 8px}
p{margin:0;flex:1 1 200px;overflow-wrap:anywhere}
code{display:block;font:14px/1.4 ui-monospace,monospace;color:#c8d3df;overflow-wrap:anywhere}
code:empty{display:none}
div{display:flex;flex-wrap:wrap;gap:8px}
button{font:inherit;min-height:44px;padding:0 16px;border:1px solid #fff;border-radius:6px;background:none;color:inherit;
cursor:pointer}
button.main{background:#fff;color:#1b1f24}
button.move{padding:0 12px}
button:focus-visible{outline:3px solid #7cb4ff;outline-offset:2px}`;

export interface Bar {
  host: HTMLElement;
  /** Says what to do now, and below it something of the page; offers what can be done. */
  show(text: string, detail: string, actions: [label: string, run: () => void][]): void;
  detail(text: string): void;
  /** Does what a button of it is for. */
  press(target: EventTarget | undefined): void;
  /** Frames an element; nothing: no frame. */
  frame(element?: Element): void;
}

/** @param move names the button that brings the bar to the other end of the page: a finger can't point before it taps. */
export const createBar = (label: string, move: string): Bar => {
  const host = document.createElement('warmtag-picker');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  const make = <T extends 'i' | 'p' | 'code' | 'span' | 'div' | 'button' | 'section'>(name: T) =>
    document.createElement(name);
  const outline = make('i');
  const bar = make('section');
  const status = make('p');
  const hint = make('span');
  const code = make('code');
  const buttons = make('div');
  bar.setAttribute('aria-label', label);
  status.setAttribute('role', 'status');
  status.append(hint, code);
  bar.append(status, buttons);
  outline.hidden = true;
  const mover = make('button');
  mover.className = 'move';
  mover.textContent = '⇅';
  mover.title = move;
  mover.setAttribute('aria-label', move);
  const acts = new Map<EventTarget | undefined, () => void>();
  root.append(outline, bar);
  return {
    host,
    show: (text, detail, actions) => {
      hint.textContent = text;
      code.textContent = detail;
      acts.clear();
      acts.set(mover, () => bar.classList.toggle('low'));
      buttons.replaceChildren(
        ...actions.map(([title, run], n) => {
          const button = make('button');
          button.textContent = title;
          if (!n) button.className = 'main';
          acts.set(button, run);
          return button;
        }),
        mover,
      );
    },
    detail: text => {
      code.textContent = text;
    },
    press: target => acts.get(target)?.(),
    frame: element => {
      outline.hidden = !element;
      if (!element) return;
      const { top, left, width, height } = element.getBoundingClientRect();
      Object.assign(outline.style, {
        top: `${top}px`,
        left: `${left}px`,
        width: `${width}px`,
        height: `${height}px`,
      });
      // Out of the way of what is pointed at, where that is at one end of the page only.
      const room = bar.offsetHeight + 16;
      const high = top < room;
      const low = top + height > innerHeight - room;
      if (high !== low) bar.className = high ? 'low' : '';
    },
  };
};
