/** Descriptions as the engine takes them apart: blocks and stretches of text. */
import type { BlockKind, BlockView, TextView } from "../host";

/** A stretch of text, plain unless told otherwise. */
export const text = (words: string, told: Partial<TextView> = {}): TextView => ({
  text: words,
  isStrong: false,
  isEmphasised: false,
  isStruck: false,
  isCode: false,
  isImage: false,
  link: null,
  leadsTo: "",
  ...told,
});
const runs = (words: (string | TextView)[]): TextView[] =>
  words.map((run) => (typeof run === "string" ? text(run) : run));

/** A block of running text. */
export const block = (kind: BlockKind, ...words: (string | TextView)[]): BlockView => ({
  kind,
  level: 0,
  spans: runs(words),
  blocks: [],
  isTicked: null,
});
/** A block of blocks. */
export const nest = (kind: BlockKind, ...blocks: BlockView[]): BlockView => ({ ...block(kind), blocks });
export const heading = (level: number, words: string): BlockView => ({ ...block("heading", words), level });
export const item = (isTicked: boolean | null, ...words: (string | TextView)[]): BlockView => ({
  ...nest("item", block("paragraph", ...words)),
  isTicked,
});
const row = (...cells: string[]): BlockView => nest("row", ...cells.map((cell) => block("cell", cell)));

/** A description with everything in it that there is to draw. */
export const described = (): BlockView[] => [
  block(
    "paragraph",
    "After signing in, the browser goes round between ",
    text("/login", { isCode: true }),
    " and ",
    text("/callback", { isCode: true }),
    " until it gives up. It happens ",
    text("only", { isStrong: true }),
    " where the cookie is older than the session; see ",
    text("the log of last night", { link: 0, leadsTo: "ci.acme.example/api/runs/8123" }),
    " and ",
    text("acme/desktop#318", { link: 1, leadsTo: "github.com/acme/desktop/issues/318" }),
    ".",
  ),
  heading(2, "What to do"),
  nest(
    "list",
    item(true, "Find out who sets the second cookie"),
    item(false, "Compare ", text("issued_at", { isCode: true }), " with the session’s"),
    item(false, "A test that fails without it"),
  ),
  nest("quote", block("paragraph", "It works in a private window, so it is the cookie. ", text("hubot", { isEmphasised: true }))),
  block("code", "GET /login 302 → /callback\nGET /callback 302 → /login\nGET /login 302 → /callback  # and so on, until the browser says that there were too many"),
  { ...nest("orderedList", item(null, "Sign in"), item(null, "Wait an hour"), item(null, "Reload")), level: 1 },
  nest("table", row("Browser", "Loops"), row("Firefox", "yes"), row("Epiphany", "no")),
  block("paragraph", text("the address bar going round", { isImage: true, link: 2, leadsTo: "user-images.example.org/1.png" })),
  block("rule"),
  block("paragraph", text("The workaround with the query is gone.", { isStruck: true })),
]; // prettier-ignore
