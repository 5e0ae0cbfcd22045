import type { ProviderRequest } from "./provider-request.ts";
import type { Maker } from "./maker.ts";
import type { Json, JsonObject } from "../scim/json.ts";
import type { Filter } from "../scim/filter/filter-text.ts";
import type { Endpoint, Path, RequestPath } from "../scim/request-path.ts";
import type { Capabilities } from "../profile/capability/index.ts";
import type { Profile } from "../profile/profile.ts";
import type { TargetFacts } from "../profile/target-facts.ts";
import type { Reply } from "../exchange/reply.ts";
import type { OtherCredentials } from "../exchange/masking/credentials.ts";
import type { SeatContext } from "./seat-context.ts";

/** What a check works with: the target, resources of its own, and the ways to end without a verdict. */
export interface CheckContext {
  /** Random, in the name of everything that the run makes. */
  readonly runId: string;
  readonly profile: Profile;
  readonly capabilities: Capabilities;
  /** What the target publishes about itself. */
  readonly target: TargetFacts;
  /** Base URL of the target, without a trailing slash. */
  readonly baseUrl: string;
  /** True when the run was given the credentials of a second tenant: `credentials: "other"` sends them. */
  readonly hasOtherTenant: boolean;

  /**
   * Sends a request. `path` is below the base URL; an id or a query is put into it by `pathTo` and `withQuery`. It never throws for
   * what the target does. On a target that was seen to lag behind, a GET waits until the check's last write must show.
   */
  readonly request: (method: string, path: RequestPath, options?: RequestOptions) => Promise<Reply>;
  readonly get: (path: RequestPath, options?: RequestOptions) => Promise<Reply>;
  readonly post: (path: RequestPath, body: JsonObject, options?: RequestOptions) => Promise<Reply>;
  readonly put: (path: RequestPath, body: JsonObject, options?: RequestOptions) => Promise<Reply>;
  /** PATCH with a PatchOp message that has these operations. */
  readonly patch: (path: RequestPath, operations: readonly JsonObject[], options?: RequestOptions) => Promise<Reply>;
  readonly delete: (path: RequestPath, options?: RequestOptions) => Promise<Reply>;

  /**
   * Sends what an identity provider's wire has built, exactly as the provider's client sends it. What a traffic rule finds in such an
   * exchange counts for the provider's features.
   */
  readonly as: (provider: string) => { readonly send: (request: ProviderRequest) => Promise<Reply> };

  readonly make: Maker;
  readonly seats: SeatContext;

  /** GET of an endpoint with a filter and further query parameters. */
  readonly query: (endpoint: Endpoint, filter: Filter, parameters?: Readonly<Record<string, string>>) => Promise<Reply>;
  /** DELETE of what the check made; a skip unless it succeeds. With which status is for `users.delete.status`. */
  readonly remove: (made: { readonly path: Path }) => Promise<Reply>;

  /**
   * Reads until the judgement passes, and gives what it returns; throws the last violation when the settling time (`--settle`) is
   * over. For servers that index or replicate after they answer. `read` only reads.
   */
  readonly eventually: <T>(read: () => Promise<Reply>, judge: (reply: Reply) => T) => Promise<T>;
  /** Holds at once, and still after the settling time: for what must not happen. `read` only reads. */
  readonly stays: <T>(read: () => Promise<Reply>, judge: (reply: Reply) => T) => Promise<T>;
  /**
   * What the check needs to be so before it can judge, and which another check, `owner`, judges. It skips when the judgement
   * does not pass in the settling time. Where the target answered with a success all the same, the owner must have found that
   * in the same run, else the run makes it the owner's finding.
   */
  readonly supposing: <T>(owner: string, read: () => Promise<Reply>, judge: (reply: Reply) => T) => Promise<T>;

  /**
   * Makes a remark about an answer, one sentence that begins with what the target did. It never makes a verdict: the check goes
   * on, and passes when nothing else is wrong.
   */
  readonly note: (reply: Reply, sentence: string) => void;
  /** The check does not apply here. */
  readonly skip: (reason: string) => never;
  /**
   * Reads until `isSettled` says so or the settling time (`--settle`) has passed, and returns the last reading, which is
   * begun after that time: for servers that index or replicate after they answer.
   */
  readonly settle: <T>(read: () => Promise<T>, isSettled: (value: T) => boolean) => Promise<T>;
  /** Waits that many milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
}

/** What may be said about one request beyond method, path and body. */
export interface RequestOptions {
  /** A JSON body; for text that is no JSON use `text`. */
  readonly body?: Json;
  /** The body as text, sent as it is. */
  readonly text?: string;
  /** Added to the ordinary headers; null takes an ordinary one away. Names in lower case. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /**
   * `none` leaves the credentials out, `wrong` sends a made-up token, `other` those of the second tenant; `longer`, `shorter` and
   * `other-case` a token that is nearly the right one.
   */
  readonly credentials?: OtherCredentials;
}
