/** What each window shows; a window loads its own and nothing else. */
import type { Place } from "./host/host";

const inSettings: readonly Place[] = ["settings", "accounts", "notifications", "data"];

/** Whether it is shown by the settings window. */
export const isSettings = (place: Place): boolean => inSettings.includes(place);

// Each by a call of its own: of a choice inside one call only one style would be built.
const settings = () => import("./views/Settings.svelte");
const main = () => import("./views/Main.svelte");

/** The view of a window. */
export const viewOf = async (isOfSettings: boolean) => (await (isOfSettings ? settings() : main())).default;
