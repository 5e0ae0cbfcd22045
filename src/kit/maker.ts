import type { Json, JsonObject } from "../scim/json.ts";
import type { Path } from "../scim/request-path.ts";
import type { Reply } from "../exchange/reply.ts";

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
  /**
   * An externalId with the run's mark. It ends with the label as it is written, so that two that differ in letter case alone can be
   * chosen.
   */
  readonly externalId: (label: string) => string;
  /** The id of no user: formed like a real one of this target. */
  readonly unknownUserId: () => Promise<string>;
}

/** How a body is to differ from the template. */
export interface MakeOptions {
  /** Ends the name as it is written: that of a group may hold spaces and punctuation, as those of real groups do. */
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
