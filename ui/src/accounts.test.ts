import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, expect, test, vi } from "vitest";
import App from "./App.svelte";
import { fakeHost } from "./host/fake";

const user = userEvent.setup();
afterEach(() => localStorage.clear());

async function open(moment: string, section: string | null = null) {
  const host = fakeHost(moment);
  render(App, { host, spot: { place: "accounts", section } });
  await screen.findByRole("heading", { name: "GitHub" });
  return host;
}
const card = (name: string) => within(screen.getByRole("region", { name }));
const press = async (name: string | RegExp, within = screen as Pick<typeof screen, "findByRole">) =>
  user.click(await within.findByRole("button", { name }));

test("a card says how the account stands, in words", async () => {
  await open("accounts");
  const github = card("GitHub");
  expect(github.getByText("Connected")).toBeTruthy();
  expect(github.getByText("mona · github.com")).toBeTruthy();
  expect(github.getByText("in 6 h, renewed")).toBeTruthy();
  expect(github.getByText("12 of 5,000", { selector: "dd" })).toBeTruthy();
  expect(github.getByText(/May not read your notifications/)).toBeTruthy();
  expect(card("GitLab").getByText("Sign in again")).toBeTruthy();
  expect(card("Slack").getByText("Suspended")).toBeTruthy();
});

test("a code is shown large, copied, and the account comes of it", async () => {
  const host = await open("accounts-empty");
  const copied = vi.spyOn(host, "copyUserCode");
  await press("Connect GitHub");
  await press("Sign in with a code");
  const github = card("GitHub");
  expect(await github.findByText("WDJB-MJHT")).toBeTruthy();
  await press("Copy the code");
  expect(copied).toHaveBeenCalledOnce();
  await press("Open the page again");
  expect(await github.findByText("mona · github.com")).toBeTruthy();
  await press("Close", github);
  expect(await github.findByRole("button", { name: /^Rotate mona/ })).toBeTruthy();
});

test("a token is pasted without the page ever seeing it", async () => {
  const host = await open("accounts-empty");
  const begun = vi.spyOn(host, "beginSignIn");
  await press("Connect Gitea and Forgejo");
  await user.keyboard("git.example.org");
  const field = screen.getByRole("button", { name: /Paste from the clipboard/ });
  field.focus();
  const seen = vi.fn();
  const event = new Event("paste", { cancelable: true, bubbles: true });
  Object.defineProperty(event, "clipboardData", { get: seen });
  field.dispatchEvent(event);
  expect(await screen.findByText("40 characters pasted")).toBeTruthy();
  expect(seen).not.toHaveBeenCalled();
  expect(event.defaultPrevented).toBe(true);
  await press("Check and connect");
  expect(begun.mock.calls[0]?.[0]).toMatchObject({
    service: "gitea",
    host: "git.example.org",
    ticket: "t",
    way: "token",
  });
  expect(await card("Gitea and Forgejo").findByText("mona · git.example.org")).toBeTruthy();
});

test("Ctrl V upon the field is enough, and an empty clipboard says so", async () => {
  const host = await open("accounts-empty");
  const paste = vi.spyOn(host, "pasteToken");
  paste.mockRejectedValueOnce({ code: "refused", message: "The clipboard is empty.", hint: null });
  await press("Connect Clockify");
  expect(document.activeElement?.textContent).toContain("Paste from the clipboard");
  await user.keyboard("{Control>}v{/Control}");
  expect(await screen.findByText("The clipboard is empty.")).toBeTruthy();
  await user.keyboard("{Control>}v{/Control}");
  expect(await screen.findByText("40 characters pasted")).toBeTruthy();
});

test("a way that is not ready says why and takes an own app instead of a dead button", async () => {
  const host = await open("accounts-empty");
  const set = vi.spyOn(host, "setOauthApp");
  await press("Connect Google Calendar");
  const google = card("Google Calendar");
  expect(google.getByText(/no OAuth app for Google/)).toBeTruthy();
  expect(google.queryByRole("button", { name: "Sign in with the browser" })).toBeNull();
  await press("Use my own OAuth app…");
  await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Client id")));
  await user.keyboard("42.example");
  await press(/Client secret/);
  await press("Use this app");
  expect(set).toHaveBeenCalledWith({ service: "google", host: "", clientId: "42.example", ticket: "t" });
  expect(await google.findByRole("button", { name: "Sign in with the browser" })).toBeTruthy();
});

test("a host of one's own has an app, a redirect and a refusal of its own, before anything is pressed", async () => {
  const host = await open("accounts-empty");
  const [set, begun] = [vi.spyOn(host, "setOauthApp"), vi.spyOn(host, "beginSignIn")];
  await press("Connect GitLab");
  await press("On a host of our own");
  await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Host")));
  await user.keyboard("git.example.org:8443");
  const gitlab = card("GitLab");
  expect(await gitlab.findByText(/^It needs an OAuth app of git.example.org:8443/)).toBeTruthy();
  expect(gitlab.queryByRole("button", { name: "Sign in with the browser" })).toBeNull();
  await press("Use my own OAuth app…");
  expect(screen.getByLabelText<HTMLInputElement>("Client id").value).toBe("");
  const redirect = screen.getByLabelText<HTMLInputElement>(/Redirect address/);
  expect(redirect.value).toBe("http://127.0.0.1/gitlab/git.example.org/8443");
  await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Client id")));
  await user.keyboard("42");
  await press("Use this app");
  expect(set).toHaveBeenCalledWith({ service: "gitlab", host: "git.example.org:8443", clientId: "42", ticket: null });
  await press("Sign in with the browser");
  expect(begun.mock.calls[0]?.[0]).toMatchObject({ host: "git.example.org:8443", way: "browser" });
});

