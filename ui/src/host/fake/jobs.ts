/** Long work of the day in memory: it gets on a step at a time, and can be cancelled. */
import type { JobView, Receipt } from "../host";

export const receipt = (label: string, job: number | null = null): Receipt => ({
  label,
  canUndo: false,
  id: null,
  job,
  consequences: [],
});

/** What long work says of itself, and what it leaves. */
interface Told {
  title: string;
  /** What it does at the moment. */
  message: (progress: number) => string;
  end: string;
  file?: string | null;
  /** Is told how it ended: well, or by the person. */
  onend?: (isWhole: boolean) => void;
}

export class Jobs {
  readonly #jobs = new Map<number, JobView>();
  readonly #ends = new Map<number, Told["onend"]>();

  constructor(
    private readonly changed: () => void,
    private readonly stepMs = 200,
  ) {}

  get all(): JobView[] {
    return [...this.#jobs.values()].toReversed();
  }

  /** Begins, and ends after ten steps. */
  begin({ title, message, end, file = null, onend }: Told): number {
    const id = this.#jobs.size + 1;
    this.#ends.set(id, onend);
    this.#put({ id, title, state: "running", progress: 0, message: message(0), file: null });
    const step = () => {
      const job = this.#jobs.get(id);
      if (job?.state !== "running") return;
      const progress = Math.min(1, job.progress + 0.1);
      if (progress < 1) this.#put({ ...job, progress, message: message(progress) });
      else {
        this.#put({ ...job, progress, state: "done", message: end, file });
        return onend?.(true);
      }
      setTimeout(step, this.stepMs);
    };
    setTimeout(step, this.stepMs);
    return id;
  }

  run(title: string, end: string, file: string | null): Receipt {
    return receipt(title, this.begin({ title, message: () => "Reading entries", end, file }));
  }

  cancel(id: number | undefined): Receipt {
    const found = this.#jobs.get(id ?? -1);
    if (found?.state === "running") {
      this.#put({ ...found, state: "cancelled", message: "Ended early; nothing was left behind." });
      this.#ends.get(found.id)?.(false);
    }
    return receipt("Cancelled");
  }

  #put(job: JobView): void {
    this.#jobs.set(job.id, job);
    this.changed();
  }
}
