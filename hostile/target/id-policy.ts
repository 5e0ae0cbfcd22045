import type { Json, JsonObject } from "../../src/scim/json.ts";
import type { Endpoint } from "./endpoint.ts";

/** How a target names its resources. Each target starts one of its own. */
export interface IdPolicy {
  readonly next: (endpoint: Endpoint, about: NewResource) => string;
  /** The id as JSON. */
  readonly show: (id: string) => Json;
  /** Somebody who gets the id of what has just been removed. */
  readonly afterRemoval?: (endpoint: Endpoint, id: string) => JsonObject | undefined;
}

/** What an id may hang on. */
export interface NewResource {
  readonly sent: JsonObject;
  readonly isTaken: (endpoint: Endpoint, id: string) => boolean;
}
