/** For tests: axe looks for these only where there is a layout. */

const wordsOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim(); // prettier-ignore

/** Buttons that are called otherwise than they read: who speaks the words that are seen would not reach them. */
export function namedOtherwise(root: ParentNode): string[] {
  return [...root.querySelectorAll("button[aria-label]")].flatMap((button) => {
    const seen = button.cloneNode(true) as Element;
    for (const unseen of seen.querySelectorAll(".heard, [aria-hidden=true]")) unseen.remove();
    const name = button.getAttribute("aria-label") ?? "";
    const text = seen.textContent.trim();
    return wordsOf(name).includes(wordsOf(text)) ? [] : [`“${text}” is called “${name}”`];
  });
}
