/** How large the page is drawn: shown at once, then kept among the settings. */

/** What can be chosen, in percent. */
export const steps = [50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300];

/** The size of the page, changed by Ctrl with +, - and 0. */
export class Zoom {
  #percent = 100;
  #saving = 0;
  readonly #show: (percent: number) => void;
  readonly #keep: (percent: number) => Promise<void>;

  constructor(show: (percent: number) => void, keep: (percent: number) => Promise<void>) {
    this.#show = show;
    this.#keep = keep;
  }

  /** Takes over what the settings say, but for what is older than the last key. */
  follow(percent: number): void {
    if (this.#saving === 0 && percent !== this.#percent) this.#put(percent);
  }

  /** Changes the size where the key, held with Ctrl, means that; says whether it does. */
  press(pressed: string): boolean {
    const wanted = after(this.#percent, pressed);
    if (wanted === undefined) return false;
    this.#put(wanted);
    this.#saving += 1;
    void this.#keep(wanted).finally(() => (this.#saving -= 1));
    return true;
  }

  #put(percent: number): void {
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
