import { Feed } from './feed';

const MOST_ROWS = 200;

/**
 * A list that grows at the top: `<live-stream src="…">` around a list; each `row` of the stream is an item as HTML from our
 * own server, each `skipped` the number of those that were too many to show.
 */
export class LiveStream extends HTMLElement {
  private feed: Feed | undefined;

  connectedCallback(): void {
    this.feed = new Feed(this.getAttribute('src') ?? '', { row: (html) => this.add(html) });
    this.feed.open();
  }

  disconnectedCallback(): void {
    this.feed?.close();
  }

  private add(html: string): void {
    const list = this.querySelector('ol');
    const template = document.createElement('template');
    template.innerHTML = html;
    const row = template.content.firstElementChild;
    if (!list || !row || (row.id && document.getElementById(row.id))) return;
    row.classList.add('just-changed');
    list.prepend(row);
    this.querySelector('[data-empty]')?.remove();
    while (list.children.length > MOST_ROWS) list.lastElementChild?.remove();
  }
}
