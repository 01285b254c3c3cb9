/** Finds out where the page runs and mounts it. */
import "@fontsource-variable/inter";
import { mount } from "svelte";
import App from "./App.svelte";
import type { Host, Place } from "./host/host";
import "./theme/tokens.css";
import "./theme/base.css";
import { isSettings, viewOf } from "./views";

const places: readonly Place[] = ["main", "today", "tasks", "feed", "settings", "accounts", "notifications", "data"];
const query = new URLSearchParams(location.search);
const place = places.find((name) => name === query.get("place")) ?? "main";
const spot = { place, section: query.get("section") };

/** The engine behind the window; in a plain browser a day in memory, with its clock going on. */
async function findHost(): Promise<Host> {
  if ("__TAURI_INTERNALS__" in window) return (await import("./host/tauri")).tauriHost();
  return (await import("./host/fake")).fakeHost(query.get("fake") ?? "day", true);
}

const target = document.getElementById("stint");
// The view is on its way while the host is found; text drawn before its letters are there is drawn twice, in faces nobody sees.
const letters = document.fonts.load("1em 'Inter Variable'").catch(() => []);
const loaded = Promise.all([findHost(), viewOf(isSettings(place)), letters]);
if (target) void loaded.then(([host]) => mount(App, { target, props: { host, spot } }));
