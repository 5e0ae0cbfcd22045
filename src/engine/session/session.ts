import type { Json } from "../../scim/json.ts";
import type { RequestPath } from "../../scim/request-path.ts";
import type { Cause, LiveExchange } from "../../exchange/exchange.ts";
import type { Sweep } from "../../exchange/masking/sweep.ts";

/**
 * All traffic to one target: sends, waits out rate limits, judges each exchange by the traffic rules, records it redacted,
 * and remembers what the run made. It does not throw for what a target answers; it rejects with `NotOurs` when nothing shows that what
 * a change names is the run's, with `Withheld` for a kind of request that the target has dropped three times, and with `LostTarget`.
 */
export interface Session {
  /** Base URL of the target, without a trailing slash. */
  readonly baseUrl: string;
  readonly runId: string;
  /** True when the user gave the credentials of a second tenant. */
  readonly hasOtherTenant: boolean;
  readonly send: (request: OutgoingRequest) => Promise<LiveExchange>;
  /**
   * True when the run was told that it made the resource with that id, and has not removed it. `endpoint` is for example
   * `/Users`. Before it is changed a reading must have shown the run's mark: `send` sees to that.
   */
  readonly isOwn: (endpoint: string, id: string) => boolean;
  /** How many requests have gone unanswered because the target was down for a moment. */
  readonly outages: () => number;
  /** Masks the user's secrets in a text that quotes the target. */
  readonly sweep: Sweep;
  /**
   * Takes a resource that was made on the run's behalf by other means (a portal user by a hook) as the run's own, so that it
   * may be changed and is removed at the end: of the check or scenario that `madeBy` names, else of the run. `endpoint` is for
   * example `/Users`.
   */
  readonly adopt: (endpoint: string, id: string, madeBy?: string) => void;
}

/** A request to be sent. */
export interface OutgoingRequest {
  readonly method: string;
  /** Below the base URL, with a leading slash and any query, percent-encoded. */
  readonly path: RequestPath;
  /** All headers but the credentials; lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Json;
  /** A body that is sent as it is, instead of `body`. */
  readonly text?: string;
  readonly cause: Cause;
  /**
   * True for a request that stands in a document of the user's own: it is sent as it stands there, whosoever's resource it changes.
   * All others change only what a reading has shown to be the run's.
   */
  readonly asGiven?: true;
  /** The id of the identity provider whose wire built the request; `tool` when left out. */
  readonly sender?: string;
  /** `token` (default) sends what the user gave, `none` nothing, `wrong` a made-up token, `other` what the second tenant has. */
  readonly credentials?: "token" | "none" | "wrong" | "other";
  /** Milliseconds; the session's own default otherwise. */
  readonly timeoutMs?: number;
  /** `wait` (default) waits out a 429 and asks again; `never` hands it to the caller, as the emulated client has rules of its own. */
  readonly onRateLimit?: "wait" | "never";
  /** `wait` (default) waits out a 503 that says when to come back; `never` hands it over, for who asks what is lost by it. */
  readonly onUnavailable?: "wait" | "never";
}
