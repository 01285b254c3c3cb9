import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect, test, vi } from "vitest";
import App from "./App.svelte";
import { fakeHost } from "./host/fake";
import type { Place } from "./host/host";
import { namedOtherwise } from "./named-otherwise";

const user = userEvent.setup();

async function open(moment = "day", place: Place = "main") {
  const host = fakeHost(moment);
  render(App, { host, spot: { place, section: null } });
  await screen.findAllByRole("heading");
  return host;
}
const timer = () => within(screen.getByRole("region", { name: "Timer" }));
const said = (text: RegExp) => screen.findByText(text);

test("the timer is stopped and continued from the same place", async () => {
  await open();
  expect(timer().getByRole("timer").textContent).toBe("1:24:07");
  await user.click(timer().getByRole("button", { name: "Stop" }));
  expect(await timer().findByText("Nothing runs")).toBeTruthy();
  await user.click(timer().getByRole("button", { name: "Continue “Fix the login redirect loop”" }));
  expect(await timer().findByRole("button", { name: "Stop" })).toBeTruthy();
});

test("one line starts something else, and undo takes it back", async () => {
  await open();
  await user.keyboard("{Control>}k{/Control}Call mona @team #phone{Enter}");
  expect(await timer().findByRole("button", { name: "Call mona" })).toBeTruthy();
  await said(/Started “Call mona”/);
  await user.click(screen.getByRole("button", { name: "Undo" }));
  expect(await timer().findByRole("button", { name: "Fix the login redirect loop" })).toBeTruthy();
});

test("the field completes projects and tasks by keyboard", async () => {
  await open();
  const field = screen.getByRole("combobox", { name: "Start something" });
  await user.type(field, "Mail @adm");
  await screen.findByRole("option", { name: /admin/ });
  await user.keyboard("{ArrowDown}{Enter}");
  expect(field).toHaveProperty("value", "Mail @admin ");
  await user.clear(field);
  await user.type(field, "token");
  await screen.findByRole("option", { name: /Token refresh/ });
  await user.keyboard("{ArrowDown}{Enter}");
  expect(await timer().findByRole("button", { name: /Token refresh/ })).toBeTruthy();
});

