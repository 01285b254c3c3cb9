/** The host in the window: every verb is a command of the generated bindings, a refusal is thrown. */
import { getCurrentWebviewWindow } from "@tauri-apps/api/webviewWindow";
import { commands, events } from "./bindings";
import type { Heard, Host } from "./host";

type Answer = { status: "ok"; data: unknown } | { status: "error"; error: unknown };
type Command = (...request: unknown[]) => Promise<unknown>;

const isAnswer = (value: unknown): value is Answer => typeof value === "object" && value !== null && "status" in value;

const unwrapped =
  (command: Command): Command =>
  async (...request) => {
    const answer = await command(...request);
    if (!isAnswer(answer)) return answer;
    if (answer.status === "error") throw answer.error;
    return answer.data;
  };

async function listen(heard: Heard): Promise<() => void> {
  const here = getCurrentWebviewWindow();
  const ends = await Promise.all([
    events.changed(here).listen(({ payload }) => heard.changed(payload.topic)),
    events.connection(here).listen(({ payload }) => heard.connection(payload)),
    events.navigate(here).listen(({ payload }) => heard.navigate(payload)),
  ]);
  return () => ends.forEach((end) => end());
}

/** The engine behind the window. */
export function tauriHost(): Host {
  const verbs = Object.entries(commands).map(([name, command]) => [name, unwrapped(command as Command)]);
  return { ...(Object.fromEntries(verbs) as Host), now: () => Date.now(), listen };
}
