import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import App from "./App.svelte";
import { fakeHost } from "./host/fake";

const user = userEvent.setup();

async function open() {
  const host = fakeHost("day");
  render(App, { host, spot: { place: "main", section: null } });
  await screen.findAllByRole("heading");
  return host;
}
const edit = async (title: string) => {
  await user.click(await screen.findByRole("button", { name: `Edit “${title}”` }));
  return within(screen.getByRole("form", { name: `Edit “${title}”` }));
};
const add = async () => {
  await user.click(await screen.findByRole("button", { name: "Add entry" }));
  return within(screen.getByRole("form", { name: "Add an entry" }));
};
type Form = Awaited<ReturnType<typeof edit>>;
const put = async (form: Form, label: string, text: string) => {
  await user.clear(form.getByLabelText(label));
  await user.type(form.getByLabelText(label), text);
};
const saveOf = (form: Form) => form.getByRole("button", { name: /^(Save|Add)$/ });

test("a new entry begins where the day is free, and without times where it is not", async () => {
  const host = await open();
  const form = await add();
  expect(form.getByLabelText("Start")).toHaveProperty("value", "12:05");
  expect(form.getByLabelText("End")).toHaveProperty("value", "12:50");
  const written = vi.spyOn(host, "addEntry");
  await user.keyboard("Lunch{Enter}");
  await vi.waitFor(() => expect(written).toHaveBeenCalledOnce());
  const whole = await screen.findByText(/Added “Lunch”/);
  expect(whole).toBeTruthy();
  const blank = await add();
  expect(blank.getByLabelText("Start")).toHaveProperty("value", "");
  expect(document.activeElement).toBe(blank.getByLabelText("Description"));
  expect(saveOf(blank)).toHaveProperty("disabled", true);
});

test("a time typed into an empty form is one of the day that is shown", async () => {
  const host = await open();
  await user.keyboard("{PageUp}");
  await screen.findByRole("heading", { name: /19 November/ });
  const written = vi.spyOn(host, "addEntry");
  await user.click(await screen.findByRole("button", { name: "Fill 50 min from 12:20" }));
  await user.keyboard("Lunch{Enter}");
  await screen.findByText(/Added “Lunch”/);
  await user.click(await screen.findByRole("button", { name: "Fill 10 min from 16:05" }));
  await user.keyboard("Tea{Enter}");
  await screen.findByText(/Added “Tea”/);
  const form = await add();
  await put(form, "Start", "7");
  await put(form, "End", "+30m");
  await user.keyboard("{Enter}");
  await vi.waitFor(() => expect(written).toHaveBeenCalledTimes(3));
  const sent = written.mock.calls[2]?.[0].entry;
  expect([sent?.startedAt, sent?.endedAt].map((time) => time?.slice(0, 16))).toEqual([
    "2026-11-19T07:00",
    "2026-11-19T07:30",
  ]);
});

test("what removes an entry stands out from what shortens one, by a shape, too", async () => {
  await open();
  const form = await edit("Standup");
  await put(form, "End", "1210");
  const removed = await form.findByText(/“Retry budget for webhooks” is removed/);
  expect(removed.closest("p")?.className).toContain("removed");
  expect(removed.closest("p")?.querySelector("svg")).toBeTruthy();
});

test("what was typed is kept over Escape, another view and another day, until it is discarded", async () => {
  await open();
  const form = await edit("Standup");
  await put(form, "Description", "Standup, late");
  await put(form, "End", "25:99");
  await user.keyboard("{Escape}");
  const again = async () => {
    const form = await edit("Standup");
    expect(form.getByLabelText("Description")).toHaveProperty("value", "Standup, late");
    expect(form.getByLabelText("End")).toHaveProperty("value", "25:99");
    expect(form.getByText("Unsaved changes")).toBeTruthy();
    return form;
  };
  await again();
  await user.keyboard("{Control>}2{/Control}");
  await user.keyboard("{Control>}1{/Control}");
  await again();
  await user.click(screen.getByRole("button", { name: "Previous day" }));
  await screen.findByRole("heading", { name: /19 November/ });
  await user.click(screen.getByRole("button", { name: "Today", current: false }));
  await screen.findByRole("heading", { name: /20 November/ });
  const last = await again();
  await user.click(last.getByRole("button", { name: "Discard changes" }));
  expect(last.getByLabelText("Description")).toHaveProperty("value", "Standup");
  expect(last.getByLabelText("End")).toHaveProperty("value", "11:00");
  expect(last.queryByText("Unsaved changes")).toBeNull();
});

test("a new entry that was left is found again by “Add entry”, and gone once it is saved", async () => {
  await open();
  const form = await add();
  await put(form, "Description", "Lunch");
  await put(form, "Start", "1215");
  await user.keyboard("{Escape}");
  const again = await add();
  expect(again.getByLabelText("Description")).toHaveProperty("value", "Lunch");
  expect(again.getByLabelText("Start")).toHaveProperty("value", "12:15");
  await user.click(saveOf(again));
  await screen.findByText(/Added “Lunch”/);
  expect((await add()).getByLabelText("Description")).toHaveProperty("value", "");
});

