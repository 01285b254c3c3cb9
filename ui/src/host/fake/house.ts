/** Settings, backups, jobs and facts of the day in memory. */
import { hereZone, rfc } from "../../time/zone";
import type { BackupView, Calls, SettingsView } from "../host";
import { type Jobs, receipt } from "./jobs";
import type { Journal } from "./journal";
import { refuse } from "./rows";

type House = Pick<
  Calls,
  | "getSettings" | "saveSettings" | "backUp" | "restoreBackup" | "listBackups" | "startExport" | "checkIntegrity"
  | "cancelJob" | "listJobs" | "getDoctor" | "listChanges" | "openWindow" | "dismissProblem" | "quit"
>; // prettier-ignore

const folder = "/home/mona/.local/share/stint";

export function house(journal: Journal, moment: string, jobs: Jobs): House {
  const { book, now } = journal;
  const at = (daysAgo: number) => rfc(now() - daysAgo * 86_400_000, hereZone());
  const backups: BackupView[] = [1, 2, 8].map((days) => ({
    file: `stint-${at(days).slice(0, 10)}.db`,
    madeAt: at(days),
    bytes: 4_300_000 - days * 41_000,
  }));
  const section = (title: string, facts: [string, string, boolean | null, string?][]) => ({
    title,
    facts: facts.map(([name, found, isWell, hint]) => ({ name, found, isWell, hint: hint ?? null })),
  });

  return {
    getSettings: async () => ({
      settings: { ...book.settings },
      file: "/home/mona/.config/stint/config.toml",
      problems: book.configProblems,
      canSave: book.configProblems.length === 0,
    }),
    saveSettings: async ({ settings }) => {
      if (book.configProblems.length > 0) throw refuse("The settings file is broken and was left alone.");
      book.settings = { ...(settings as SettingsView) };
      journal.tell(["settings", "entries"]);
      return receipt("Saved the settings");
    },
    backUp: async () => {
      const file = `stint-${at(0).slice(0, 19).replaceAll(":", "")}.db`;
      backups.unshift({ file, madeAt: at(0), bytes: 4_310_000 });
      journal.tell(["jobs"]);
      return receipt(`Backed up to ${file}`);
    },
    restoreBackup: async ({ file }) => {
      journal.tell(["timer", "entries", "tasks", "projects", "jobs"]);
      return receipt(`Went back to ${file}`);
    },
    listBackups: async () => [...backups],
    startExport: async ({ format }) => {
      const file = `stint-${at(0).slice(0, 10)}.${format ?? "json"}`;
      return jobs.run(`Exporting to ${file}`, `${book.entries.size} entries written.`, `/home/mona/Downloads/${file}`);
    },
    checkIntegrity: async () => jobs.run("Checking the data file", "No damage found.", null),
    cancelJob: async ({ job }) => jobs.cancel(job),
    listJobs: async () => jobs.all,
    getDoctor: async () => ({
      sections: [
        section("Desktop", [
          ["Tray host", "org.kde.StatusNotifierWatcher with a host", true],
          ["Notifications", "gnome-shell, with actions", true],
          ["Keyring", "not found", false, "Install gnome-keyring or KWallet before you connect an account."],
        ]),
        section("Files", [
          ["Data", `${folder}/stint.db`, true],
          ["Backups", `${folder}/backups`, true],
          ["Configuration", "/home/mona/.config/stint/config.toml", true],
        ]),
        section("Versions", [["Stint", "0.1.0", null]]),
      ],
    }),
    listChanges: async () => journal.changes.map((change) => ({ ...change, at: rfc(change.at, hereZone()) })),
    openWindow: async ({ place = "main" }) => {
      const isOther = ["settings", "accounts", "notifications", "data"].includes(place);
      if (isOther) window.open(`?fake=${moment}&place=${place}`, "_self");
      return receipt("Opened");
    },
    dismissProblem: async ({ kind }) => {
      book.problems = book.problems.filter((problem) => problem.kind !== kind);
      journal.tell(["timer"]);
      return receipt("Closed the notice");
    },
    quit: async () => receipt("Quit"),
  };
}
