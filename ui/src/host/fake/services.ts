/** Services as they may describe themselves, and accounts at them. */
import type { AccountView, ScopeView, ServiceView, WayKind, WayView } from "../host";

type Told = Partial<WayView> & { kind: WayKind; label: string };
const way = (told: Told): WayView => ({
  steps: [],
  isReady: true,
  whyNot: "",
  tokenPage: "",
  tokenLooks: "",
  userLabel: "",
  hasBuiltInApp: false,
  takesOwnApp: false,
  appHasSecret: false,
  ownClientId: "",
  redirect: "",
  ...told,
});
const scope = (name: string, purpose: string, isRequired = false, isAskedFor = true): ScopeView => ({
  name,
  purpose,
  isRequired,
  isAskedFor,
});
const service = (id: string, name: string, told: Partial<ServiceView>): ServiceView => ({
  id,
  name,
  icon: `${id}.svg`,
  summary: "",
  standardHost: null,
  regions: [],
  isSelfHosted: false,
  movedTo: null,
  ways: [],
  scopes: [],
  whatStays: "",
  hasGrantsPage: true,
  accounts: [],
  ...told,
});

const browser = way({
  kind: "browser",
  label: "Sign in with the browser",
  steps: ["Your browser opens; sign in there and allow Stint."],
  hasBuiltInApp: true,
  takesOwnApp: true,
  redirect: "http://127.0.0.1/gitlab",
});
const device = way({
  kind: "device",
  label: "Sign in with a code",
  steps: ["Your browser opens; type the code there that Stint shows."],
  hasBuiltInApp: true,
  takesOwnApp: true,
});

/** Every service, nothing connected. */
export const services = (): ServiceView[] => [
  service("github", "GitHub", {
    summary: "Issues, reviews and notifications that wait for you",
    standardHost: "github.com",
    isSelfHosted: true,
    ways: [
      device,
      way({
        kind: "token",
        label: "Paste your personal access token",
        steps: ["Make a classic token on the page that opens; the scopes are filled in.", "Copy it, and paste it here."],
        tokenPage: "Create the personal access token at GitHub",
        tokenLooks: "ghp_… or github_pat_…",
      }),
    ],
    scopes: [
      scope("read:user", "know who you are", true),
      scope("repo", "read issues and reviews, also of private repositories"),
      scope("notifications", "read your notifications"),
      scope("read:org", "see which organisations you belong to", false, false),
    ],
    whatStays: "The token itself stays listed at GitHub until you delete it there",
  }),
  service("gitlab", "GitLab", {
    summary: "Issues and merge requests that wait for you",
    standardHost: "gitlab.com",
    isSelfHosted: true,
    ways: [
      browser,
      way({
        kind: "token",
        label: "Paste your personal access token",
        steps: ["Make a personal access token on the page that opens.", "Copy it, and paste it here."],
        tokenPage: "Create the personal access token at GitLab",
        tokenLooks: "glpat-…",
      }),
    ],
    scopes: [scope("read_user", "know who you are", true), scope("read_api", "read issues and merge requests")],
    whatStays: "The application stays listed at GitLab until you remove it there",
  }),
  service("gitea", "Gitea and Forgejo", {
    summary: "Issues and reviews on a forge of your own",
    isSelfHosted: true,
    ways: [
      way({
        kind: "token",
        label: "Paste your access token",
        steps: ["Make a token under Settings, Applications.", "Copy it, and paste it here."],
        tokenPage: "Create the access token at Gitea and Forgejo",
        tokenLooks: "40 letters and digits",
      }),
    ],
    scopes: [scope("read:user", "know who you are", true), scope("read:issue", "read issues")],
  }),
  service("google", "Google Calendar", {
    summary: "Import meetings, export finished entries",
    standardHost: "google.com",
    ways: [
      {
        ...browser,
        isReady: false,
        hasBuiltInApp: false,
        whyNot: "This build of Stint has no OAuth app for Google Calendar. Use an app of your own.",
        appHasSecret: true,
        redirect: "http://127.0.0.1/google",
      },
    ],
    scopes: [
      scope("openid", "know who you are", true),
      scope("calendar.readonly", "read your calendars"),
      scope("calendar.app.created", "keep a calendar of its own"),
    ],
  }),
  service("slack", "Slack", {
    summary: "Status, messages and /stint without a public address",
    standardHost: "slack.com",
    ways: [
      way({ kind: "link", label: "Sign in with the browser", steps: ["Your browser opens; choose a workspace there."] }),
      way({ kind: "token", label: "Paste your user token", steps: ["Make an app from our manifest, then copy its user token."], tokenPage: "Create the user token at Slack", tokenLooks: "xoxp-…" }),
    ],
    scopes: [scope("users.profile:write", "set your status"), scope("chat:write", "write messages in your name")],
  }),
  service("clockify", "Clockify", {
    summary: "Send entries, fetch projects and tasks",
    standardHost: "clockify.me",
    regions: [
      { name: "Global", host: "clockify.me" },
      { name: "European Union", host: "euc1.clockify.me" },
      { name: "United Kingdom", host: "euw2.clockify.me" },
    ],
    ways: [way({ kind: "token", label: "Paste your API key", steps: ["Make a key under Preferences, Advanced."], tokenPage: "Create the API key at Clockify", tokenLooks: "48 letters and digits" })],
    whatStays: "The key stays valid at Clockify until you make a new one there",
  }),
  service("git", "Git host", {
    summary: "Read repositories over HTTPS",
    isSelfHosted: true,
    ways: [way({ kind: "token", label: "Paste your password or token", userLabel: "User name", tokenLooks: "whatever the host gives out" })],
  }),
]; // prettier-ignore

/** An account as it may be. */
export const account = (service: string, name: string, host: string, told: Partial<AccountView> = {}): AccountView => ({
  id: `a-${service}-${name}`,
  service,
  name,
  user: "",
  host,
  state: "connected",
  message: "",
  way: "token",
  granted: [],
  isGrantedKnown: true,
  missing: [],
  may: [],
  expiresAt: null,
  isRenewed: false,
  connectedAt: "2026-09-01T09:00:00+02:00",
  lastUsedAt: null,
  checkedAt: null,
  isChecking: false,
  lastError: null,
  quota: null,
  requestsLastHour: 0,
  hasWork: false,
  isPaused: false,
  sync: null,
  allowedAddresses: [],
  ...told,
});
