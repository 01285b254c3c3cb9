/** What jsdom lacks of a browser. */
import { configure } from "@testing-library/svelte";
import { vi } from "vitest";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 5000 });

HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
  this.open = true;
};
HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
  this.open = false;
  this.dispatchEvent(new Event("close"));
};
Element.prototype.scrollIntoView ??= () => undefined;
globalThis.matchMedia ??= vi.fn((media: string) =>
  Object.assign(new EventTarget(), { matches: false, media }),
) as never;
HTMLCanvasElement.prototype.getContext = () => null;