test("a host without an app offers the token instead", async () => {
  await open("accounts-empty");
  await press("Connect GitLab");
  await press("On a host of our own");
  await user.type(screen.getByLabelText("Host"), "git.example.org");
  await press("Paste your personal access token");
  expect(await screen.findByRole("button", { name: /Paste from the clipboard/ })).toBe(document.activeElement);
});

test("new credentials of a Git host go by the name of before", async () => {
  const host = await open("accounts-git");
  const begun = vi.spyOn(host, "beginSignIn");
  await press(/^Sign in as mona/);
  expect(screen.getByLabelText<HTMLInputElement>("User name").value).toBe("mona");
  await press(/Paste from the clipboard/);
  await press("Check and connect");
  const expected = { account: "a-git-mona", host: "git.example.org", user: "mona", ticket: "t" };
  expect(begun.mock.calls[0]?.[0]).toMatchObject(expected);
});

test("a private address is asked about, and only a yes goes on", async () => {
  const host = await open("accounts-private");
  const answered = vi.spyOn(host, "answerSignIn");
  expect(card("GitLab").getByText(/at 192.168.1.20/)).toBeTruthy();
  await press("Allow this address");
  expect(answered).toHaveBeenCalledWith({ attempt: "one", isAllowed: true });
  expect(await card("GitLab").findByText("mona · git.acme.example")).toBeTruthy();
});

test("Escape cancels, and the focus goes back to where it was opened", async () => {
  const host = await open("accounts-empty");
  const cancelled = vi.spyOn(host, "cancelSignIn");
  await press("Connect GitLab");
  await user.keyboard("{Escape}");
  await vi.waitFor(() => expect(document.activeElement?.getAttribute("aria-label")).toBe("Connect GitLab"));
  await user.keyboard("{Enter}");
  await press("Sign in with the browser");
  await screen.findByRole("button", { name: "Open the page again" });
  await vi.waitFor(() => expect(card("GitLab").getByRole("group")).toBe(document.activeElement));
  await user.keyboard("{Escape}");
  await vi.waitFor(() => expect(document.activeElement?.getAttribute("aria-label")).toBe("Connect GitLab"));
  expect(cancelled).toHaveBeenCalledOnce();
});

test("what failed says why, that nothing was stored, and is tried again the same way", async () => {
  await open("accounts-failed");
  expect(card("GitHub").getByText(/^GitHub does not know this token/)).toBeTruthy();
  expect(screen.getByText(/Nothing was stored/)).toBeTruthy();
  await press("Try again");
  expect(await screen.findByRole("form", { name: "Connect GitHub" })).toBeTruthy();
  expect(await screen.findByRole("button", { name: /Paste from the clipboard/ })).toBeTruthy();
});

test("rotating names the account, and revoking says what stays", async () => {
  const host = await open("accounts");
  const [begun, revoked] = [vi.spyOn(host, "beginSignIn"), vi.spyOn(host, "revokeAccount")];
  await press("Rotate mona at github.com");
  await press("Sign in with a code");
  expect(begun.mock.calls[0]?.[0]).toMatchObject({ account: "a-github-mona", host: "", way: "device" });
  await press("Cancel");
  await press("Revoke mona at github.com");
  const dialog = within(screen.getByRole("dialog"));
  expect(dialog.getByText(/stays listed at GitHub/)).toBeTruthy();
  expect(revoked).not.toHaveBeenCalled();
  await press("Revoke", dialog);
  expect(revoked).toHaveBeenCalledWith({ account: "a-github-mona" });
  expect(await screen.findByRole("button", { name: "Connect GitHub" })).toBeTruthy();
});

test("a vault that does not open is said calmly, with ways out", async () => {
  const host = await open("accounts-absent");
  const set = vi.spyOn(host, "setVault");
  const banner = within(screen.getByRole("region", { name: "Where secrets are kept" }));
  expect(banner.getByText(/has no keyring/)).toBeTruthy();
  await press("Use an encrypted file…", banner);
  expect(set).toHaveBeenCalledWith({ kind: "file", ticket: "p" });
  await vi.waitFor(() => expect(screen.queryByRole("region", { name: "Where secrets are kept" })).toBeNull());
});

test("a passphrase that was not given changes nothing", async () => {
  const host = await open("accounts-file");
  vi.spyOn(host, "askPassphrase").mockResolvedValue(null);
  const unlocked = vi.spyOn(host, "unlockVault");
  await press("Enter the passphrase…");
  expect(unlocked).not.toHaveBeenCalled();
});

test("a service asked for by a link is in focus", async () => {
  await open("accounts-empty", "slack");
  await vi.waitFor(() => expect(document.activeElement?.id).toBe("slack"));
});

test("of five hundred requests only those in sight are drawn", async () => {
  render(App, { host: fakeHost("accounts-requests"), spot: { place: "data", section: null } });
  const list = await screen.findByRole("list", { name: "Requests" });
  expect(screen.getByText(/^1,500 since Stint started/)).toBeTruthy();
  expect(within(list).getAllByRole("listitem").length).toBeLessThan(60);
  expect(screen.getByText(/left alone until 15:30/)).toBeTruthy();
});

test.each(["accounts", "accounts-empty", "accounts-code", "accounts-private", "accounts-failed", "accounts-locked", "accounts-waiting", "accounts-done", "accounts-many"])("names, roles and order are right: %s", async (moment) => {
  await open(moment);
  const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
}); // prettier-ignore
