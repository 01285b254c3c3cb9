/** Puts the chosen theme on the page; remembers it, so that the next window opens in it. */
import type { ThemeName } from "../host/host";

const key = "theme";

/** Shows the page in this theme. */
export function showTheme(theme: ThemeName): void {
  document.documentElement.dataset["theme"] = theme;
  try {
    localStorage.setItem(key, theme);
  } catch {
    // A page that may not remember asks the engine again; nothing is lost.
  }
}

/** The theme of the last window, before the engine answered. */
export function lastTheme(): ThemeName {
  try {
    const theme = localStorage.getItem(key);
    return theme === "light" || theme === "dark" ? theme : "system";
  } catch {
    return "system";
  }
}

/** Whether the page is ink at the moment. */
export function isDark(): boolean {
  const theme = document.documentElement.dataset["theme"];
  return theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
}
