/** What jsdom lacks of a browser. */
import { vi } from "vitest";

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
