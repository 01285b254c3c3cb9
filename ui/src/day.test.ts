import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import App from "./App.svelte";
import { fakeHost } from "./host/fake";
import type { Place } from "./host/host";

const user = userEvent.setup();

async function open(moment = "day") {
  const host = fakeHost(moment);
  const heard = vi.spyOn(host, "listen");
  render(App, { host, spot: { place: "main", section: null } });
  await screen.findByRole("heading", { name: "Friday, 20 November" });
  const go = (place: Place) => heard.mock.calls[0]?.[0].navigate({ place, section: null });
  return { host, go };
}
const shows = (day: string) => screen.findByRole("heading", { name: day });

test("what is called Today shows today, whatever day was looked at", async () => {
  const { go } = await open();
  const ways = [
    () => go("today"),
    () => user.click(screen.getByRole("button", { name: "Today", current: "page" })),
    () => user.keyboard("{Control>}1{/Control}"),
    async () => {
      await user.keyboard("{Control>}2{/Control}");
      await user.click(screen.getByRole("button", { name: "Today", current: false }));
    },
  ];
  for (const way of ways) {
    await user.keyboard("{PageUp}");
    await shows("Thursday, 19 November");
    await way();
    await shows("Friday, 20 November");
  }
});

test("a day is gone to by its date, from its heading or by a key", async () => {
  await open();
  await user.click(screen.getByRole("button", { name: "Friday, 20 November" }));
  await user.keyboard("19.11.{Enter}");
  await shows("Thursday, 19 November");
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe("Thursday, 19 November"));
  await user.keyboard("g");
  const field = screen.getByRole("textbox", { name: "Go to day" });
  await user.keyboard("20.12.{Enter}");
  expect(screen.getByText("That day has not come yet.")).toBeTruthy();
  await user.clear(field);
  await user.keyboard("someday{Enter}");
  expect(screen.getByText("Type a day like 2026-11-20, 20.11. or 20/11.")).toBeTruthy();
  await user.keyboard("{Escape}");
  expect(screen.queryByRole("textbox", { name: "Go to day" })).toBeNull();
  await user.keyboard("?");
  expect(screen.getByText("Go to a day by its date")).toBeTruthy();
});

test("what crosses midnight says so, and counts with its part of the day", async () => {
  await open("night");
  await user.keyboard("{PageUp}");
  await shows("Thursday, 19 November");
  const rows = screen.getAllByTestId("entry").map((row) => within(row));
  const [late, early] = [rows.at(0), rows.at(-1)];
  expect(late?.getByTitle("Thu 19 Nov, 22:00 – Fri 20 Nov, 01:30").textContent).toMatch(/22:00.*01:30\+1/s);
  expect(late?.getByTitle("2:00 on this day, 3:30 in all")).toBeTruthy();
  expect(early?.getByTitle("Wed 18 Nov, 22:00 – Thu 19 Nov, 01:30").textContent).toMatch(/−1.*22:00.*01:30/s);
  expect(early?.getByText("1 hour 30 minutes on this day, 3 hours 30 minutes in all")).toBeTruthy();
  const lengths = screen.getAllByTestId("entry").map((row) => row.querySelector(".length span")?.textContent ?? "");
  const minutes = lengths.reduce((sum, text) => sum + Number(text.split(":")[0]) * 60 + Number(text.split(":")[1]), 0);
  expect(screen.getByText(`${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`)).toBeTruthy();
});

test("a notice that was closed stays closed in the next window, and names commands as such", async () => {
  const { host } = await open("problem");
  const notice = screen.getByText(/shows no tray icons/).closest<HTMLElement>("[role=alert]") ?? document.body;
  expect(notice.querySelector("code")?.textContent).toBe("stint");
  expect(notice.textContent).not.toContain("`");
  await user.click(within(notice).getByRole("button", { name: "Close" }));
  await vi.waitFor(() => expect(screen.queryByText(/shows no tray icons/)).toBeNull());
  expect((await host.getTimer({})).problems.map((problem) => problem.kind)).toEqual(["storage"]);
});

test("a click on a time opens the editor at that time", async () => {
  await open();
  for (const [time, label] of [
    ["From 10:40", "Start"],
    ["to 11:00", "End"],
  ] as const) {
    const [, row] = await screen.findAllByRole("button", { name: "More about “Standup”" });
    await user.click(within((row ?? document.body).closest("li") ?? document.body).getByRole("button", { name: time }));
    const field = within(screen.getByRole("form", { name: "Edit “Standup”" })).getByLabelText(label);
    expect(document.activeElement).toBe(field);
    await user.keyboard("{Escape}");
  }
});

test("what somebody pays for is signed, and few labels stand for many", async () => {
  await open("strange");
  const row = (title: string) => within(screen.getByRole("button", { name: title }).closest("li") ?? document.body);
  const many = row("Edit “Retry budget for webhooks”");
  expect(many.getByTitle("Billable")).toBeTruthy();
  expect(many.getByText("platform")).toBeTruthy();
  expect(many.getByText("+3").parentElement?.title).toBe(
    "#deep #planning-for-the-quarter-after-next #on-site #pairing #travel",
  );
  expect(row("Edit “Lunch”").queryByTitle("Billable")).toBeNull();
});
