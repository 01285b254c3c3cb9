/** What an account, a sign-in and the vault say of themselves; nothing here asks or remembers. */
import type { AccountState, AccountView, AttemptView, QuotaView, VaultView, WayView } from "../../../host/host";
import type { IconName } from "../../../parts/Icon.svelte";
import { briefDay, clockOf, comingWords, dayOf, grouped } from "../../../time/show";
import { dateOf, hereZone } from "../../../time/zone";

/** A state as it is shown: a shape first, then a hue, then a word. */
export interface Look {
  icon: IconName;
  tone: "open" | "draft" | "closed" | "unknown";
  word: string;
}

export const looks: Record<AccountState, Look> = {
  connected: { icon: "check", tone: "open", word: "Connected" },
  waiting: { icon: "clock", tone: "unknown", word: "Waiting" },
  needsSignIn: { icon: "warning", tone: "draft", word: "Sign in again" },
  suspended: { icon: "pause", tone: "draft", word: "Suspended" },
  locked: { icon: "lock", tone: "draft", word: "Locked" },
  failing: { icon: "cross", tone: "closed", word: "Refused" },
};

const todayOf = (now: number): string => dateOf(now, hereZone());

/** Whether only the person can set it right, by signing in. */
export const needsPerson = ({ state }: AccountView): boolean => state === "needsSignIn" || state === "suspended";

/** `mona · github.com`, and since when the credentials are of no use. */
export function whoWhere(account: AccountView, now: number): string {
  const { name, host, expiresAt, state, way } = account;
  const hasEnded = state === "needsSignIn" && expiresAt !== null && Date.parse(expiresAt) <= now;
  const what = way === "token" ? "token expired" : "sign-in ended";
  const ended = hasEnded ? [`${what} ${briefDay(dayOf(expiresAt), todayOf(now))}`] : [];
  return [name, host, ...ended].join(" · ");
}

/** `in 6 h, renewed`, `3 Mar 2027`, `no end known`. */
export function expiry({ expiresAt, isRenewed }: AccountView, now: number): string {
  if (expiresAt === null) return isRenewed ? "renewed by Stint" : "no end known";
  if (Date.parse(expiresAt) <= now)
    return isRenewed ? "being renewed" : `ended ${briefDay(dayOf(expiresAt), todayOf(now))}`;
  const words = comingWords(expiresAt, now, todayOf(now));
  return isRenewed ? `${words}, renewed` : words;
}

/** Whether the person should soon make a new token: within a week. */
export const endsSoon = ({ expiresAt, isRenewed }: AccountView, now: number): boolean =>
  expiresAt !== null && !isRenewed && Date.parse(expiresAt) - now < 7 * 86_400_000;

/** `14:02` today, `18 Nov` before, `not yet`. */
export function lastUsed({ lastUsedAt }: AccountView, now: number): string {
  if (lastUsedAt === null) return "not yet";
  const today = todayOf(now);
  return dayOf(lastUsedAt) === today ? clockOf(lastUsedAt) : briefDay(dayOf(lastUsedAt), today);
}

/** What it may do, in words. */
export function mayWords({ may, isGrantedKnown }: AccountView): string {
  if (may.length > 0) return may.join(", ");
  return isGrantedKnown ? "say who you are" : "the service does not say";
}

/** `12 of 5,000`. */
export const quotaWords = ({ used, limit }: QuotaView): string => `${grouped(used)} of ${grouped(limit)}`;

/** `4 min left`; nothing where there is no end or it has passed. */
export function timeLeft(expiresAt: string | null, now: number): string {
  const left = expiresAt === null ? 0 : Date.parse(expiresAt) - now;
  if (left <= 0) return "";
  return left < 60_000 ? "less than a minute left" : `${Math.floor(left / 60_000)} min left`;
}

/** Whether a sign-in still goes on. */
export const isUnderWay = ({ stage }: AttemptView): boolean => stage !== "done" && stage !== "failed";

/** What a stage is called; the words of the engine come after it. */
export function stageTitle({ stage, host, page, message }: AttemptView): string {
  const titles: Record<AttemptView["stage"], string> = {
    starting: `Asking ${host}…`,
    askingPrivate: `${host} lies in a private network`,
    waiting: "Waiting for the browser",
    showingCode: `Type this code at ${page}`,
    checking: `Asking ${host} who you are…`,
    done: "Connected",
    failed: message,
  };
  return titles[stage];
}

/** A sentence has its full stop once. */
export const sentence = (words: string): string => (words === "" || /[.!?…]$/.test(words) ? words : `${words}.`);

/** What is heard of a sign-in when it gets on. */
export function announcement(attempt: AttemptView | undefined): string {
  if (!attempt) return "";
  const code = attempt.stage === "showingCode" ? `: ${[...attempt.userCode].join(" ")}` : "";
  const more = attempt.stage === "failed" ? attempt.hint : attempt.message;
  return [sentence(stageTitle(attempt) + code), more ?? ""].join(" ").trim();
}

/** The way to begin with: the first that can be used, else the first. */
export const firstWay = (ways: WayView[]): WayView | undefined => ways.find((way) => way.isReady) ?? ways[0];

/** What the person can do about a vault that does not open. */
export interface WayOut {
  act: "again" | "unlock" | "file" | "keyring" | "memory";
  label: string;
}

const memory: WayOut = { act: "memory", label: "Keep in memory until Stint ends" };

/** The ways out of the state of a vault, the best first; none where it opens. */
export function waysOut({ kind, state }: VaultView): WayOut[] {
  if (state === "ready" || state === "unknown") return [];
  const file: WayOut = { act: "file", label: kind === "file" ? "Begin a new file…" : "Use an encrypted file…" };
  const keyring: WayOut = { act: "keyring", label: "Use the keyring" };
  const first: WayOut = state === "locked" ? { act: "unlock", label: "Unlock" } : { act: "again", label: "Try again" };
  return kind === "file" ? [{ ...first, label: state === "locked" ? "Unlock…" : first.label }, file, keyring, memory] : [first, file, memory]; // prettier-ignore
}

/** Where secrets stay, and what that means. */
export const keptWords: Record<VaultView["kind"], string> = {
  keyring: "Secrets stay in your system’s keyring and go only to the service they belong to.",
  file: "Secrets stay in a file encrypted with your passphrase and go only to the service they belong to.",
  memory: "Secrets stay in memory until Stint ends and go only to the service they belong to.",
};
