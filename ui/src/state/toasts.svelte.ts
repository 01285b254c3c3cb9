import type { ApiError, Receipt } from "../host/host";
import { asError } from "./asked.svelte";

/** What was just done or refused. */
export interface Toast {
  key: number;
  text: string;
  details: string[];
  canUndo: boolean;
  isError: boolean;
}

/** One toast at a time, the latest. */
export class Toasts {
  #current = $state.raw<Toast | null>(null);
  #key = 0;

  get current(): Toast | null {
    return this.#current;
  }

  /** Says what a command did. */
  did({ label, canUndo, consequences }: Receipt): void {
    this.#put({ text: `${label}.`.replace(/([.!?])\.$/, "$1"), details: consequences, canUndo, isError: false });
  }

  /** Says what went wrong and what to do. */
  failed({ message, hint }: ApiError): void {
    this.#put({ text: message, details: hint ? [hint] : [], canUndo: false, isError: true });
  }

  /** Says something that no command did. */
  say(text: string): void {
    this.#put({ text, details: [], canUndo: false, isError: false });
  }

  close(): void {
    this.#current = null;
  }

  /** Does something and says so, or says why not; the receipt where it was done. */
  async run(act: () => Promise<Receipt>): Promise<Receipt | null> {
    try {
      const receipt = await act();
      this.did(receipt);
      return receipt;
    } catch (thrown) {
      this.failed(asError(thrown));
      return null;
    }
  }

  #put(toast: Omit<Toast, "key">): void {
    this.#current = { ...toast, key: (this.#key += 1) };
  }
}
