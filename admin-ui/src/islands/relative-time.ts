const STEPS: [limit: number, unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  [60, 'second', 1],
  [3600, 'minute', 60],
  [86_400, 'hour', 3600],
  [Number.POSITIVE_INFINITY, 'day', 86_400],
];

/** "3 minutes ago" for an instant, seen from another, in a language. */
export function relative(time: Date, now: Date, language: string): string {
  const seconds = Math.trunc((time.getTime() - now.getTime()) / 1000);
  const step = STEPS.find(([limit]) => Math.abs(seconds) < limit);
  if (!step) return '';
  const amount = Math.trunc(seconds / step[2]);
  return new Intl.RelativeTimeFormat(language).format(amount === 0 ? -0 : amount, step[1]);
}

/** Keeps "3 minutes ago" true while the page stays open; the server wrote the first text. */
export class RelativeTime extends HTMLElement {
  private timer: ReturnType<typeof setInterval> | undefined;

  connectedCallback(): void {
    this.timer = setInterval(() => this.update(), 5000);
  }

  disconnectedCallback(): void {
    clearInterval(this.timer);
  }

  private update(): void {
    const time = new Date(this.getAttribute('datetime') ?? '');
    if (Number.isNaN(time.getTime())) return;
    this.textContent = relative(time, new Date(), document.documentElement.lang);
  }
}
