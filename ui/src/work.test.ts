import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect, test, vi } from "vitest";
import App from "./App.svelte";
import { fakeHost } from "./host/fake";
import type { Place, TaskView } from "./host/host";
import { namedOtherwise } from "./named-otherwise";

const user = userEvent.setup();

async function open(moment: string, place: Place, section: string | null = null) {
  const host = fakeHost(moment);
  render(App, { host, spot: { place, section } });
  await screen.findAllByRole("heading");
  return host;
}
const rows = () => screen.getAllByTestId("task");
const rowOf = (title: string) => {
  const row = rows().find((one) => one.textContent.includes(title));
  if (!row) throw new Error(`no row of ${title}`);
  return within(row);
};
const press = async (name: string | RegExp, area: Pick<typeof screen, "findByRole"> = screen) =>
  user.click(await area.findByRole("button", { name }));

test("a row says in words what its shapes mean", async () => {
  await open("work", "tasks");
  await screen.findAllByTestId("task");
  expect(rowOf("Fix the login").getByText("Open")).toBeTruthy();
  expect(rowOf("Retry budget").getByText("Changes requested")).toBeTruthy();
  expect(rowOf("split the poller").getByText("Draft")).toBeTruthy();
  expect(rowOf("split the poller").getByText("Checks run")).toBeTruthy();
  expect(rowOf("Ask the keyring").getByText("Checks fail")).toBeTruthy();
  expect(rowOf("Export to iCalendar").getByText("enhancement")).toBeTruthy();
  expect(screen.getByText("#291").parentElement?.textContent).toBe("acme/desktop #291");
});

test("tasks are filtered by where they come from", async () => {
  await open("work", "tasks");
  await press("GitLab");
  await vi.waitFor(() => expect(rows()).toHaveLength(1));
  await press("Own");
  expect(await screen.findByText("Prepare the talk on time zones")).toBeTruthy();
  expect(screen.queryByText("Retry budget for webhooks")).toBeNull();
});

test("what there is to do is grouped by why it waits, what is in progress before it, what is done after it", async () => {
  await open("work", "tasks");
  await screen.findAllByTestId("task");
  const headings = () => screen.getAllByRole("heading", { level: 2 }).map((heading) => heading.textContent.trim());
  expect(headings()).toEqual([
    "In progress 2",
    "Assigned to me 2",
    "Waiting for my review 2",
    "My pull requests 1",
    "Mentioned 1",
    "My own 1",
    "Done 3",
  ]);
  await press("Own");
  await vi.waitFor(() => expect(headings()).toEqual(["To do 1", "Done 1"]));
});

test("of a long list the first ones are grouped, and a group says that more may come", async () => {
  await open("work-many", "tasks");
  await vi.waitFor(() => expect(screen.getByRole("heading", { name: "More to do 7,609" })).toBeTruthy());
  expect(screen.getByRole("heading", { name: "Assigned to me 198+" })).toBeTruthy();
});

test("what waits no more is shown when it is asked for", async () => {
  await open("work-strange", "tasks");
  await screen.findAllByTestId("task");
  expect(screen.queryByText("Somebody else took it")).toBeNull();
  await press("Show what waits for you no more");
  expect(await screen.findByText("Somebody else took it")).toBeTruthy();
  expect(rowOf("Somebody else").getByText("off your list")).toBeTruthy();
});

test("reading everything says how far it is and what it did, and can be ended", async () => {
  const host = await open("work", "tasks");
  await press("Sync now");
  expect(await screen.findByRole("progressbar")).toBeTruthy();
  expect(await screen.findByText(/read, page/)).toBeTruthy();
  const cancelled = vi.spyOn(host, "cancelJob");
  await press("Cancel");
  expect(cancelled).toHaveBeenCalledOnce();
  expect(await screen.findByText(/Ended early/)).toBeTruthy();
  expect(await screen.findByRole("button", { name: "Sync now" })).toBeTruthy();
});

test("a failed account is named beside what was read last", async () => {
  await open("work-failing", "tasks");
  expect(await screen.findByText(/git.acme.example: GitLab did not answer/)).toBeTruthy();
});

test("nothing connected leads to the accounts, and nothing waiting is calm", async () => {
  const host = await open("empty", "tasks");
  const opened = vi.spyOn(host, "openWindow").mockResolvedValue({} as never);
  await press("Connect GitHub or GitLab");
  expect(opened).toHaveBeenCalledWith({ place: "accounts", section: "github" });
});

test("an account where nothing waits says so", async () => {
  await open("work-idle", "tasks");
  expect(await screen.findByText(/Nothing waits for you/)).toBeTruthy();
});

test("ten thousand tasks draw what is in sight, and a change draws no other row anew", async () => {
  const host = await open("work-many", "tasks");
  await vi.waitFor(() => expect(rows().length).toBeGreaterThan(10));
  expect(rows().length).toBeLessThan(80);
  const [kept] = rows().filter((row) => row.textContent.includes("Token refresh"));
  const title = kept?.querySelector(".title");
  await host.editTask({ id: "m3", task: { title: "Named otherwise", status: "inProgress", priority: "high" } });
  expect(await screen.findByText("Named otherwise")).toBeTruthy();
  expect(
    rows()
      .find((row) => row.textContent.includes("Token refresh"))
      ?.querySelector(".title"),
  ).toBe(title);
});

