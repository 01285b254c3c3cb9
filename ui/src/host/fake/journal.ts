/** Changes with their undo and redo, and who hears of them. */
import type { Receipt, Topic } from "../host";
import { type Book, type Rows, copyOf, refuse } from "./rows";

interface Change {
  label: string;
  before: Rows;
  after: Rows;
  at: number;
}

const every: Topic[] = ["timer", "entries", "tasks", "projects"];

export class Journal {
  private done: Change[] = [];
  private undone: Change[] = [];
  private count = 100;

  constructor(
    readonly book: Book,
    readonly tell: (topics: Topic[]) => void,
    readonly now: () => number,
  ) {}

  fresh = (): string => `n${(this.count += 1)}`;

  /** Makes a change whole or not at all. */
  change(label: string, id: string | null, make: () => unknown): Receipt {
    const blocked = this.book.problems.find((problem) => problem.blocksWriting);
    if (blocked) throw { code: "storage", message: blocked.message, hint: blocked.hint };
    const before = copyOf(this.book);
    try {
      const made = make();
      const consequences = Array.isArray(made) ? made : [];
      this.done.push({ label, before, after: copyOf(this.book), at: this.now() });
      this.undone = [];
      this.tell(every);
      return { label, canUndo: true, id, job: null, consequences };
    } catch (refusal) {
      Object.assign(this.book, before);
      throw refusal;
    }
  }

  undo(): Receipt {
    const change = this.done.pop();
    if (!change) throw refuse("There is nothing to undo.");
    this.undone.push(change);
    return this.put(change.before, `Undone: ${change.label}`);
  }

  redo(): Receipt {
    const change = this.undone.pop();
    if (!change) throw refuse("There is nothing to redo.");
    this.done.push(change);
    return this.put(change.after, `Done again: ${change.label}`);
  }

  private put(rows: Rows, label: string): Receipt {
    Object.assign(this.book, copyOf(rows));
    this.tell(every);
    return { label, canUndo: false, id: null, job: null, consequences: [] };
  }

  get undoable(): string | null {
    return this.done.at(-1)?.label ?? null;
  }

  get redoable(): string | null {
    return this.undone.at(-1)?.label ?? null;
  }

  get changes(): readonly { label: string; at: number; isUndone: boolean }[] {
    const listed = (isUndone: boolean) => (change: Change) => ({ label: change.label, at: change.at, isUndone });
    return [...this.undone.map(listed(true)), ...this.done.toReversed().map(listed(false))];
  }
}
