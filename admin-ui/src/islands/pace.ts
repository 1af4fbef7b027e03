/** Under load changes come all the time: two looks a second are enough for people. */
const REFILL_MS = 500;
/** What one visitor does changes several numbers, one after the other: these looks follow each other at once. */
const MOST_AT_ONCE = 3;

/** Looks when something changed: one look at a time, not too often, and once more when something changed meanwhile. */
export class Pace {
  private busy = false;
  private again = false;
  private left = MOST_AT_ONCE;
  private refill: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly look: () => void) {}

  start(): void {
    this.refill = setInterval(() => {
      this.left = Math.min(MOST_AT_ONCE, this.left + 1);
      if (this.again) this.changed();
    }, REFILL_MS);
  }

  stop(): void {
    clearInterval(this.refill);
  }

  changed(): void {
    this.again = this.busy || this.left === 0;
    if (this.again) return;
    this.busy = true;
    this.left--;
    this.look();
  }

  /** The look is over. */
  looked(): void {
    this.busy = false;
    if (this.again) this.changed();
  }
}
