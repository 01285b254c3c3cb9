import { render, screen } from "@testing-library/svelte";
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