test("what was typed goes over an entry that changed meanwhile, the rest of it stays as it is now", async () => {
  const host = await open();
  const form = await edit("Standup");
  await put(form, "Tags", "#daily");
  await user.keyboard("{Escape}");
  const before = (await host.getDay({})).entries.find((entry) => entry.title === "Standup");
  await host.splitEntry({ id: before?.id ?? "", at: before?.startedAt.replace("10:40", "10:50") ?? "" });
  await screen.findByRole("button", { name: /^Standup, 10:40 to 10:50/ });
  await user.click(screen.getAllByRole("button", { name: "Edit “Standup”" })[1] as HTMLElement);
  const again = within(screen.getByRole("form", { name: "Edit “Standup”" }));
  expect(again.getByLabelText("Tags")).toHaveProperty("value", "#daily");
  expect(again.getByLabelText("End")).toHaveProperty("value", "10:50");
});

test("words that are no task stay, say so and hold back saving", async () => {
  await open();
  const form = await edit("Standup");
  const task = form.getByRole("combobox", { name: "Task" });
  await user.type(task, "fix it all");
  expect((await form.findByText(/^No task has/)).textContent).toBe("No task has “fix it all”.");
  await user.click(form.getByLabelText("Tags"));
  expect(task).toHaveProperty("value", "fix it all");
  expect(task.getAttribute("aria-invalid")).toBe("true");
  expect(form.getByText(/is no task/).id).toBe(task.getAttribute("aria-describedby"));
  expect(saveOf(form)).toHaveProperty("disabled", true);
  await user.click(task);
  await user.click(await form.findByRole("option", { name: /Add the task “fix it all”/ }));
  await vi.waitFor(() => expect(saveOf(form)).toHaveProperty("disabled", false));
  await user.click(saveOf(form));
  await screen.findByText(/Edited “Standup”/);
});

test("the whole title of a task, in whatever case, means that task", async () => {
  const host = await open();
  const form = await edit("Standup");
  await user.type(form.getByRole("combobox", { name: "Task" }), "retry budget for webhooks");
  await form.findByRole("option", { name: /Retry budget/ });
  const written = vi.spyOn(host, "editEntry");
  await user.keyboard("{Enter}");
  await vi.waitFor(() => expect(written.mock.calls[0]?.[0].entry?.task).toBe("t2"));
});

test.each([
  ["+30m", "11:10"],
  ["-10m", "10:50"],
  ["+1:30", "12:10"],
])("an end of %s is %s: after the start, or before the end that stood there", async (typed, end) => {
  await open();
  const form = await edit("Standup");
  await put(form, "End", typed);
  await user.tab();
  expect(form.getByLabelText("End")).toHaveProperty("value", end);
  expect(form.getByTitle(/30 minutes after the start, -10m is 10 minutes before this end/)).toBeTruthy();
});

test("a start of +5m moves the start that stood there", async () => {
  await open();
  const form = await edit("Standup");
  await put(form, "Start", "+5m");
  await user.tab();
  expect(form.getByLabelText("Start")).toHaveProperty("value", "10:45");
});

test("what would be refused cannot be saved, and is asked again when it is mended", async () => {
  await open();
  const form = await edit("Standup");
  await put(form, "End", "10:40");
  expect(await form.findByText(/The end is not after the start/)).toBeTruthy();
  expect(saveOf(form)).toHaveProperty("disabled", true);
  await put(form, "End", "10:55");
  expect(saveOf(form)).toHaveProperty("disabled", false);
});

test("each red frame of the form says what is expected", async () => {
  await open();
  const form = await edit("Standup");
  const says = () => document.getElementById(form.getByLabelText("End").getAttribute("aria-describedby") ?? "");
  await put(form, "End", "soon");
  expect(says()?.textContent).toContain("Type a time like 9:05");
  await put(form, "End", "1100");
  await user.click(form.getByRole("button", { name: "Fri 20 Nov" }));
  await put(form, "Day", "31.02.");
  expect(form.getByLabelText("Day").getAttribute("aria-invalid")).toBe("true");
  expect(says()?.textContent).toContain("Type a day like 2026-11-20");
  expect(saveOf(form)).toHaveProperty("disabled", true);
});

test("a split at no time stays as typed, says what is expected and cannot be done", async () => {
  await open();
  await user.click(await screen.findByRole("button", { name: "More about “Standup”" }));
  await user.click(screen.getByRole("menuitem", { name: "Split…" }));
  const form = within(screen.getByRole("form", { name: "Split “Standup”" }));
  await put(form, "Split at", "soon");
  expect(form.getByLabelText("Split at")).toHaveProperty("value", "soon");
  expect(form.getByRole("status").textContent).toContain("Type a time like 9:05");
  expect(form.getByRole("button", { name: "Split" })).toHaveProperty("disabled", true);
});

test("a task that was begun is found again, until it is cancelled", async () => {
  await open();
  await user.keyboard("{Control>}2{/Control}");
  const dialog = async () => {
    await user.click(await screen.findByRole("button", { name: "Task" }));
    return within(await screen.findByRole("dialog", { name: "Add task" }));
  };
  const first = await dialog();
  await user.type(first.getByLabelText("Title"), "Ask mona");
  await user.click(first.getByRole("button", { name: "Close" }));
  const again = await dialog();
  expect(again.getByLabelText("Title")).toHaveProperty("value", "Ask mona");
  await user.click(again.getByRole("button", { name: "Discard changes" }));
  expect(again.getByLabelText("Title")).toHaveProperty("value", "");
  await user.type(again.getByLabelText("Title"), "Ask octocat");
  await user.click(again.getByRole("button", { name: "Cancel" }));
  expect((await dialog()).getByLabelText("Title")).toHaveProperty("value", "");
});
