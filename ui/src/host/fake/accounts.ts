/** Accounts of the day in memory: a sign-in goes its stages, and opening its page is as good as allowing it there. */
import { hereZone, rfc } from "../../time/zone";
import type { AccountView, AttemptView, Calls, Host, ServiceView, SignInStage } from "../host";
import type { AccountBook } from "./account-moments";
import { receipt } from "./jobs";
import { refuse } from "./rows";
import { account } from "./services";

type Accounts = Pick<
  Calls,
  | "getAccounts" | "listWays" | "listAccountChanges" | "listRequests" | "beginSignIn" | "answerSignIn" | "openSignInPage"
  | "cancelSignIn" | "checkAccount" | "revokeAccount" | "openTokenPage" | "openGrantsPage" | "setOauthApp" | "setVault"
  | "unlockVault"
> &
  Pick<Host, "pasteToken" | "clearPasted" | "askPassphrase" | "copyUserCode" | "getLinkHandler">; // prettier-ignore

const isPrivate = (host: string): boolean => /^(10|192\.168)\.|\.acme\.example/.test(host);

export function accounts(book: AccountBook, changed: () => void, now: () => number, stepMs = 400): Accounts {
  const apps = new Map<string, string>();
  const at = () => rfc(now(), hereZone());
  const serviceOf = (id = ""): ServiceView => {
    const found = book.page.services.find((service) => service.id === id);
    if (!found) throw refuse("There is no such service.");
    return found;
  };
  const write = (service: ServiceView) => {
    book.page.services = book.page.services.map((old) => (old.id === service.id ? service : old));
  };
  const accountOf = (id = ""): AccountView => {
    const found = book.page.services.flatMap((service) => service.accounts).find((one) => one.id === id);
    if (!found) throw refuse("There is no such account.");
    return found;
  };
  const note = ({ service, name, host }: AccountView, what: string, by: string) => {
    book.changes = [{ at: at(), service, name, host, what, by }, ...book.changes];
  };
  const find = (id = "") => book.page.attempts.find((attempt) => attempt.id === id);
  const put = (id: string, told: Partial<AttemptView>) => {
    book.page.attempts = book.page.attempts.map((old) => (old.id === id ? { ...old, ...told } : old));
    changed();
  };
  /** Goes on after a step, unless it was cancelled meanwhile. */
  const later = (id: string, from: SignInStage, act: (attempt: AttemptView) => void) =>
    setTimeout(() => {
      const attempt = find(id);
      if (attempt?.stage === from) act(attempt);
    }, stepMs);

  function check(id: string) {
    put(id, { stage: "checking", message: "", userCode: "" });
    later(id, "checking", ({ service: of, host, way, account: old }) => {
      const service = serviceOf(of);
      const may = service.scopes.filter((one) => !one.isRequired).map((one) => one.purpose);
      const made = account(of, "mona", host, { id: old ?? `a-${id}`, way, may, connectedAt: at() });
      const others = service.accounts.filter((one) => one.id !== made.id);
      write({ ...service, accounts: [...others, made] });
      note(made, old ? "Rotated" : "Connected", way === "token" ? "you, with a token" : "you, with the browser");
      put(id, { stage: "done", message: `${service.name} is connected as mona.`, connected: made.id });
    });
  }
  function go(id: string) {
    const { way, host } = find(id) ?? { way: "token", host: "" };
    const expiresAt = rfc(now() + 15 * 60_000, hereZone());
    if (way === "token") check(id);
    else if (way === "device")
      put(id, { stage: "showingCode", userCode: "WDJB-MJHT", page: `${host}/login/device`, expiresAt });
    else put(id, { stage: "waiting", message: "Waiting for your browser. Sign in there, then come back.", expiresAt });
  }

  return {
    getAccounts: async () => ({ ...book.page }),
    listWays: async ({ service: id, host = "" }) => {
      const { ways, standardHost, regions } = serviceOf(id);
      if (/\s/.test(host)) throw refuse(`“${host}” is no host.`);
      if (host === "" || host === standardHost || regions.length > 0) return ways;
      const ownClientId = apps.get(`${id} ${host}`) ?? "";
      const whyNot = `It needs an OAuth app of ${host}. Use a token, or bring an app.`;
      const own = { ownClientId, hasBuiltInApp: false, isReady: ownClientId !== "", whyNot };
      const back = (redirect: string) => redirect && `${redirect}/${host.replace(":", "/")}`;
      return ways.map((way) => (way.takesOwnApp ? { ...way, ...own, redirect: back(way.redirect) } : way));
    },
    listAccountChanges: async () => book.changes,
    listRequests: async ({ limit }) => ({ ...book.requests, rows: book.requests.rows.slice(0, limit ?? 200) }),
    beginSignIn: async ({ attempt: id = "", service, way = "browser", host = "", account: old = null, ticket }) => {
      if (way === "token" && !ticket) throw refuse("There is no token.", "Paste it again.");
      const place = host || (serviceOf(service).standardHost ?? "");
      const attempt: AttemptView = {
        id, service: service ?? "", account: old, host: place, way, stage: "starting", message: "", hint: null,
        userCode: "", page: "", addresses: [], expiresAt: null, connected: null,
      }; // prettier-ignore
      book.page.attempts = [...book.page.attempts.filter((other) => other.service !== service), attempt];
      changed();
      later(id, "starting", () =>
        isPrivate(place) ? put(id, { stage: "askingPrivate", addresses: ["192.168.1.20"] }) : go(id),
      );
      return receipt("Signing in");
    },
    answerSignIn: async ({ attempt = "", isAllowed }) => {
      if (isAllowed) go(attempt);
      else put(attempt, { stage: "failed", message: "You did not allow the address" });
      return receipt("Answered");
    },
    openSignInPage: async ({ attempt = "" }) => {
      check(attempt);
      return receipt("Opened the page");
    },
    cancelSignIn: async ({ attempt }) => {
      book.page.attempts = book.page.attempts.filter((other) => other.id !== attempt);
      changed();
      return receipt("Cancelled");
    },
    checkAccount: async ({ account: id }) => receipt(`${accountOf(id).name} at ${accountOf(id).host} works`),
    revokeAccount: async ({ account: id }) => {
      const gone = accountOf(id);
      const service = serviceOf(gone.service);
      write({ ...service, accounts: service.accounts.filter((one) => one.id !== id) });
      note(gone, "Revoked", "you");
      changed();
      return receipt(`Revoked ${gone.name} at ${gone.host}`);
    },
    openTokenPage: async () => receipt("Opened the page"),
    openGrantsPage: async () => receipt("Opened the page"),
    setOauthApp: async ({ service: id, host = "", clientId = "" }) => {
      const service = serviceOf(id);
      if (host) apps.set(`${id} ${host}`, clientId);
      const ways = service.ways.map((way) =>
        way.takesOwnApp && !host ? { ...way, ownClientId: clientId, isReady: true } : way,
      );
      write({ ...service, ways });
      changed();
      return receipt("Saved the OAuth app");
    },
    setVault: async ({ kind = "keyring" }) => {
      book.page.vault = { kind, state: "ready", message: "", hint: null };
      changed();
      return receipt("Secrets are kept there from now on");
    },
    unlockVault: async () => {
      book.page.vault = { ...book.page.vault, state: "ready", message: "", hint: null };
      changed();
      return receipt("Unlocked");
    },
    pasteToken: async () => ({ ticket: "t", length: 40 }),
    askPassphrase: async () => ({ ticket: "p" }),
    clearPasted: async () => true,
    getLinkHandler: async () => ({ isRegistered: true }),
    copyUserCode: async () => undefined,
  };
}
