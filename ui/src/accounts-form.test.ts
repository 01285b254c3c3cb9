import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import App from "./App.svelte";
import { fakeHost } from "./host/fake";

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
  await press("On a host of your own");
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
  await press("On a host of your own");
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

test("another try keeps what was filled in, but not the token", async () => {
  const host = await open("accounts-empty");
  await press("Connect GitLab");
  await press("On a host of your own");
  await user.type(screen.getByLabelText("Host"), "git.acme.example");
  await press("Paste your personal access token");
  await user.click(screen.getByRole("checkbox", { name: /read_api/ }));
  await press(/Paste from the clipboard/);
  await press("Check and connect");
  const cancel = await screen.findByRole("button", { name: "Cancel" });
  await screen.findByRole("button", { name: "Allow this address" });
  await vi.waitFor(() => expect(document.activeElement).toBe(cancel));
  const [attempt] = (await host.getAccounts({})).attempts;
  await host.answerSignIn({ attempt: attempt?.id ?? "", isAllowed: false });
  await press("Try again");
  expect(screen.getByLabelText<HTMLInputElement>("Host").value).toBe("git.acme.example");
  expect(screen.getByRole<HTMLInputElement>("checkbox", { name: /read_api/ }).checked).toBe(false);
  expect(await screen.findByText(/Paste it again/)).toBeTruthy();
  await vi.waitFor(() => expect(document.activeElement?.textContent).toContain("Paste from the clipboard"));
});

test("what is no host is said at the host, and what was pasted stays", async () => {
  const host = await open("accounts-empty");
  const begun = vi.spyOn(host, "beginSignIn");
  await press("Connect Gitea and Forgejo");
  await user.keyboard("git example");
  await press(/Paste from the clipboard/);
  await user.keyboard("{Enter}");
  const field = screen.getByLabelText("Host");
  await vi.waitFor(() => expect(field.getAttribute("aria-invalid")).toBe("true"));
  await vi.waitFor(() => expect(document.activeElement).toBe(field));
  expect(screen.getByText(/40 characters pasted/)).toBeTruthy();
  expect(begun).not.toHaveBeenCalled();
  await user.clear(field);
  await user.type(field, "git.example.org");
  screen.getByRole("button", { name: /40 characters pasted/ }).focus();
  await user.keyboard("{Enter}");
  await vi.waitFor(() => expect(begun).toHaveBeenCalledOnce());
});

test("a token is not typed", async () => {
  await open("accounts-empty");
  await press("Connect Clockify");
  await vi.waitFor(() => expect(document.activeElement?.textContent).toContain("Paste from the clipboard"));
  await user.keyboard("g");
  expect(await screen.findByText(/never lets a token be typed/)).toBeTruthy();
});
