import { describe, expect, test } from "vitest";
import { account, services } from "../../../host/fake/services";
import { moment } from "../../../host/fake/seed";
import type { AccountView, AttemptView, VaultView } from "../../../host/host";
import { announcement, endsSoon, expiry, keptWords, lastUsed, looks, mayWords, quotaWords, readiness, stageTitle, stateWords, timeLeft, waysOut, whereWords } from "./words"; // prettier-ignore

const now = moment();
const hour = 3_600_000;
// The engine writes times as UTC; the page says them as the clock here has them.
const at = (hours: number) => new Date(now + hours * hour).toISOString();
const mona = (told: Partial<AccountView> = {}) => account("github", "mona", "github.com", told);
const trying = (told: Partial<AttemptView>) => ({ host: "github.com", message: "", hint: null, userCode: "", page: "", addresses: [], ...told }) as AttemptView; // prettier-ignore

test("every state has a shape and a word of its own", () => {
  const all = Object.values(looks);
  expect(new Set(all.map((look) => look.icon)).size).toBe(all.length);
  expect(new Set(all.map((look) => look.word)).size).toBe(all.length);
});

describe("an end is said", () => {
  test.each<[Partial<AccountView>, string]>([
    [{ expiresAt: at(6), isRenewed: true }, "in 6 h, renewed"],
    [{ expiresAt: at(0.2) }, "in 12 min"],
    [{ expiresAt: at(24 * 9) }, "in 9 days"],
    [{ expiresAt: at(24 * 30) }, "20 Dec"],
    [{ expiresAt: at(24 * 103) }, "3 Mar 2027"],
    [{ expiresAt: at(-48) }, "ended 18 Nov"],
    [{ expiresAt: at(-1), isRenewed: true }, "being renewed"],
    [{ isRenewed: true }, "renewed by Stint"],
    [{}, "no end known"],
  ])("%o as %s", (told, words) => expect(expiry(mona(told), now)).toBe(words));

  test("before it comes, where the person must do something", () => {
    expect(endsSoon(mona({ expiresAt: at(24 * 6) }), now)).toBe(true);
    expect(endsSoon(mona({ expiresAt: at(24 * 8) }), now)).toBe(false);
    expect(endsSoon(mona({ expiresAt: at(6), isRenewed: true }), now)).toBe(false);
  });

  test("beside the host, once it has come", () => {
    const gone = mona({ state: "needsSignIn", expiresAt: at(-48) });
    expect(whereWords(gone, now).replaceAll("\u00a0", " ")).toBe("github.com · token expired 18 Nov");
    expect(whereWords({ ...gone, way: "device" }, now)).toContain("sign-in\u00a0ended");
    expect(whereWords(mona({ expiresAt: at(-48) }), now)).toBe("github.com");
  });
});

test("the last use is a time today and a day before", () => {
  expect(lastUsed(mona({ lastUsedAt: at(-1) }), now)).toBe("14:16");
  expect(lastUsed(mona({ lastUsedAt: at(-48) }), now)).toBe("18 Nov");
  expect(lastUsed(mona(), now)).toBe("not yet");
});

test("what it may do is said even where the service does not say", () => {
  expect(mayWords(mona({ may: ["read issues", "read your notifications"] }))).toBe(
    "read issues, read your notifications",
  );
  expect(mayWords(mona({ isGrantedKnown: false }))).toBe("the service does not say");
  expect(mayWords(mona())).toBe("say who you are");
});

test("the meter has words", () => {
  expect(quotaWords({ used: 12, limit: 5000, resetsAt: at(1), isTold: true })).toBe("12 of 5,000");
});

test("the time left is in minutes, and nothing once it has passed", () => {
  expect(timeLeft(at(0.25), now)).toBe("15 min left");
  expect(timeLeft(at(0.01), now)).toBe("less than a minute left");
  expect(timeLeft(at(-1), now)).toBe("");
  expect(timeLeft(null, now)).toBe("");
});

test("a stage has the words of the engine, or its own", () => {
  expect(stageTitle(trying({ stage: "starting" }))).toBe("Asking github.com.");
  expect(stageTitle(trying({ stage: "failed", message: "GitHub does not know this token" }))).toBe(
    "GitHub does not know this token.",
  );
});

test("why an account does not work is said once", () => {
  const gone = "GitHub does not accept the credentials any more.";
  const told = { message: `${gone} Sign in again.`, lastError: gone };
  for (const state of ["needsSignIn", "suspended", "failing"] as const)
    expect(stateWords(mona({ ...told, state }))).toBe(`${gone} Sign in again.`);
  expect(stateWords(mona({ state: "failing", message: "Refused", lastError: "403 at /issues" }))).toBe(
    "Refused. 403 at /issues.",
  );
  expect(stateWords(mona())).toBe("");
});

test("a code is heard letter by letter", () => {
  const shown = trying({ stage: "showingCode", userCode: "WD-JB", page: "github.com/login/device" });
  expect(announcement(shown)).toBe("Type this code at github.com/login/device. W D - J B.");
  expect(announcement(undefined)).toBe("");
});

describe("a way", () => {
  const [, , , google, slack] = services();
  test("that is not ready says why", () => {
    if (!google?.ways[0]) throw new Error("no such way");
    expect(readiness(google.ways[0], true)).toContain("no OAuth app");
  });
  test("that comes back by a link needs a desktop that brings links", () => {
    if (!slack?.ways[0]) throw new Error("no such way");
    expect(readiness(slack.ways[0], true)).toBe("");
    expect(readiness(slack.ways[0], false)).toContain("stint://");
  });
});

test("secrets are not said to stay where there is no place", () => {
  const words = (state: VaultView["state"]) => keptWords({ kind: "keyring", state, message: "", hint: null });
  expect(words("ready")).toContain("keyring");
  expect(words("absent")).toBe("Secrets go only to the service they belong to.");
});

test("each state of the vault offers its ways out, the best first", () => {
  const out = (kind: VaultView["kind"], state: VaultView["state"]) =>
    waysOut({ kind, state, message: "", hint: null }).map((way) => way.act);
  expect(out("keyring", "ready")).toEqual([]);
  expect(out("keyring", "unknown")).toEqual([]);
  expect(out("keyring", "absent")).toEqual(["again", "file", "memory"]);
  expect(out("keyring", "locked")).toEqual(["unlock", "file", "memory"]);
  expect(out("keyring", "unreadable")).toEqual(["again", "file", "memory"]);
  expect(out("keyring", "hanging")).toEqual(["again", "file", "memory"]);
  expect(out("file", "locked")).toEqual(["passphrase", "keyring", "memory"]);
  expect(out("file", "absent")).toEqual(["passphrase", "keyring", "memory"]);
  expect(out("memory", "ready")).toEqual([]);
});
