/** What work says of itself: a shape first, then a hue, then a word; nothing here asks or remembers. */
import type {
  AccountView,
  AccountsPage,
  NoticeKind,
  SnoozeUntil,
  TaskView,
  WorkChecks,
  WorkReview,
  WorkState,
  WorkView,
  WorkWhy,
} from "../../host/host";
import type { IconName } from "../../parts/Icon.svelte";

export type Tone = "open" | "draft" | "merged" | "closed" | "unknown" | "ink";
/** A state as it is shown. */
export interface Look {
  icon: IconName;
  tone: Tone;
  word: string;
}

const states: Record<WorkState, Look> = {
  open: { icon: "issue", tone: "open", word: "Open" },
  draft: { icon: "draft", tone: "draft", word: "Draft" },
  merged: { icon: "merge", tone: "merged", word: "Merged" },
  closed: { icon: "cross", tone: "closed", word: "Closed" },
  unknown: { icon: "unknown", tone: "unknown", word: "State unknown" },
};

/** How far an issue or a pull request has come; a closed issue is done, a closed pull request is not. */
export function stateLook({ kind, state, isDeleted, isOutOfReach }: WorkView): Look {
  if (isDeleted) return { icon: "cross", tone: "unknown", word: "Deleted" };
  if (isOutOfReach) return { icon: "lock", tone: "unknown", word: "Out of reach" };
  if (kind === "pullRequest" && state === "open") return { ...states.open, icon: "branch" };
  if (kind === "issue" && state === "closed") return { icon: "done", tone: "unknown", word: "Closed" };
  return states[state];
}

const reviews: Record<WorkReview, Look | null> = {
  awaited: { icon: "clock", tone: "unknown", word: "Review awaited" },
  approved: { icon: "check", tone: "open", word: "Approved" },
  changesRequested: { icon: "turn", tone: "draft", word: "Changes requested" },
  unknown: null,
};
const checks: Record<WorkChecks, Look | null> = {
  absent: null,
  pending: { icon: "clock", tone: "draft", word: "Checks run" },
  passing: { icon: "done", tone: "open", word: "Checks pass" },
  failing: { icon: "cross", tone: "closed", word: "Checks fail" },
  unknown: null,
};

export const reviewLook = ({ review }: WorkView): Look | null => review && reviews[review];
export const checksLook = ({ checks: found }: WorkView): Look | null => found && checks[found];

/** What of a pull request is worth a sign in a row: what asks for something, and a good word; of open ones only. */
export const signsOf = (work: WorkView): Look[] =>
  work.state === "merged" || work.state === "closed"
    ? []
    : [work.review === "awaited" ? null : reviewLook(work), work.checks === "passing" ? null : checksLook(work)].filter(
        (look) => look !== null,
      );

const whys: Record<WorkWhy, string> = {
  assigned: "assigned to you",
  reviewRequested: "your review is asked for",
  authored: "yours",
  mentioned: "you were mentioned",
  followed: "followed",
};

/** Why it waits: `assigned to you, you were mentioned`; `waits for you no more` where it does not. */
export function whyWords(work: WorkView): string {
  if (work.whys.length > 0) return work.whys.map((why) => whys[why]).join(", ");
  return work.state === "merged" || work.state === "closed" ? "" : "waits for you no more";
}

/** Words of a row that say what its shape and its reference do not. */
export function rowWords(work: WorkView): string[] {
  const { word } = stateLook(work);
  const isPull = work.kind === "pullRequest";
  const isMine = work.whys.includes("authored");
  return [
    word === "Open" ? "" : word.toLowerCase(),
    isPull && isMine ? "yours" : "",
    isPull && !isMine && work.author ? `by ${work.author}` : "",
    work.whys.length === 0 && (work.state === "open" || work.state === "draft") ? "off your list" : "",
  ].filter(Boolean);
}

/** `acme/api #42`: what is between a repository and a number can be broken. */
export const spacedReference = (reference: string): string => reference.replace(/(?<=\w)(?=[#!]\d+$)/, " ");

/** The same in two, of which the number is never cut: `acme/api` and `#42`. */
export function splitReference(reference: string): [string, string] {
  const at = reference.search(/[#!]\d+$/);
  return at < 0 ? [reference, ""] : [reference.slice(0, at).trimEnd(), reference.slice(at)];
}

export const noticeLooks: Record<NoticeKind, { icon: IconName; tone: Tone }> = {
  assigned: { icon: "issue", tone: "open" },
  reviewRequested: { icon: "branch", tone: "open" },
  mentioned: { icon: "mention", tone: "ink" },
  approved: { icon: "check", tone: "open" },
  changesRequested: { icon: "turn", tone: "draft" },
  failing: { icon: "cross", tone: "closed" },
  merged: { icon: "merge", tone: "merged" },
  started: { icon: "play", tone: "ink" },
  due: { icon: "clock", tone: "ink" },
};

/** Every kind of notice, as the settings name it. */
export const noticeKinds: { kind: NoticeKind; label: string }[] = [
  { kind: "assigned", label: "An issue is assigned to me" },
  { kind: "reviewRequested", label: "My review is requested" },
  { kind: "mentioned", label: "I am mentioned" },
  { kind: "approved", label: "My pull request is approved" },
  { kind: "changesRequested", label: "Someone asks for changes to my pull request" },
  { kind: "failing", label: "The checks of my pull request fail" },
  { kind: "merged", label: "My pull request is merged" },
  { kind: "started", label: "The timer started by itself" },
  { kind: "due", label: "Something I put off is due" },
];

export const snoozeWords: Record<SnoozeUntil, string> = {
  hour: "For an hour",
  tomorrow: "Until tomorrow morning",
  reply: "Until someone replies",
  checks: "Until its checks end",
  merge: "Until it is merged",
};

/** The accounts that bring work. */
export const bringers = (page: AccountsPage | null): AccountView[] =>
  page?.services.flatMap((service) => service.accounts.filter((account) => account.hasWork)) ?? [];

/** Whether a task is shown by the state of its issue, not by its own. */
export const showsWork = (task: TaskView): task is TaskView & { work: WorkView } =>
  task.work !== null && (task.status !== "done" || task.work.state === "merged" || task.work.state === "closed");
