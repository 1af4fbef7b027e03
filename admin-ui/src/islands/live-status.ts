import type { FeedState } from './feed';

/** Says whether the page is live or trying to be again. */
export class LiveStatus extends HTMLElement {
  private readonly onState = (event: Event) => this.show((event as CustomEvent<FeedState>).detail);

  connectedCallback(): void {
    document.addEventListener('feed-state', this.onState);
  }

  disconnectedCallback(): void {
    document.removeEventListener('feed-state', this.onState);
  }

  private show(state: FeedState): void {
    if (this.dataset.state === state) return;
    this.hidden = false;
    this.dataset.state = state;
    this.textContent = (state === 'live' ? this.dataset.live : this.dataset.reconnecting) ?? '';
  }
}
