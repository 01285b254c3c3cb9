/** How large the page is drawn: shown at once, then kept among the settings. */

/** What can be chosen, in percent. */
export const steps = [50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300];

/** The size of the page, changed by Ctrl with +, - and 0. */
export class Zoom {
  #percent: number | null = null;
  /** What the settings said last. */
  #said: number | null = null;
  /** What they said of another window's doing while a key of this one was being kept. */
  #news: number | null = null;
  #saving = 0;
  readonly #own = new Set<number>();
  readonly #show: (percent: number) => void;
  readonly #keep: (percent: number) => Promise<void>;

  constructor(show: (percent: number) => void, keep: (percent: number) => Promise<void>) {
    this.#show = show;
    this.#keep = keep;
  }

  /** Takes over what the settings say, where that is news; while a key is being kept, afterwards. */
  follow(percent: number): void {
    if (percent === this.#said) return;
    this.#said = percent;
    if (this.#saving === 0) this.#put(percent);
    else if (!this.#own.has(percent)) this.#news = percent;
  }

  /** Changes the size where the key, held with Ctrl, means that; says whether it does. */
  press(pressed: string): boolean {
    const before = this.#percent ?? 100;
    const wanted = after(before, pressed);
    if (wanted === undefined) return false;
    if (wanted !== before) {
      this.#put(wanted);
      void this.#write(wanted);
    }
    return true;
  }

  /** What could not be kept holds for this window until the settings say something new. */
  async #write(percent: number): Promise<void> {
    this.#saving += 1;
    this.#own.add(percent);
    await this.#keep(percent).catch(() => undefined);
    this.#saving -= 1;
    if (this.#saving > 0) return;
    if (this.#news !== null) this.#put(this.#news);
    this.#news = null;
    this.#own.clear();
  }

  #put(percent: number): void {
    if (percent === this.#percent) return;
    this.#percent = percent;
    this.#show(percent);
  }
}

/** The size after a key; undefined where the key does not mean one. */
export function after(percent: number, pressed: string): number | undefined {
  if (pressed === "0") return 100;
  if (pressed === "+" || pressed === "=") return steps.find((step) => step > percent) ?? percent;
  if (pressed === "-" || pressed === "_") return steps.findLast((step) => step < percent) ?? percent;
  return undefined;
}
