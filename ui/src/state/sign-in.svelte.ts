import { untrack } from "svelte";
import type { AccountView, ApiError, AttemptView, Host, PastedView, ServiceView, WayKind, WayView } from "../host/host";
import { asError } from "./asked.svelte";

/** How long a pasted secret is kept for the request that names it, a little less than the engine keeps it. */
const kept = 55_000;

/** How long the person rests while typing a host before the engine is asked about it. */
const rest = 250;

/** A name that no attempt had before. */
const freshName = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** What the person fills in to sign in at a service; the token itself is never here, only the ticket that names it. */
export class SignIn {
  way = $state<WayKind>("token");
  /** Where the service lies; empty for its standard place. */
  place = $state("");
  user = $state("");
  scopes = $state<string[]>([]);
  pasted = $state.raw<PastedView | null>(null);
  refusal = $state.raw<ApiError | null>(null);
  isBusy = $state(false);
  #usualWays = $state.raw<WayView[]>([]);
  #known = $state.raw<{ place: string; ways: WayView[] } | null>(null);

  constructor(
    private readonly host: Host,
    private readonly service: ServiceView,
    readonly account: AccountView | null,
    from: AttemptView | null,
  ) {
    const ready = service.ways.find((way) => way.isReady) ?? service.ways[0];
    const usual = from?.way ?? account?.way;
    this.#usualWays = service.ways;
    this.place = this.#own(from?.host ?? account?.host ?? "");
    this.user = account?.user ?? "";
    const isElsewhere = this.place !== "";
    this.way =
      service.ways.find((way) => way.kind === usual && (way.isReady || isElsewhere))?.kind ?? ready?.kind ?? "token";
    this.scopes = service.scopes.filter((scope) => scope.isAskedFor && !scope.isRequired).map((scope) => scope.name);
  }

  /** Whether all is there that must be. */
  get isComplete(): boolean {
    const way = this.ways.find(({ kind }) => kind === this.way);
    const hasUser = !way?.userLabel || this.user.trim() !== "";
    return this.hasPlace && hasUser && (this.way === "token" ? this.pasted !== null : this.#isKnown);
  }

  /** Whether it is said where the service lies. */
  get hasPlace(): boolean {
    const { standardHost, movedTo } = this.service;
    return (standardHost ?? movedTo) !== null || this.place.trim() !== "";
  }

  /** The ways to sign in there; those known last while the person types. */
  get ways(): WayView[] {
    return this.place.trim() === "" ? this.#usualWays : (this.#known?.ways ?? this.#usualWays);
  }

  get #isKnown(): boolean {
    const place = this.place.trim();
    return place === "" || this.#known?.place === place;
  }

  /** Asks what can be done at the place that was typed; `usual` are the ways at the standard one. Gives back how to stop waiting. */
  learn(usual: WayView[]): () => void {
    this.#usualWays = usual;
    const place = this.place.trim();
    if (place === "") return () => undefined;
    const wait = untrack(() => this.#known) === null || untrack(() => this.#isKnown) ? 0 : rest;
    const timer = setTimeout(() => void this.#ask(place), wait);
    return () => clearTimeout(timer);
  }

  async #ask(place: string): Promise<void> {
    try {
      this.#known = { place, ways: await this.host.listWays({ service: this.service.id, host: place }) };
    } catch (thrown) {
      // What is no host is said where it matters: a token has its own refusal.
      const whyNot = asError(thrown).message;
      const barred = (way: WayView) => (way.kind === "token" ? way : { ...way, isReady: false, whyNot });
      this.#known = { place, ways: this.#usualWays.map(barred) };
    }
  }

  toggle(scope: string): void {
    const has = this.scopes.includes(scope);
    this.scopes = has ? this.scopes.filter((name) => name !== scope) : [...this.scopes, scope];
  }

  /** Keeps the ticket of what was pasted, until it is worth nothing any more. */
  take(pasted: PastedView): void {
    this.pasted = pasted;
    this.refusal = null;
    setTimeout(() => {
      if (this.pasted !== pasted) return;
      this.pasted = null;
      this.refusal = { code: "refused", message: "What was pasted was put away after a minute.", hint: "Paste it again." }; // prettier-ignore
    }, kept);
  }

  /** Opens the page where a token is made. */
  openTokenPage = (): Promise<void> =>
    this.#try(() =>
      this.host.openTokenPage({ service: this.service.id, host: this.place.trim(), scopes: this.scopes }),
    );

  /** Begins; whether it began. A ticket serves once, so a refusal asks for the token again. */
  async begin(): Promise<boolean> {
    if (this.isBusy) return false;
    const { way, scopes } = this;
    const ticket = way === "token" ? (this.pasted?.ticket ?? null) : null;
    this.isBusy = true;
    await this.#try(() =>
      this.host.beginSignIn({
        attempt: freshName(),
        service: this.service.id,
        way,
        host: this.place.trim(),
        account: this.account?.id ?? null,
        scopes,
        user: this.user.trim(),
        ticket,
      }),
    );
    this.isBusy = false;
    this.pasted = null;
    return this.refusal === null;
  }

  async #try(act: () => Promise<unknown>): Promise<void> {
    this.refusal = null;
    try {
      await act();
    } catch (thrown) {
      this.refusal = asError(thrown);
    }
  }

  /** A host, empty where it is the standard one or the one the configuration moves it to. */
  #own(host: string): string {
    const { standardHost, movedTo } = this.service;
    return host === standardHost || movedTo?.endsWith(`//${host}`) ? "" : host;
  }
}
