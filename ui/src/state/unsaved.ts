/** What was typed and not saved, by what it is about; kept while the window lives. */
export class Unsaved {
  readonly #kept = new Map<string, object>();

  /** What was typed there, to be put over how it stands now. */
  of<Fields extends object>(about: string): Partial<Fields> {
    return this.#kept.get(about) ?? {};
  }

  has(about: string): boolean {
    return this.#kept.has(about);
  }

  /** Keeps the changes; the latest last. */
  keep(about: string, changes: object): void {
    this.#kept.delete(about);
    if (Object.keys(changes).length > 0) this.#kept.set(about, changes);
  }

  drop(about: string): void {
    this.#kept.delete(about);
  }
}

/** The fields that are not as they were. */
export function changesOf<Fields extends object>(before: Fields, after: Fields): Partial<Fields> {
  const names = Object.keys(after) as (keyof Fields)[];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return Object.fromEntries(changed.map((name) => [name, after[name]])) as Partial<Fields>;
}
