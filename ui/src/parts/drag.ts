/** What a drag tells: each move, and how it ended. */
export interface Drag {
  move(event: PointerEvent): void;
  /** The pointer was let go, after it had moved. */
  drop(): void;
  /** Escape was pressed, or the pointer was taken away. */
  leave(): void;
}

/** Follows a pointer from its press on; three pixels make a drag of a click. */
export function follow(press: PointerEvent, drag: Drag): void {
  const handle = press.currentTarget as HTMLElement;
  const ends = new AbortController();
  const { signal } = ends;
  let hasMoved = false;

  handle.setPointerCapture(press.pointerId);
  const end = (how: () => void) => {
    ends.abort();
    if (hasMoved) how();
  };
  const moved = (event: PointerEvent) => {
    hasMoved ||= Math.abs(event.clientX - press.clientX) + Math.abs(event.clientY - press.clientY) > 2;
    if (hasMoved) drag.move(event);
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    end(() => drag.leave());
  };
  handle.addEventListener("pointermove", moved, { signal });
  handle.addEventListener("pointerup", () => end(() => drag.drop()), { signal });
  handle.addEventListener("pointercancel", () => end(() => drag.leave()), { signal });
  window.addEventListener("keydown", pressed, { signal, capture: true });
}
