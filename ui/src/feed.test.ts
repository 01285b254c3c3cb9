import { render, screen } from "@testing-library/svelte";
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

test("the feed is walked, read, put off and opened by keyboard", async () => {
  const host = await open("work", "feed");
  const [marked, put] = [vi.spyOn(host, "markRead"), vi.spyOn(host, "snooze")];
  await screen.findAllByTestId("notice");
  await user.keyboard("j");
  expect(document.activeElement?.textContent).toContain("Token refresh races");
  await user.keyboard("e");
  expect(marked).toHaveBeenLastCalledWith({ notices: ["f1"], isUnread: false });
  await user.keyboard("js");
  await user.click(await screen.findByRole("menuitem", { name: "Until someone replies" }));
  expect(put).toHaveBeenCalledWith({ notice: "f3", until: "reply" });
  expect(await screen.findByText(/put off until someone replies/)).toBeTruthy();
  screen.getAllByText("Retry budget for webhooks")[0]?.closest("button")?.focus();
  await user.keyboard("{Enter}");
  expect(await screen.findByRole("heading", { name: "Retry budget for webhooks" })).toBeTruthy();
});

test("a read notice leaves the unread ones, and the next one takes the focus", async () => {
  await open("work", "today");
  await press(/^Feed/);
  await press("Only unread");
  await vi.waitFor(() => expect(screen.getAllByTestId("notice")).toHaveLength(3));
  await user.keyboard("je");
  await vi.waitFor(() => expect(screen.getAllByTestId("notice")).toHaveLength(2));
  await vi.waitFor(() => expect(document.activeElement?.textContent).toContain("Ask the keyring"));
  await press("Mark all as read");
  expect(await screen.findByText("All read.")).toBeTruthy();
});

test("the tab says how much is unread, and a group is read at once", async () => {
  await open("work", "feed");
  expect(await screen.findByRole("button", { name: /^Feed.*3 unread/ })).toBeTruthy();
  await press("Mark as read: acme/desktop");
  expect(await screen.findByRole("button", { name: /^Feed.*1 unread/ })).toBeTruthy();
});

test("a focus says until when, and ends", async () => {
  await open("work", "feed");
  await press(/^Focus/);
  await user.click(screen.getByRole("menuitem", { name: "For 25 minutes" }));
  expect(await screen.findByText("Focus until 15:41.")).toBeTruthy();
  await press("End the focus");
  expect(await screen.findByRole("button", { name: /^Focus/ })).toBeTruthy();
});

test("a timer that started by itself can be taken back from its notice", async () => {
  const host = await open("work", "feed");
  const undone = vi.spyOn(host, "undoStart");
  await host.markRead({ notices: ["f4"], isUnread: true });
  await press("Undo");
  expect(undone).toHaveBeenCalledWith({ notice: "f4" });
});
