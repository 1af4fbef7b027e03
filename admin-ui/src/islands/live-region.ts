import htmx from 'htmx.org';
import { Feed } from './feed';
import { Pace } from './pace';

/**
 * Keeps parts of the page fresh: whenever the stream at `src` says that something changed, it triggers its own `hx-get`,
 * which asks for this page again and takes the parts named by `hx-select` and `hx-select-oob`.
 */
export class LiveRegion extends HTMLElement {
  private feed: Feed | undefined;
  private readonly pace = new Pace(() => htmx.trigger(this, 'changed', {}));

  connectedCallback(): void {
    this.feed = new Feed(this.getAttribute('src') ?? '', { changed: () => this.pace.changed() });
    this.addEventListener('htmx:afterRequest', () => this.pace.looked());
    this.pace.start();
    this.feed.open();
  }

  disconnectedCallback(): void {
    this.feed?.close();
    this.pace.stop();
  }
}
