import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import App from "./App.svelte";
import { fakeHost } from "./host/fake";

const user = userEvent.setup();

async function type(text: string) {
  const host = fakeHost("day");
  render(App, { host, spot: { place: "main", section: null } });
  await screen.findAllByRole("heading");
  const started = vi.spyOn(host, "startFromText");
  const field = screen.getByRole("combobox", { name: "Start something" });
  await user.type(field, text);
  return { field, started };
}
const foot = () => screen.getByText(/^Enter$/).parentElement?.textContent;

test("Enter puts in the only project that a half typed name can mean, and starts with it the next time", async () => {
  const { field, started } = await type("Mail @ap");
  await screen.findByRole("option", { name: /api/ });
  expect(foot()).toBe("Enter puts it in");
  await user.keyboard("{Enter}");
  expect([field, started.mock.calls.length]).toEqual([expect.objectContaining({ value: "Mail @api " }), 0]);
  await user.keyboard("{Enter}");
  await vi.waitFor(() => expect(started.mock.calls).toEqual([[{ text: "Mail @api " }]]));
});

test("the foot says what Enter does with the offer that is chosen", async () => {
  await type("Mail #de");
  await screen.findByRole("option", { name: /#deep/ });
  expect(foot()).toBe("Enter starts");
  await user.keyboard("{ArrowDown}");
  expect(foot()).toBe("Enter puts it in");
});

test.each(["Mail @", "Mail #"])("“%s” starts “Mail”", async (line) => {
  const { started } = await type(`${line}{Enter}`);
  await vi.waitFor(() => expect(started.mock.calls).toEqual([[{ text: "Mail" }]]));
});

test("a sign alone starts nothing, and says what is expected", async () => {
  const { field, started } = await type("@{Enter}");
  expect((await screen.findByRole("alert")).textContent).toContain("name a project after @");
  expect([field, started.mock.calls.length]).toEqual([expect.objectContaining({ value: "@" }), 0]);
});
