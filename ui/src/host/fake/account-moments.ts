/** Accounts at moments worth looking at: `?fake=accounts-code` and others, in a plain browser. */
import { hereZone, instantOf, rfc } from "../../time/zone";
import type { AccountChangeView, AccountsPage, AttemptView, RequestsPage, VaultState, VaultView } from "../host";
import { date, moment } from "./seed";
import { account, services } from "./services";
import { workAccounts, workBooks } from "./work-moments";

/** What is known of accounts and of what went out. */
export interface AccountBook {
  page: AccountsPage;
  changes: AccountChangeView[];
  requests: RequestsPage;
}

const at = (hours: number, days = 0) => rfc(instantOf(date, hours * 60, hereZone()) + days * 86_400_000, hereZone());
const ready: VaultView = { kind: "keyring", state: "ready", message: "", hint: null };

const bare = (): AccountBook => ({
  page: { vault: ready, isOnline: true, services: services(), attempts: [] },
  changes: [],
  requests: { since: at(8), count: 0, rows: [], resting: [] },
});

const connected = [
  account("github", "mona", "github.com", {
    way: "device",
    granted: ["read:user", "repo"],
    may: ["read issues and reviews"],
    missing: [{ scope: "notifications", purpose: "read your notifications" }],
    expiresAt: at(21.5),
    isRenewed: true,
    lastUsedAt: at(14 + 2 / 60),
    quota: { used: 12, limit: 5000, resetsAt: at(16), isTold: true },
  }),
  account("gitlab", "mona", "git.acme.example", {
    state: "needsSignIn",
    expiresAt: at(9, -2),
    lastUsedAt: at(9, -2),
    allowedAddresses: ["192.168.1.20"],
  }),
  account("slack", "mona", "acme.slack.com", {
    way: "link",
    state: "suspended",
    message: "Slack did not renew the sign-in, three times in a row",
  }),
  account("clockify", "mona", "euc1.clockify.me", {
    state: "waiting",
    message: "Clockify asked to wait until 15:30",
    isGrantedKnown: false,
    may: ["send entries", "fetch projects and tasks"],
    lastUsedAt: at(15),
    quota: { used: 29, limit: 30, resetsAt: at(15.5), isTold: false },
  }),
];

const history: [number, number, string, string, string, string, string][] = [
  [9, -2, "slack", "mona", "acme.slack.com", "Suspended", "Stint"],
  [10, -4, "clockify", "mona", "euc1.clockify.me", "Connected", "you, with a token"],
  [
    16,
    -9,
    "github",
    "octocat",
    "github.com",
    "Revoked; the secret was wiped, and the service has to be told on its page",
    "you",
  ],
  [9, -20, "gitlab", "mona", "git.acme.example", "Rotated", "you, with a token"],
  [9, -80, "github", "mona", "github.com", "Connected", "you, with the browser"],
];

const full = (requests = 40): AccountBook => {
  const book = bare();
  const paths = ["/user", "/issues", "/notifications", "/repos/acme/api/pulls/42/reviews"];
  const rows = Array.from({ length: requests }, (_, n) => ({
    at: rfc(moment() - n * 61_000, hereZone()),
    method: n % 9 === 5 ? "POST" : "GET",
    host: n % 7 === 3 ? "git.acme.example:8443" : "api.github.com",
    path: paths[n % 4] ?? "/",
    status: n % 7 === 3 ? null : n % 11 === 6 ? 304 : n % 13 === 8 ? 403 : 200,
    failure: n % 7 === 3 ? "no answer in 10 s" : "",
    bytes: n % 7 === 3 ? 0 : 421 * (n % 17),
    tookMs: n % 7 === 3 ? 10_000 : 80 + 13 * (n % 23),
  }));
  for (const service of book.page.services) service.accounts = connected.filter((one) => one.service === service.id);
  book.changes = history.map(([hour, days, service, name, host, what, by]) => ({
    at: at(hour, days), service, name, host, what, by,
  })); // prettier-ignore
  book.requests = {
    since: at(8),
    count: requests * 3,
    rows,
    resting: [{ host: "git.acme.example:8443", until: at(15.5) }],
  };
  return book;
};

