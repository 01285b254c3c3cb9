import { untrack } from "svelte";
import type { AccountView, ApiError, Host, PastedView, ServiceView, WayKind, WayView } from "../host/host";
import { asError } from "./asked.svelte";

/** How long a pasted secret is kept for the request that names it, a little less than the engine keeps it. */
const kept = 55_000;

/** How long the person rests while typing a host before the engine is asked about it. */
const rest = 250;

/** A name that no attempt had before. */
const freshName = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** What was filled in for a sign-in, kept for another try; never the token. */
export interface Filled {
  attempt: string;
  way: WayKind;
  place: string;
  /** Empty where it is not known any more; then the usual ones. */
  user: string;
  scopes: string[] | null;
  /** Why it failed. */
  failure: ApiError | null;
}

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
  /** Whether the place was typed to its end; until then nothing is said of it. */
  isPlaceLeft = $state(false);
  #attempt = "";
  #failed: { place: string; refusal: ApiError } | null = null;
  #usualWays = $state.raw<WayView[]>([]);
  #known = $state.raw<{ place: string; ways: WayView[]; refusal: ApiError | null } | null>(null);

  constructor(
    private readonly host: Host,
    private readonly service: ServiceView,
    readonly account: AccountView | null,
    readonly from: Filled | null,
  ) {
    const ready = service.ways.find((way) => way.isReady) ?? service.ways[0];
    const usual = from?.way ?? account?.way;
    this.#usualWays = service.ways;
    this.place = this.#own(from?.place ?? account?.host ?? "");
    this.user = from?.user || (account?.user ?? "");
    const isElsewhere = this.place !== "";
    this.way =
      service.ways.find((way) => way.kind === usual && (way.isReady || isElsewhere))?.kind ?? ready?.kind ?? "token";
    const asked = service.scopes.filter((scope) => scope.isAskedFor && !scope.isRequired).map((scope) => scope.name);
    this.scopes = from?.scopes ?? asked;
    // What names the host is about the host.
    if (from?.failure && isElsewhere && from.failure.message.includes(this.place))
      this.#failed = { place: this.place, refusal: from.failure };
    this.isPlaceLeft = from !== null;
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

  /** Why it cannot lie at the place that was typed, or did not answer there. */
  get placeRefusal(): ApiError | null {
    const place = this.place.trim();
    if (place === "" || !this.isPlaceLeft) return null;
    return [this.#known, this.#failed].find((it) => it?.place === place && it.refusal !== null)?.refusal ?? null;
  }

  /** What was filled in, to begin with again. */
  get filled(): Filled {
    const { way, place, user, scopes } = this;
    return { attempt: this.#attempt, way, place: place.trim(), user, scopes, failure: null };
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
    const asked = await this.host.listWays({ service: this.service.id, host: place }).then(
      (ways) => ({ place, ways, refusal: null }),
      (thrown: unknown) => {
        const error = asError(thrown);
        // That nobody could be asked says nothing about the host.
        return { place, ways: this.#usualWays, refusal: error.code === "refused" ? error : null };
      },
    );
    // The answer about what was typed before comes too late.
    if (place === this.place.trim()) this.#known = asked;
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

  /** Begins; whether it began. The engine refuses before it takes the ticket, so what was pasted stays until then. */
  async begin(): Promise<boolean> {
    if (this.isBusy) return false;
    this.isBusy = true;
    this.isPlaceLeft = true;
    const hasBegun = (await this.#isPlaceFit()) && (await this.#begin());
    this.isBusy = false;
    return hasBegun;
  }

  /** Whether the service may lie at the place that was typed. */
  async #isPlaceFit(): Promise<boolean> {
    const place = this.place.trim();
    if (place === "") return true;
    if (this.#known?.place !== place) await this.#ask(place);
    return this.#known?.place === place && this.#known.refusal === null;
  }

  async #begin(): Promise<boolean> {
    const { way, scopes } = this;
    const ticket = way === "token" ? (this.pasted?.ticket ?? null) : null;
    this.#attempt = freshName();
    await this.#try(() =>
      this.host.beginSignIn({
        attempt: this.#attempt,
        service: this.service.id,
        way,
        host: this.place.trim(),
        account: this.account?.id ?? null,
        scopes,
        user: this.user.trim(),
        ticket,
      }),
    );
    if (this.refusal === null) this.pasted = null;
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
