/** How large the page is drawn; remembered, so that the next window is as large. */
const key = "zoom";
const steps = [50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300];

/** The size of the page, changed by Ctrl with +, - and 0. */
export class Zoom {
  #percent: number;
  #show: (percent: number) => void;

  constructor(show: (percent: number) => void) {
    this.#show = show;
    this.#percent = remembered();
    if (this.#percent !== 100) show(this.#percent);
  }

  /** Changes the size where the key, held with Ctrl, means that; says whether it does. */
  press(pressed: string): boolean {
    const wanted = after(this.#percent, pressed);
    if (wanted === undefined) return false;
    this.#percent = wanted;
    this.#show(wanted);
    try {
      localStorage.setItem(key, String(wanted));
    } catch {
      // A page that may not remember opens at its own size; nothing is lost.
    }
    return true;
  }
}

/** The size after a key; undefined where the key does not mean one. */
export function after(percent: number, pressed: string): number | undefined {
  if (pressed === "0") return 100;
  if (pressed === "+" || pressed === "=") return steps.find((step) => step > percent) ?? percent;
  if (pressed === "-" || pressed === "_") return steps.findLast((step) => step < percent) ?? percent;
  return undefined;
}

function remembered(): number {
  try {
    const percent = Number(localStorage.getItem(key));
    return steps.includes(percent) ? percent : 100;
  } catch {
    return 100;
  }
}
