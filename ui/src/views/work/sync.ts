/** How reading several accounts goes, as one. */
import type { AccountView } from "../../host/host";

/** What the line of several accounts says: who fails comes first, then who was read last. */
export interface Together {
  isRunning: boolean;
  job: number | null;
  at: string | null;
  isFine: boolean;
  message: string;
}

export function syncOf(accounts: AccountView[]): Together {
  const all = accounts.flatMap(({ sync, isPaused, service, host }) =>
    sync && !isPaused ? [{ ...sync, service, host }] : [],
  );
  const read = all.filter(({ at }) => at !== null).sort((a, b) => Date.parse(b.at ?? "") - Date.parse(a.at ?? ""));
  const failed = read.find(({ isFine }) => !isFine);
  const told = failed ?? read.find(({ message }) => message !== "") ?? read[0];
  const isOne = accounts.length === 1;
  return {
    isRunning: all.some(({ isRunning }) => isRunning),
    job: all.find(({ job }) => job !== null)?.job ?? null,
    at: read[0]?.at ?? null,
    isFine: !failed,
    message: told ? (failed && !isOne ? `${told.host}: ${told.message}` : told.message) : "",
  };
}
