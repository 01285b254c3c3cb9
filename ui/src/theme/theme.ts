/** Puts the chosen theme on the page. */
import type { ThemeName } from "../host/host";

/** Shows the page in this theme. */
export function showTheme(theme: ThemeName): void {
  document.documentElement.dataset["theme"] = theme;
}

/** Whether the page is ink at the moment. */
export function isDark(): boolean {
  const theme = document.documentElement.dataset["theme"];
  return theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
}
