/** Whether a key goes to something that has its own use for it: a field, a choice, an open dialog. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  return (
    target instanceof Element &&
    target.closest("input:not([type=checkbox], [type=radio]), textarea, select, dialog") !== null
  );
}
