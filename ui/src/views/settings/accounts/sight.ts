/** Brings parts of the page of accounts into sight. */
import { tick } from "svelte";

/** How long a card that was asked for is marked, and kept in sight while the page grows. */
const marked = 2400;

/** Brings a card to the top once it is drawn, again while the page grows, until the person does something. Gives back how to stop. */
export function arrive(section: string, mark: (section: string | null) => void): () => void {
  let frame = 0;
  let hasStopped = false;
  let end: ReturnType<typeof setTimeout> | undefined;
  const show = () => document.getElementById(section)?.scrollIntoView({ block: "start" });
  const grown = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(show);
  const deeds = ["wheel", "keydown", "pointerdown"];
  function rest() {
    grown?.disconnect();
    removeEventListener("resize", show);
    for (const deed of deeds) removeEventListener(deed, rest);
  }
  function stop() {
    hasStopped = true;
    rest();
    clearTimeout(end);
    cancelAnimationFrame(frame);
    mark(null);
  }
  // A window that just opens has no height before its first frame.
  void tick().then(() => {
    if (hasStopped) return;
    frame = requestAnimationFrame(() => {
      mark(section);
      show();
      document.getElementById(section)?.focus({ preventScroll: true });
      grown?.observe(document.body);
      addEventListener("resize", show);
      for (const deed of deeds) addEventListener(deed, rest);
      end = setTimeout(stop, marked);
    });
  });
  return stop;
}

/** Brings the buttons of a form into sight, and what has the focus where both have room. */
export function reveal(form: HTMLElement, focused: HTMLElement | null | undefined): void {
  requestAnimationFrame(() => {
    form.scrollIntoView({ block: "nearest" });
    form.querySelector(".end")?.scrollIntoView({ block: "nearest" });
    if (focused && focused.getBoundingClientRect().top < 0) focused.scrollIntoView({ block: "nearest" });
  });
}
