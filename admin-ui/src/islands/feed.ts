/** Whether server-sent events are coming in, as told to the page by a {@link Feed}. */
export type FeedState = 'live' | 'reconnecting';

const SILENCE_MS = 15_000;

/**
 * Server-sent events that come back by themselves. The browser's own EventSource gives up for good on some answers (503
 * while a node restarts), and does not notice a connection that died without a word.
 */
export class Feed {
  private source: EventSource | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;

  constructor(
    private readonly url: string,
    private readonly handlers: Record<string, (data: string) => void>,
  ) {}

  open(): void {
    this.close();
    const source = new EventSource(this.url);
    this.source = source;
    source.onopen = () => this.alive();
    source.onerror = () => this.lost();
    source.addEventListener('alive', () => this.alive());
    for (const [name, handle] of Object.entries(this.handlers)) {
      source.addEventListener(name, (event) => {
        this.alive();
        handle((event as MessageEvent<string>).data);
      });
    }
  }

  close(): void {
    clearTimeout(this.silence);
    clearTimeout(this.retry);
    this.source?.close();
    this.source = undefined;
  }

  private alive(): void {
    this.failures = 0;
    tell('live');
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.lost(), SILENCE_MS);
  }

  private lost(): void {
    this.close();
    tell('reconnecting');
    const wait = Math.min(10_000, 500 * 2 ** this.failures) * (0.75 + Math.random() / 2);
    this.failures++;
    this.retry = setTimeout(() => this.open(), wait);
  }
}

function tell(state: FeedState): void {
  document.dispatchEvent(new CustomEvent<FeedState>('feed-state', { detail: state }));
}
