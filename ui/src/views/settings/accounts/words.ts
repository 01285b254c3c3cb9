/** What an account, a sign-in and the vault say of themselves; nothing here asks or remembers. */
import type { AccountState, AccountView, AttemptView, QuotaView, VaultView, WayView } from "../../../host/host";
import type { IconName } from "../../../parts/Icon.svelte";
import { briefDay, clockOf, comingWords, dayOf, grouped } from "../../../time/show";
import { dateOf, hereTime, here } from "../../../time/zone";

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

const todayOf = (now: number): string => dateOf(now, here);
const dayWords = (time: string, now: number): string => briefDay(dayOf(hereTime(time)), todayOf(now));

/** Whether only the person can set it right, by signing in. */
export const needsPerson = ({ state }: AccountView): boolean => state === "needsSignIn" || state === "suspended";

/** What breaks between its parts only. */
const unbroken = (words: string): string => words.replaceAll(" ", "\u00a0");

/** `github.com`, and since when the credentials are of no use. */
export function whereWords({ host, expiresAt, state, way }: AccountView, now: number): string {
  const hasEnded = state === "needsSignIn" && expiresAt !== null && Date.parse(expiresAt) <= now;
  const what = way === "token" ? "token expired" : "sign-in ended";
  const ended = hasEnded ? [`${what} ${dayWords(expiresAt, now)}`] : [];
  return [host, ...ended].map(unbroken).join(" · ");
}

/** `in 6 h, renewed`, `3 Mar 2027`, `no end known`. */
export function expiry({ expiresAt, isRenewed }: AccountView, now: number): string {
  if (expiresAt === null) return isRenewed ? "renewed by Stint" : "no end known";
  if (Date.parse(expiresAt) <= now) return isRenewed ? "being renewed" : `ended ${dayWords(expiresAt, now)}`;
  const words = comingWords(hereTime(expiresAt), now, todayOf(now));
  return isRenewed ? `${words}, renewed` : words;
}

/** Whether the person should soon make a new token: within a week. */
export const endsSoon = ({ expiresAt, isRenewed }: AccountView, now: number): boolean =>
  expiresAt !== null && !isRenewed && Date.parse(expiresAt) - now < 7 * 86_400_000;

/** `14:02` today, `18 Nov` before, `not yet`. */
export function lastUsed({ lastUsedAt }: AccountView, now: number): string {
  if (lastUsedAt === null) return "not yet";
  const time = hereTime(lastUsedAt);
  return dayOf(time) === todayOf(now) ? clockOf(time) : dayWords(time, now);
}

/** Whether there is something worth knowing beyond its state. */
export const hasFacts = ({ state }: AccountView): boolean => ["connected", "waiting", "failing"].includes(state);

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

/** What happens or happened: the engine's words, or the stage's own where it has none. */
export function stageTitle({ stage, host, page, message, addresses }: AttemptView): string {
  const titles: Record<AttemptView["stage"], string> = {
    starting: `Asking ${host}`,
    askingPrivate: `${host} lies on a private network, at ${addresses.join(" and ")}`,
    waiting: "Waiting for your browser",
    showingCode: `Type this code at ${page}`,
    checking: `Asking ${host} whose credentials these are`,
    done: "Connected",
    failed: "Signing in failed",
  };
  return sentence(message || titles[stage]);
}

/** A sentence has its full stop once. */
export const sentence = (words: string): string => (words === "" || /[.!?…]$/.test(words) ? words : `${words}.`);

/** Why it does not work; that it wants a sign-in is its last error, and nothing is said twice. */
export function stateWords({ state, message, lastError }: AccountView): string {
  const first = state === "connected" || message === "" ? "" : sentence(message);
  const error = state === "needsSignIn" || !lastError ? "" : sentence(lastError);
  return [first, first.includes(error) ? "" : error].filter(Boolean).join(" ");
}

/** What is heard of a sign-in when it gets on; a code letter by letter. */
export function announcement(attempt: AttemptView | undefined): string {
  if (!attempt) return "";
  const code = attempt.stage === "showingCode" ? `${[...attempt.userCode].join(" ")}.` : "";
  return [stageTitle(attempt), code, attempt.hint ?? ""].filter(Boolean).join(" ");
}

/** Why a way cannot be used there; empty where it can. */
export function readiness(way: WayView, bringsLinks: boolean): string {
  if (way.kind === "link" && !bringsLinks) return "This desktop does not bring stint:// links to Stint";
  return way.isReady ? "" : way.whyNot || "This way cannot be used here";
}

/** What the person can do about a vault that does not open. */
export interface WayOut {
  act: "again" | "unlock" | "passphrase" | "file" | "keyring" | "memory";
  label: string;
}

const ways = {
  again: { act: "again", label: "Try again" },
  unlock: { act: "unlock", label: "Unlock" },
  passphrase: { act: "passphrase", label: "Enter the passphrase…" },
  file: { act: "file", label: "Use an encrypted file…" },
  keyring: { act: "keyring", label: "Use the keyring" },
  memory: { act: "memory", label: "Keep in memory until Stint ends" },
} as const satisfies Record<string, WayOut>;

/** The ways out of the state of a vault, the best first; none where it opens. */
export function waysOut({ kind, state }: VaultView): WayOut[] {
  if (kind === "memory" || state === "ready" || state === "unknown") return [];
  if (kind === "file") return [state === "hanging" ? ways.again : ways.passphrase, ways.keyring, ways.memory];
  return [state === "locked" ? ways.unlock : ways.again, ways.file, ways.memory];
}

/** The other places where secrets can be kept. */
export const otherPlaces = ({ kind }: VaultView): WayOut[] =>
  [ways.keyring, ways.file, ways.memory].filter(({ act }) => act !== kind);

const stays: Record<VaultView["kind"], string> = {
  keyring: "in your system’s keyring",
  file: "in a file encrypted with your passphrase",
  memory: "in memory until Stint ends",
};

/** Where secrets stay; not said of a place that there is not, or that cannot be used. */
export const keptWords = ({ kind, state }: VaultView): string =>
  kind !== "memory" && ["absent", "unreadable", "hanging"].includes(state)
    ? "Secrets go only to the service they belong to."
    : `Secrets stay ${stays[kind]} and go only to the service they belong to.`;

/** Where secrets are kept, beside the way to change it. */
export const placeWords = ({ kind }: VaultView): string =>
  kind === "keyring" ? "Secrets are kept in the system’s keyring." : `Secrets are kept ${stays[kind]}.`;
