import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import App from "./App.svelte";
import { fakeHost } from "./host/fake";
import type { Place } from "./host/host";

const user = userEvent.setup();

async function open(moment: string, place: Place) {
  const host = fakeHost(moment);
  render(App, { host, spot: { place, section: null } });
  await screen.findAllByRole("heading");
  return host;
}
const press = async (name: string | RegExp, area: Pick<typeof screen, "findByRole"> = screen) =>
  user.click(await area.findByRole("button", { name }));

test("what becomes a task is chosen kind by kind and word by word", async () => {
  const host = await open("work", "accounts");
  const put = vi.spyOn(host, "setWorkOptions");
  const card = within(await screen.findByRole("region", { name: /^Work from GitHub/ }));
  await press(/^What becomes a task/, card);
  await user.click(card.getByRole("checkbox", { name: "What mentions me" }));
  expect(put).toHaveBeenLastCalledWith(
    expect.objectContaining({ options: expect.objectContaining({ takesMentions: false }) }),
  );
  await user.type(card.getByLabelText("Only with one of these labels"), "bug{Enter}");
  await vi.waitFor(() =>
    expect(put).toHaveBeenLastCalledWith(
      expect.objectContaining({ options: expect.objectContaining({ labels: ["-wontfix", "bug"] }) }),
    ),
  );
  await press("Remove not wontfix", card);
  await vi.waitFor(() => expect(card.queryByText("wontfix")).toBeNull());
});

test("removing a follow asks what becomes of tasks without time", async () => {
  const host = await open("work", "accounts");
  const removed = vi.spyOn(host, "unfollow");
  const card = within(await screen.findByRole("region", { name: /^Work from GitHub/ }));
  await press(/^Followed repositories/, card);
  await press("Remove acme/web", card);
  expect(removed).not.toHaveBeenCalled();
  expect(screen.getByText(/tasks came from it alone/).textContent).toContain("9");
  await press("Delete them");
  expect(removed).toHaveBeenCalledWith({ account: "a-github-mona", place: "acme/web", tasks: "delete" });
  await vi.waitFor(() => expect(card.queryByText("acme/web")).toBeNull());
});

test("a repository is followed, and what is none is refused in its dialog", async () => {
  await open("work", "accounts");
  const card = within(await screen.findByRole("region", { name: /^Work from GitHub/ }));
  await press(/^Followed repositories/, card);
  await press("Follow a repository…", card);
  const dialog = within(screen.getByRole("dialog"));
  await user.type(dialog.getByLabelText("Repository"), "acme");
  await press("Follow", dialog);
  expect((await dialog.findByRole("alert")).textContent).toContain("owner/name");
  await user.type(dialog.getByLabelText("Repository"), "/desktop");
  await press("Follow", dialog);
  expect(await card.findByText("acme/desktop")).toBeTruthy();
});

test("a repository that cannot be seen says so in its row, and the closed list says how many", async () => {
  const host = await open("work", "accounts");
  const card = within(await screen.findByRole("region", { name: /^Work from GitHub/ }));
  const fold = await card.findByRole("button", { name: /^Followed repositories/ });
  expect(fold.textContent).toContain("3 repositories, 1 cannot be seen");
  expect(fold.querySelectorAll("svg")).toHaveLength(2);
  await user.click(fold);
  const list = within(card.getByRole("list", { name: "Followed repositories" }));
  const rows = list.getAllByRole("listitem");
  const row = rows.find((one) => one.textContent.includes("acme/wiki"));
  expect(row?.textContent).toContain("There is no such repository, or this account may not see it. Check its name");
  expect(row?.textContent).not.toContain("not read yet");
  expect(row?.querySelectorAll("svg")).toHaveLength(1);
  expect(rows.filter((one) => one.querySelector("svg"))).toHaveLength(1);
  const removed = vi.spyOn(host, "unfollow");
  await press("Remove acme/wiki", card);
  expect(removed).toHaveBeenCalledWith({ account: "a-github-mona", place: "acme/wiki", tasks: "keep" });
  await vi.waitFor(() => expect(fold.textContent).toContain("2 repositories"));
  expect(fold.textContent).not.toContain("cannot be seen");
});