const trying = (told: Partial<AttemptView>, book = bare()): AccountBook => {
  const attempt: AttemptView = {
    id: "one", service: "github", account: null, host: "github.com", way: "device", stage: "starting", message: "",
    hint: null, userCode: "", page: "", addresses: [], expiresAt: rfc(moment() + 14.5 * 60_000, hereZone()),
    connected: null, ...told,
  }; // prettier-ignore
  book.page.attempts = [attempt];
  return book;
};

const kept = (state: VaultState, message: string, hint: string | null, kind: VaultView["kind"] = "keyring") => {
  const book = full();
  book.page.vault = { kind, state, message, hint };
  if (state !== "ready")
    for (const service of book.page.services)
      service.accounts = service.accounts.map((one) => ({
        ...one,
        state: "locked",
        message: "Its secret is locked away",
      }));
  return book;
};

const several = (): AccountBook => {
  const book = full();
  const [github] = book.page.services;
  if (github) {
    github.movedTo = "http://127.0.0.1:8080";
    const soon = {
      expiresAt: at(12, 3),
      may: ["read issues and reviews", "read your notifications"],
      lastUsedAt: at(11),
    };
    const failing = {
      state: "failing" as const,
      message: "The organisation does not let this app in",
      lastError: "403 at /issues",
    };
    github.accounts = [
      ...github.accounts,
      account("github", "octocat", "ghe.acme.example", soon),
      account("github", "mona-with-quite-a-long-name-for-work", "a-very-long-host-name.git.acme.example:8443", failing),
    ];
  }
  book.page.isOnline = false;
  return book;
};

const ofGit = (): AccountBook => {
  const book = bare();
  const told = { state: "needsSignIn" as const, user: "mona", message: "Git host no longer accepts these credentials" };
  for (const service of book.page.services)
    if (service.id === "git") service.accounts = [account("git", "mona", "git.example.org", told)];
  return book;
};

const moments: Record<string, () => AccountBook> = {
  "accounts-empty": bare,
  accounts: full,
  "accounts-git": ofGit,
  "accounts-many": several,
  "accounts-requests": () => full(500),
  "accounts-code": () => trying({ stage: "showingCode", userCode: "WDJB-MJHT", page: "github.com/login/device", message: "Type this code at github.com/login/device.", hint: "Type it only there. Nobody else may ask you for it." }),
  "accounts-waiting": () =>
    trying({ service: "gitlab", host: "gitlab.com", way: "browser", stage: "waiting", message: "Waiting for your browser. Sign in there, then come back." }),
  "accounts-private": () =>
    trying({ service: "gitlab", host: "git.acme.example", way: "token", stage: "askingPrivate", addresses: ["192.168.1.20"], message: "git.acme.example lies on a private network, at 192.168.1.20.", hint: "Allow it only if you know this address; Stint then speaks to it and to no other." }),
  "accounts-checking": () => trying({ stage: "checking" }),
  "accounts-done": () => trying({ stage: "done", way: "token", message: "GitHub is connected as mona.", connected: "a-github-mona" }, full()),
  "accounts-failed": () =>
    trying({ way: "token", stage: "failed", message: "GitHub does not know this token", hint: "Make a new one, and copy it whole." }),
  "accounts-locked": () => kept("locked", "The keyring is locked", "Unlock it with the password of your desktop."),
  "accounts-absent": () => kept("absent", "This desktop has no keyring", "Install gnome-keyring or KWallet, or choose another place."),
  "accounts-hanging": () => kept("hanging", "The keyring does not answer", "It may be waiting for you behind another window."),
  "accounts-unreadable": () => kept("unreadable", "What the keyring holds cannot be read", "Sign in again, or choose another place."),
  "accounts-memory": () => kept("ready", "Secrets stay in memory and are gone when Stint ends.", null, "memory"),
  "accounts-file": () => kept("locked", "The encrypted file waits for its passphrase.", "Enter the passphrase. It is asked for once after each start.", "file"),
}; // prettier-ignore

/** The accounts of a moment; nothing is connected where it tells of something else. */
export const accountsOf = (name: string): AccountBook =>
  name in workBooks ? { ...bare(), page: workAccounts(name) } : (moments[name] ?? bare)();
