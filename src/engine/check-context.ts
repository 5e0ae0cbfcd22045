import type { Json, JsonObject } from "../scim/json.ts";
import type { Path, RequestPath } from "../scim/request-path.ts";
import type { Capabilities } from "../profile/capability.ts";
import type { Profile } from "../profile/profile.ts";
import type { TargetFacts } from "./exchange.ts";
import type { Reply } from "./reply.ts";
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

  readonly make: Maker;
  readonly seats: SeatContext;

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
  /** `none` leaves the credentials out, `wrong` sends a made-up token. */
  readonly credentials?: "none" | "wrong";
}

/** Makes what a check needs, in the shape that the profile says the target accepts; all of it is removed when the check ends. */
export interface Maker {
  /**
   * A body for POST /Users that the target should accept. `label` becomes part of userName and names (default: a number),
   * so near names and letter case can be chosen; `overrides` replace top-level members (undefined removes one).
   */
  readonly userBody: (options?: MakeOptions) => UserBody;
  readonly groupBody: (options?: MakeOptions) => GroupBody;
  /** POSTs a user and expects a 2xx with an id; throws `SetUpFailure` otherwise. */
  readonly user: (options?: MakeOptions) => Promise<Made<UserBody>>;
  /** POSTs a group and expects a 2xx with an id; throws `SetUpFailure` otherwise. */
  readonly group: (options?: MakeOptions) => Promise<Made<GroupBody>>;
  /** The id of no user: formed like a real one of this target. */
  readonly unknownUserId: () => Promise<string>;
}

/** How a body is to differ from the template. */
export interface MakeOptions {
  readonly label?: string;
  readonly overrides?: Readonly<Record<string, Json | undefined>>;
}

/** A complete body of a user. */
export interface UserBody extends JsonObject {
  readonly userName: string;
}

/** A complete body of a group. */
export interface GroupBody extends JsonObject {
  readonly displayName: string;
}

/** A resource that the check made. */
export interface Made<Body extends JsonObject> {
  readonly id: string;
  /** For example `/Users/2819c223`. */
  readonly path: Path;
  /** What was sent. */
  readonly sent: Body;
  /** The answer to the POST. */
  readonly reply: Reply;
  /** GET of the resource; throws `SetUpFailure` when that does not give it. */
  readonly read: () => Promise<JsonObject>;
}
