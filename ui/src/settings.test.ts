import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import App from "./App.svelte";
import { fakeHost } from "./host/fake";

const user = userEvent.setup();

async function open(place: "settings" | "data", part?: string) {
  const host = fakeHost();
  render(App, { host, spot: { place, section: null } });
  await screen.findAllByRole("heading");
  if (part) await user.click(screen.getByRole("button", { name: part }));
  return host;
}

test("a goal that is no time says what is expected, and keeps the one before", async () => {
  const host = await open("settings");
  const goal = await screen.findByRole("textbox", { name: /^Hours a day/ });
  await user.clear(goal);
  await user.type(goal, "a lot{Tab}");
  expect((await screen.findByRole("alert", { name: "" })).textContent).toBe("Hours and minutes such as 7:30.");
  expect((await host.getSettings({})).settings.dayGoalMinutes).toBe(450);
  await user.clear(goal);
  await user.type(goal, "8:00{Tab}");
  expect(screen.queryByText(/such as 7:30/)).toBeNull();
  expect((await host.getSettings({})).settings.dayGoalMinutes).toBe(480);
});

test("hours are written with two digits", async () => {
  await open("settings");
  const from = await screen.findByRole<HTMLSelectElement>("combobox", { name: "From" });
  expect(from.selectedOptions[0]?.textContent).toBe("08:00");
});

test("a new project shows the colour it will have", async () => {
  await open("settings", "Projects");
  await user.click(await screen.findByRole("button", { name: "Project" }));
  // Five of six are taken.
  expect(screen.getByRole("radio", { name: "amber" })).toHaveProperty("checked", true);
});

test("a project with time is archived, one without can be deleted", async () => {
  const host = await open("settings", "Projects");
  const made = await host.addProject({
    project: { name: "Fresh", colour: null, client: null, isBillable: false, isArchived: false },
  });
  expect(made.label).toContain("Fresh");
  for (const [name, labels] of [
    ["api", ["Edit", "Archive"]],
    ["Fresh", ["Edit", "Archive", "Delete"]],
  ] as const) {
    await user.click(await screen.findByRole("button", { name: `More about “${name}”` }));
    const items = within(screen.getByRole("menu")).getAllByRole("menuitem");
    expect(items.map((item) => item.textContent.trim())).toEqual(labels);
    await user.keyboard("{Escape}");
  }
});

test("what was written is called written", async () => {
  await open("data");
  await user.click(await screen.findByRole("button", { name: "Export JSON" }));
  expect(await screen.findByText(/^Exported to /)).toBeTruthy();
});
