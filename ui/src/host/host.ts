/** What the page asks of the place it runs in: the engine behind the window, or a day in memory. */
import type * as wire from "./bindings";
import type {
  Connection,
  FolderName,
  LinkHandler,
  PassphraseView,
  PastedView,
  Place,
  Topic,
  commands,
} from "./bindings";

export type * from "./bindings";

/** Forms as the page fills them: whole. */
export type EntryForm = Required<wire.EntryForm>;
export type TaskForm = Required<wire.TaskForm>;
export type ProjectForm = Required<wire.ProjectForm>;

type Own =
  | "getConnection" | "ready" | "setZoom" | "showFolder" | "showJobFile"
  | "pasteToken" | "clearPasted" | "askPassphrase" | "copyUserCode" | "getLinkHandler"; // prettier-ignore
type Commands = Omit<typeof commands, Own>;
type Request<Name extends keyof Commands> = Parameters<Commands[Name]>[0];
type Reply<Name extends keyof Commands> = Extract<Awaited<ReturnType<Commands[Name]>>, { status: "ok" }>["data"];

/** Every request of the engine; a refusal is thrown as `ApiError`. */
export type Calls = { [Name in keyof Commands]: (request: Request<Name>) => Promise<Reply<Name>> };

/** A place, and which part of it: the service `github` on the page of accounts. */
export interface Spot {
  place: Place;
  section: string | null;
}

/** What the page is told unasked. */
export interface Heard {
  /** Ask this again. */
  changed(topic: Topic): void;
  /** The engine came or went; when it came, ask everything again. */
  connection(connection: Connection): void;
  /** Show this. */
  navigate(spot: Spot): void;
}

/** Every request of the engine, and the few things that the window does itself. */
export interface Host extends Calls {
  /** Milliseconds since 1970, as the engine counts them. */
  now(): number;
  /** Hears events until the returned function is called; subscribe first, then ask. */
  listen(heard: Heard): Promise<() => void>;
  /** How the connection to the engine stands. */
  getConnection(): Promise<Connection>;
  /** The page has something to show, on ink or on paper; the window may be shown. */
  ready(isDark: boolean): Promise<void>;
  /** Draws the page at this many per cent of its size. */
  setZoom(percent: number): Promise<void>;
  /** Opens a folder in the file browser. */
  showFolder(folder: FolderName): Promise<void>;
  /** Opens the folder of the file that a job wrote. */
  showJobFile(job: number): Promise<void>;
  /** Hands over what the clipboard holds, as a secret; the page gets a ticket for it and its length, never the text. */
  pasteToken(): Promise<PastedView>;
  /** Empties the clipboard where it still holds what was pasted last; whether it did. */
  clearPasted(): Promise<boolean>;
  /** Asks for a passphrase in a dialog of the desktop, twice for a new one; nothing where the person left it. */
  askPassphrase(isNew: boolean): Promise<PassphraseView | null>;
  /** Copies the code of a sign-in. */
  copyUserCode(attempt: string): Promise<void>;
  /** Whether the desktop brings `stint://` links to Stint, after registering it where need be. */
  getLinkHandler(): Promise<LinkHandler>;
}
