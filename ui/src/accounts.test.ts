import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect, test, vi } from "vitest";
import App from "./App.svelte";
import { fakeHost } from "./host/fake";
import { namedOtherwise } from "./named-otherwise";

const user = userEvent.setup();

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

test("secrets move to another place while the keyring works", async () => {
  const host = await open("accounts");
  const set = vi.spyOn(host, "setVault");
  await press("Change…");
  await press("Keep in memory until Stint ends");
  expect(set).toHaveBeenCalledWith({ kind: "memory", ticket: null });
  expect(await screen.findByText("Secrets are kept in memory until Stint ends.")).toBeTruthy();
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
  expect(namedOtherwise(document.body)).toEqual([]);
}); // prettier-ignore