test("a title opens the page of its task, and Escape goes back to it", async () => {
  const host = await open("work", "tasks");
  const asked = vi.spyOn(host, "refreshTask");
  await press("Fix the login redirect loop", within(await screen.findByRole("list", { name: "In progress" })));
  expect(await screen.findByRole("heading", { name: "Fix the login redirect loop" })).toBeTruthy();
  expect(asked).toHaveBeenCalledWith({ task: "t1" });
  expect(await screen.findByText("What to do")).toBeTruthy();
  expect(document.activeElement?.id).toBe("task-title");
  await user.keyboard("{Escape}");
  await vi.waitFor(() => expect(document.activeElement?.getAttribute("data-opens")).toBe("t1"));
});

test("tasks are walked from the filter on, and Enter opens", async () => {
  await open("work", "tasks");
  await screen.findAllByTestId("task");
  const [first, second] = rows().map((row) => row.querySelector(".title"));
  await user.click(screen.getByRole("searchbox"));
  await user.keyboard("{ArrowDown}");
  expect(document.activeElement).toBe(first);
  await user.keyboard("j");
  expect(document.activeElement).toBe(second);
  await user.keyboard("{ArrowUp}{ArrowUp}");
  expect(document.activeElement).toBe(first);
  await user.keyboard("{Enter}");
  expect(await screen.findByRole("heading", { name: first?.textContent ?? "" })).toBeTruthy();
});

test("a done task is gone back to, though it was unfolded", async () => {
  await open("work", "tasks");
  await press(/^Done/);
  await press("Ship without the tray");
  expect(await screen.findByRole("heading", { name: "Ship without the tray" })).toBeTruthy();
  await user.keyboard("{Escape}");
  await vi.waitFor(() => expect(document.activeElement?.getAttribute("data-opens")).toBe("t12"));
});

test("a page opened from elsewhere begins at its title, and no ring greets the person", async () => {
  await open("work", "tasks", "t2");
  await vi.waitFor(() => expect(document.activeElement?.id).toBe("task-title"));
});

test("a description draws links and images as buttons and words, never as more", async () => {
  const host = await open("work", "tasks", "t1");
  const opened = vi.spyOn(host, "openTaskLink");
  await press("the log of last night");
  expect(opened).toHaveBeenCalledWith({ task: "t1", link: 0 });
  expect(screen.getByText("(ci.acme.example/api/runs/8123)")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Image: the address bar going round" })).toBeTruthy();
  expect(document.querySelectorAll("a[href], img, iframe, script")).toHaveLength(0);
});

test("the page of a task says what it knows of a pull request and its time", async () => {
  await open("work", "tasks", "t2");
  expect(await screen.findByText("Changes requested")).toBeTruthy();
  expect(screen.getByText("Checks pass")).toBeTruthy();
  expect(within(screen.getByRole("list", { name: "Entries, latest first" })).getAllByRole("listitem")).toHaveLength(4);
  expect(await screen.findByText("It has none.")).toBeTruthy();
});

test.each([
  ["work-strange", "s4", /does not show it to you any more/],
  ["work-strange", "s5", /was deleted at the service/],
  ["work-offline", "t1", /computer is offline\. What is shown/],
])("what is out of reach is said in words: %s, %s", async (moment, task, words) => {
  await open(moment, "tasks", task);
  expect(await screen.findByText(words)).toBeTruthy();
});

test("a task that is not there any more says so", async () => {
  await open("work", "tasks", "gone");
  expect(await screen.findByText(/not there any more/)).toBeTruthy();
});

test.each<[string, Place, string | null]>([
  ["work", "tasks", null],
  ["work-strange", "tasks", null],
  ["work", "tasks", "t1"],
  ["work-offline", "tasks", "t9"],
  ["work", "feed", null],
  ["work-quiet", "feed", null],
  ["empty", "feed", null],
  ["work", "accounts", null],
  ["work", "notifications", null],
])("names, roles and order are right: %s, %s, %s", async (moment, place, section) => {
  await open(moment, place, section);
  if (place === "accounts")
    for (const fold of ["What becomes", "Followed", "Rules", "Priority"])
      await press(new RegExp(`^${fold}`), within(await screen.findByRole("region", { name: /^Work from GitHub/ })));
  const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
  expect(namedOtherwise(document.body)).toEqual([]);
});

test("labels that look the same break neither the list nor the page of a task", async () => {
  const host = fakeHost("work");
  const twice = ["bug", "bug"];
  const { listTasks, getTaskDetail } = host;
  const labelled = <T extends TaskView>(task: T): T =>
    task.work ? { ...task, work: { ...task.work, labels: twice } } : task;
  host.listTasks = async (asked) => {
    const page = await listTasks.call(host, asked);
    return { ...page, tasks: page.tasks.map(labelled) };
  };
  host.getTaskDetail = async (asked) => {
    const detail = await getTaskDetail.call(host, asked);
    return { ...detail, task: labelled(detail.task) };
  };
  render(App, { host, spot: { place: "tasks", section: null } });
  await screen.findAllByTestId("task");
  expect(rowOf("Fix the login").getAllByText("bug")).toHaveLength(2);
  await user.click(rowOf("Fix the login").getByText("Fix the login redirect loop"));
  await screen.findByRole("heading", { name: "Fix the login redirect loop" });
  expect(await screen.findAllByText("bug")).toHaveLength(2);
});
