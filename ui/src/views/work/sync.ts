/** How reading several accounts goes, as one. */
import type { AccountView } from "../../host/host";

/** What the line of several accounts says: who fails comes first, then who was read last. */
export interface Together {
  isRunning: boolean;
  /** Whether all of them rest; then only when they were read last is said. */
  isPaused: boolean;
  job: number | null;
  at: string | null;
  isFine: boolean;
  message: string;
}

export function syncOf(accounts: AccountView[]): Together {
  const rests = accounts.length > 0 && accounts.every(({ isPaused }) => isPaused);
  const all = accounts.flatMap(({ sync, isPaused, service, host }) =>
    sync && isPaused === rests ? [{ ...sync, service, host }] : [],
  );
  const read = all.filter(({ at }) => at !== null).sort((a, b) => Date.parse(b.at ?? "") - Date.parse(a.at ?? ""));
  const failed = rests ? undefined : read.find(({ isFine }) => !isFine);
  const told = failed ?? read.find(({ message }) => message !== "") ?? read[0];
  const isOne = accounts.length === 1;
  return {
    isRunning: all.some(({ isRunning }) => isRunning),
    isPaused: rests,
    job: all.find(({ job }) => job !== null)?.job ?? null,
    at: read[0]?.at ?? null,
    isFine: !failed,
    message: told && !rests ? (failed && !isOne ? `${told.host}: ${told.message}` : told.message) : "",
  };
}

/** Whether it takes more than a line: several sentences, or a long one. */
export const isLong = (message: string): boolean => message.length > 80 || /\n|[.!?…]\s+\S/.test(message);