test("a repository starts the timer only when that was chosen", async () => {
  const host = await open("work", "accounts");
  const put = vi.spyOn(host, "setPlaceRule");
  const card = within(await screen.findByRole("region", { name: /^Work from GitHub/ }));
  await press(/^Rules of repositories/, card);
  await press("Add a rule…", card);
  const dialog = within(screen.getByRole("dialog"));
  await user.type(dialog.getByLabelText("Repository or organisation"), "acme/desktop");
  expect(dialog.getByRole("checkbox", { name: /^Start the timer/ })).toHaveProperty("checked", false);
  await user.click(dialog.getByRole("checkbox", { name: /^Start the timer/ }));
  await user.click(dialog.getByRole("checkbox", { name: "I am mentioned" }));
  await press("Save", dialog);
  expect(put).toHaveBeenCalledWith({
    account: "a-github-mona", place: "acme/desktop", project: null, startsTimer: true, muted: ["mentioned"],
  }); // prettier-ignore
});

test("the rule of a repository opens at its first field, and says whose project it is", async () => {
  await open("work", "accounts");
  const card = within(await screen.findByRole("region", { name: /^Work from GitHub/ }));
  await press(/^Rules of repositories/, card);
  expect(card.getByText(/where you chose another yourself, that stays/)).toBeTruthy();
  await user.click((await card.findAllByRole("button", { name: /^Edit the rule of/ }))[0] as HTMLElement);
  expect(document.activeElement).toBe(within(screen.getByRole("dialog")).getByLabelText("Project"));
});

test("the labels of a priority keep their order", async () => {
  const host = await open("work", "accounts");
  const put = vi.spyOn(host, "setLabelRules");
  const card = within(await screen.findByRole("region", { name: /^Work from GitHub/ }));
  await press(/^Priority by label/, card);
  await press(/^Edit the labels of: Every project/, card);
  const dialog = within(screen.getByRole("dialog"));
  await press("Move label 3 up", dialog);
  await press("Add a label", dialog);
  await user.type(dialog.getByLabelText("Label 4"), "urgent");
  await press("Save", dialog);
  const told = put.mock.calls[0]?.[0];
  expect(told?.rules?.map(({ label }) => label)).toEqual(["bug", "enhancement", "critical", "urgent"]);
});

test("an account rests and goes on", async () => {
  await open("work", "accounts");
  const card = within(await screen.findByRole("region", { name: /^Work from GitLab/ }));
  await press("Pause", card);
  expect(await card.findByText(/Nothing is asked of git.acme.example/)).toBeTruthy();
  expect(card.getByText(/^Paused · read last /)).toBeTruthy();
  expect(card.getByRole("button", { name: "Sync now" })).toHaveProperty("disabled", true);
  await press("Resume", card);
  expect(await card.findByText(/Reads by itself/)).toBeTruthy();
});

test("an account that must sign in again says so once, and neither reads nor rests", async () => {
  const host = fakeHost("work");
  const gone = "GitHub does not accept the credentials any more.";
  const all = await host.getAccounts({});
  for (const account of all.services.flatMap(({ accounts }) => accounts))
    Object.assign(account, {
      state: "needsSignIn",
      message: `${gone} Sign in again.`,
      lastError: gone,
      sync: account.sync && { ...account.sync, isFine: false, message: gone },
    });
  vi.spyOn(host, "getAccounts").mockResolvedValue(all);
  render(App, { host, spot: { place: "accounts", section: null } });
  const card = within(await screen.findByRole("article", { name: /^GitHub/ }));
  expect(await card.findAllByText(new RegExp(gone))).toHaveLength(1);
  expect(card.queryByText(/Reads by itself/)).toBeNull();
  expect(card.queryByRole("button", { name: "Pause" })).toBeNull();
});

test("kinds and quiet hours are set at once, and no time is none", async () => {
  const host = await open("work", "notifications");
  const saved = vi.spyOn(host, "saveSettings");
  await user.click(await screen.findByRole("checkbox", { name: "I am mentioned" }));
  expect(saved.mock.lastCall?.[0].settings?.notify).not.toContain("mentioned");
  await user.click(screen.getByRole("checkbox", { name: "Tell me nothing at certain hours" }));
  const from = await screen.findByLabelText("From");
  await user.clear(from);
  await user.type(from, "7 pm{Tab}");
  expect(saved.mock.lastCall?.[0].settings?.quietFrom).toBe("19:00");
  await user.clear(screen.getByLabelText("Until"));
  await user.type(screen.getByLabelText("Until"), "late{Tab}");
  expect((await screen.findByRole("alert")).textContent).toContain("no time of day");
});
