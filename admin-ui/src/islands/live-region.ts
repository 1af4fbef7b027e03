import htmx from 'htmx.org';
import { Feed } from './feed';

const PAUSE_MS = 500;

/**
 * Keeps parts of the page fresh: whenever the stream at `src` says that something changed, it triggers its own `hx-get`,
 * which asks for this page again and takes the parts named by `hx-select` and `hx-select-oob`.
 */
export class LiveRegion extends HTMLElement {
  private feed: Feed | undefined;
  private busy = false;
  private again = false;

  connectedCallback(): void {
    this.feed = new Feed(this.getAttribute('src') ?? '', { changed: () => this.refresh() });
    this.addEventListener('htmx:afterRequest', () => {
      // Under load changes come all the time: two looks a second are enough for people.
      setTimeout(() => this.rest(), PAUSE_MS);
    });
    this.feed.open();
  }

  disconnectedCallback(): void {
    this.feed?.close();
  }

  private refresh(): void {
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    htmx.trigger(this, 'changed', {});
  }

  private rest(): void {
    this.busy = false;
    if (this.again) {
      this.again = false;
      this.refresh();
    }
  }
}
