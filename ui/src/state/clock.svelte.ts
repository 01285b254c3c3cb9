/** The present moment, moving only while somebody can see it: each second while the timer runs, else each half minute. */
export class Clock {
  #now = $state(0);
  #timeout: ReturnType<typeof setTimeout> | undefined;
  #runsSince: number | null = null;

  constructor(private readonly read: () => number) {
    this.#now = read();
  }

  /** Milliseconds since 1970. */
  get now(): number {
    return this.#now;
  }

  /** Tells whether the timer runs; its seconds turn when they are full. */
  follow(runsSince: number | null): void {
    this.#runsSince = runsSince;
    this.#tick();
  }

  /** Moves on until the returned function is called. */
  start(): () => void {
    const seen = () => this.#tick();
    document.addEventListener("visibilitychange", seen);
    this.#tick();
    return () => {
      document.removeEventListener("visibilitychange", seen);
      clearTimeout(this.#timeout);
    };
  }

  #tick(): void {
    clearTimeout(this.#timeout);
    if (document.hidden) return;
    this.#now = this.read();
    const into = this.#runsSince === null ? 0 : (this.#now - this.#runsSince) % 1000;
    const wait = this.#runsSince === null ? 30_000 : 1000 - into;
    this.#timeout = setTimeout(() => this.#tick(), wait);
  }
}
