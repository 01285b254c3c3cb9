import type { ApiError, Topic } from "../host/host";

/** Anything thrown, as an error with words. */
export function asError(thrown: unknown): ApiError {
  if (typeof thrown === "object" && thrown !== null && "message" in thrown && "code" in thrown)
    return thrown as ApiError;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "internal", message, hint: null };
}

/** The latest answer to a question; asked again when one of its topics changed. Asks nothing until it is used. */
export class Asked<T> {
  #value = $state.raw<T | null>(null);
  #error = $state.raw<ApiError | null>(null);
  #isUsed = false;
  #round = 0;

  constructor(
    readonly topics: readonly Topic[],
    private readonly ask: () => Promise<T>,
  ) {}

  /** The answer; none before the first one. */
  get value(): T | null {
    return this.#value;
  }

  /** Why there is no newer answer. */
  get error(): ApiError | null {
    return this.#error;
  }

  get isUsed(): boolean {
    return this.#isUsed;
  }

  /** Begins to ask, now and after every change. */
  use(): void {
    if (this.#isUsed) return;
    this.#isUsed = true;
    void this.refresh();
  }

  /** Asks again; an answer that was overtaken by a later question is dropped. */
  async refresh(): Promise<void> {
    const round = (this.#round += 1);
    try {
      const value = await this.ask();
      if (round !== this.#round) return;
      this.#value = value;
      this.#error = null;
    } catch (thrown) {
      if (round === this.#round) this.#error = asError(thrown);
    }
  }
}
