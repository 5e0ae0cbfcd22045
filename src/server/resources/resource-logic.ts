import type { FilterExpression } from "../../scim/filter/syntax.ts";
import type { JsonObject } from "../../scim/json.ts";
import type { PatchOperation } from "../../scim/patch/request.ts";
import type { PatchSchema } from "../../scim/patch/target.ts";
import type { StoredResource } from "../ports.ts";

/** What the server does with resources of one type, apart from HTTP. Methods reject with what `toScimError` knows. */
export interface ResourceLogic {
  /** As in ResourceTypes, for example `User`. */
  readonly name: string;
  readonly schema: PatchSchema;
  /** What a successful PATCH answers with unless the client asks for attributes (RFC 7644 section 3.5.2 allows both). */
  readonly patchAnswer: "resource" | "nothing";
  readonly create: (body: JsonObject) => Promise<StoredResource>;
  /** Undefined when there is no such resource; so in the others. */
  readonly find: (id: string) => Promise<StoredResource | undefined>;
  readonly replace: (id: string, body: JsonObject) => Promise<StoredResource | undefined>;
  readonly patch: (id: string, operations: readonly PatchOperation[]) => Promise<StoredResource | undefined>;
  /** False when there is no such resource. */
  readonly remove: (id: string) => Promise<boolean>;
  /** All resources that a client may see and a filter may match, oldest first; an index narrows them where one can. */
  readonly candidates: (filter: FilterExpression | undefined) => Promise<readonly StoredResource[]>;
  /** The filter as this type understands it. */
  readonly toOwnFilter: (filter: FilterExpression) => FilterExpression;
  /** The whole resource as a client sees it, all but attributes that are never returned. `baseUrl` has no trailing slash. */
  readonly represent: (resource: StoredResource, baseUrl: string) => Promise<JsonObject>;
}