test("a half typed label becomes one that is known, and the line is still to be started", async () => {
  const host = await open("day");
  const start = vi.spyOn(host, "startFromText");
  const field = screen.getByRole("combobox", { name: "Start something" });
  await user.type(field, "Mail #de");
  await user.click(await screen.findByRole("option", { name: /#deep/ }));
  expect(field).toHaveProperty("value", "Mail #deep ");
  await user.type(field, "{Enter}");
  await vi.waitFor(() => expect(start.mock.calls).toEqual([[{ text: "Mail #deep " }]]));
});

test("what was refused stays as typed, with the reason", async () => {
  await open();
  const field = screen.getByRole("combobox", { name: "Start something" });
  await user.type(field, "x @nobody{Enter}");
  expect((await screen.findByRole("alert", { name: "" })).textContent).toContain("no project “nobody”");
  expect(field).toHaveProperty("value", "x @nobody");
});

test("a project that does not exist yet is added from where it was typed", async () => {
  await open();
  const field = screen.getByRole("combobox", { name: "Start something" });
  await user.type(field, 'Plan @"New Client"{Enter}');
  await user.click(await screen.findByRole("button", { name: "Add “New Client” and start" }));
  expect(await timer().findByRole("button", { name: "Plan" })).toBeTruthy();
  expect(timer().getByText("New Client")).toBeTruthy();
});

test("the focus goes back to where the editor was opened", async () => {
  await open();
  await user.click(await screen.findByRole("button", { name: "Edit “Standup”" }));
  await user.keyboard("{Escape}");
  await vi.waitFor(() => expect(document.activeElement?.getAttribute("aria-label")).toBe("Edit “Standup”"));
  await user.click(screen.getByRole("button", { name: "Fill 45 min from 12:05" }));
  await user.keyboard("Lunch{Enter}");
  await vi.waitFor(() => expect(document.activeElement?.getAttribute("aria-label")).toBe("Edit “Lunch”"));
});

test("Escape in the field of the task leaves the task alone", async () => {
  await open();
  await user.click(await screen.findByRole("button", { name: "Fix the login redirect loop" }));
  const form = within(screen.getByRole("form"));
  await user.click(form.getByRole("combobox", { name: "Task" }));
  await user.keyboard("{Escape}");
  expect(form.getByRole("combobox", { name: "Task" })).toHaveProperty("value", "Fix the login redirect loop");
  await user.keyboard("{Escape}");
  expect(screen.queryByRole("form")).toBeNull();
});

test("the history names changes and takes them back", async () => {
  const host = await open("day", "data");
  await host.stopTimer({});
  const history = within(await screen.findByRole("list", { name: "History" }));
  expect((await history.findAllByRole("listitem")).length).toBeGreaterThan(0);
  await user.click(screen.getByRole("button", { name: "Undo" }));
  expect(await history.findByText("undone")).toBeTruthy();
});

test("the editor says what an overlap does before it is saved", async () => {
  await open();
  await user.click(await screen.findByRole("button", { name: "Edit “Standup”" }));
  const form = within(screen.getByRole("form", { name: "Edit “Standup”" }));
  await user.clear(form.getByLabelText("End"));
  await user.type(form.getByLabelText("End"), "1120");
  expect(await form.findByText("“Retry budget for webhooks” starts at 11:20 instead of 11:00.")).toBeTruthy();
  await user.click(form.getByRole("button", { name: "Save" }));
  await said(/Edited “Standup”/);
  expect(await screen.findByRole("button", { name: /^Standup, 10:40 to 11:20/ })).toBeTruthy();
});

test("a gap is filled from the list", async () => {
  await open();
  await user.click(await screen.findByRole("button", { name: "Fill 45 min from 12:05" }));
  await user.keyboard("Lunch{Enter}");
  expect(await screen.findByRole("button", { name: "Edit “Lunch”" })).toBeTruthy();
});

test("blocks of the timeline are walked, moved and left by keyboard", async () => {
  await open();
  const block = await screen.findByRole("button", { name: /^Standup, 10:40/ });
  block.focus();
  await user.keyboard("{Shift>}{ArrowRight}{Escape}{/Shift}");
  expect(screen.getByRole("button", { name: /^Standup, 10:40 to 11:00/ })).toBeTruthy();
  await user.keyboard("{Shift>}{ArrowRight}{ArrowRight}{/Shift}");
  expect(await screen.findByRole("button", { name: /^Standup, 10:40 to 11:10/ })).toBeTruthy();
  await user.keyboard("{ArrowRight}");
  expect(document.activeElement?.getAttribute("aria-label")).toMatch(/^Retry budget/);
  await user.keyboard("{Control>}z{/Control}");
  expect(await screen.findByRole("button", { name: /^Standup, 10:40 to 11:00/ })).toBeTruthy();
});

test("an entry is split, merged and deleted from its menu", async () => {
  await open();
  const menu = async (item: string) => {
    await user.click((await screen.findAllByRole("button", { name: "More about “Standup”" }))[0] as HTMLElement);
    await user.click(screen.getByRole("menuitem", { name: item }));
  };
  await menu("Split…");
  await user.click(screen.getByRole("button", { name: "Split" }));
  expect(await screen.findByRole("button", { name: /^Standup, 10:50 to 11:00/ })).toBeTruthy();
  await menu("Merge with previous");
  expect(await screen.findByRole("button", { name: /^Standup, 10:40 to 11:00/ })).toBeTruthy();
  await menu("Delete");
  await said(/Deleted “Standup”/);
});

test("the question about a gap is asked and answered", async () => {
  const host = await open("gap");
  const question = within(await screen.findByRole("region", { name: "Open question" }));
  const answered = vi.spyOn(host, "answerGap");
  await user.click(question.getByRole("button", { name: "Stopped at 14:21" }));
  expect(answered).toHaveBeenCalledWith({ choice: "stopThere" });
  expect(await timer().findByText("Nothing runs")).toBeTruthy();
});

test("the first run greets in one sentence with the field in focus", async () => {
  await open("empty");
  await screen.findByText(/Welcome/);
  expect(document.activeElement).toBe(screen.getByRole("combobox", { name: "Start something" }));
});

test("a lost engine is said calmly, and its return asks everything again", async () => {
  const host = await open();
  host.connect({ state: "lost", message: "Stint is not answering." });
  expect(await screen.findByText("Stint is not answering.")).toBeTruthy();
  const asked = vi.spyOn(host, "getDay");
  host.connect({ state: "connected", message: "" });
  expect(asked).toHaveBeenCalled();
});

test("tasks are filtered, started and finished", async () => {
  await open();
  await user.click(screen.getByRole("button", { name: "Tasks" }));
  await user.type(await screen.findByLabelText("Filter tasks"), "relay");
  await user.click(await screen.findByRole("button", { name: "Start “Document the relay’s environment”" }));
  expect(await timer().findByRole("button", { name: /Document the relay/ })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: /mark as done/ }));
  await said(/Edited the task/);
});

test("settings that cannot be written say so and are off", async () => {
  await open("config", "settings");
  expect(await screen.findByText(/line 3, day_goal_minutes/)).toBeTruthy();
  expect(screen.getByRole("group", { name: "General" })).toHaveProperty("disabled", true);
});

test("the theme is shown at once and kept for the next window", async () => {
  const host = await open("day", "settings");
  await user.click(await screen.findByRole("radio", { name: "Dark" }));
  await vi.waitFor(() => expect(document.documentElement.dataset["theme"]).toBe("dark"));
  expect((await host.getSettings({})).settings.theme).toBe("dark");
});

test("the size of the page is chosen with keys or in the settings, and kept for the next window", async () => {
  const host = await open("day", "settings");
  const size = await screen.findByRole("combobox", { name: /^Size/ });
  await user.keyboard("{Control>}+{/Control}");
  await vi.waitFor(() => expect(size).toHaveProperty("value", "110"));
  const show = vi.spyOn(host, "setZoom");
  await user.selectOptions(size, "150");
  await vi.waitFor(() => expect(show.mock.calls).toEqual([[150]]));
  expect((await host.getSettings({})).settings.zoomPercent).toBe(150);
});

test("two settings that are changed at once are both kept", async () => {
  const host = await open("day", "settings");
  const save = vi.spyOn(host, "saveSettings");
  const size = await screen.findByRole("combobox", { name: /^Size/ });
  await Promise.all([user.click(screen.getByRole("radio", { name: "Dark" })), user.keyboard("{Control>}+{/Control}")]);
  await vi.waitFor(() => expect(size).toHaveProperty("value", "110"));
  expect(save).toHaveBeenCalledTimes(2);
  const { theme, zoomPercent } = (await host.getSettings({})).settings;
  expect([theme, zoomPercent]).toEqual(["dark", 110]);
});

test("a backup is restored only after a second word", async () => {
  const host = await open("day", "data");
  const restore = vi.spyOn(host, "restoreBackup");
  await user.click((await screen.findAllByRole("button", { name: /^Restore the backup/ }))[0] as HTMLElement);
  expect(restore).not.toHaveBeenCalled();
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Restore" }));
  expect(restore).toHaveBeenCalledOnce();
});

test.each<[string, Place]>([
  ["day", "today"],
  ["day", "tasks"],
  ["gap", "today"],
  ["problem", "today"],
  ["empty", "today"],
  ["config", "settings"],
  ["day", "data"],
])("names, roles and order are right: %s, %s", async (moment, place) => {
  await open(moment, place);
  const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
  expect(namedOtherwise(document.body)).toEqual([]);
});
