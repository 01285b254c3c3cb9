import type { Connection } from "../host/host";

/** How the connection to the engine stands. */
export class Link {
  #state = $state.raw<Connection>({ state: "connecting", message: "" });

  get state(): Connection["state"] {
    return this.#state.state;
  }

  /** What to tell the person; nothing while all is well. */
  get message(): string {
    if (this.#state.state === "connected" || this.#state.state === "connecting") return "";
    return this.#state.message || "Stint is not answering. A running timer goes on; this window tries again by itself.";
  }

  heard(connection: Connection): void {
    this.#state = connection;
  }
}
