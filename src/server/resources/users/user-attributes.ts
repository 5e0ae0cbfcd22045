import { ScimError } from "../../../scim/error.ts";
import type { JsonObject } from "../../../scim/json.ts";
import { applyPatch } from "../../../scim/patch/patch.ts";
import type { PatchOperation } from "../../../scim/patch/request.ts";
import { normaliseResource } from "../../../scim/schema/validate-resource.ts";
import { verifyClosedValues } from "../closed-values.ts";
import { keepImmutable } from "../immutable-attributes.ts";
import { hashPassword, matchesPassword } from "./password.ts";
import { toPatchSchema } from "../../http/limits.ts";
import type { StoredResource } from "../../ports.ts";
import { primaryEmail } from "./primary-email.ts";
import { toRepresentation } from "../representation.ts";
import type { ServerContext } from "../../http/server-context.ts";
import { ignoreEmailTypesInPath, keepSingleEmail } from "./single-email.ts";
import { omitServerAttributes } from "../stored-attributes.ts";
import { mentionsProducts, productsOf, withProducts } from "../../seats/user-products.ts";

/** Makes the attributes of a user, as they are stored, of what a client sends. @throws ScimError 400 */
export interface UserAttributes {
  readonly ofPost: (body: JsonObject) => JsonObject;
  readonly ofPut: (body: JsonObject, current: StoredResource) => JsonObject;
  readonly ofPatch: (operations: readonly PatchOperation[], current: StoredResource) => JsonObject;
}

/** The rules of one server instance. */
export function createUserAttributes({ profile, limits, userSchema: schema }: ServerContext): UserAttributes {
  const isSingle = profile.server.emails === "single";
  const finish = (attributes: JsonObject, current?: StoredResource): JsonObject => {
    verifyUserName(attributes);
    verifyClosedValues(attributes, profile.extensions);
    const hidden = hidePassword(attributes, current?.attributes["password"]);
    return isSingle ? keepSingleEmail(hidden) : hidden;
  };
  const normalise = (body: JsonObject): JsonObject => omitServerAttributes(normaliseResource(body, schema));

  return {
    ofPost: (body) => {
      const attributes = normalise(body);
      return finish({ ...attributes, active: attributes["active"] ?? true });
    },
    ofPut: (body, current) => {
      const attributes = keepImmutable(keepUnnamed(normalise(body), current), current.attributes, schema);
      const keepsProducts = profile.seats !== undefined && !mentionsProducts(body, profile.seats);
      if (!keepsProducts) return finish(attributes, current);
      return finish(withProducts(attributes, profile.seats, productsOf(current.attributes, profile.seats)), current);
    },
    ofPatch: (operations, current) => {
      const understood =
        isSingle && primaryEmail(current.attributes) !== undefined
          ? operations.map((operation) => ignoreEmailTypesInPath(operation, schema.filterBounds))
          : operations;
      const patched = applyPatch(toPatchable(current, schema), understood, toPatchSchema(schema, limits));
      return finish(omitServerAttributes(patched), current);
    },
  };
}

// RFC 7644 section 3.5.1 leaves open what becomes of readWrite attributes that a PUT does not name. `active` and the
// password stay: a client that does not know of them must not suspend a user or lock him out.
function keepUnnamed(attributes: JsonObject, current: StoredResource): JsonObject {
  const active = attributes["active"] ?? (current.neverAssigned ? true : current.attributes["active"]);
  const password = attributes["password"] ?? current.attributes["password"];
  return { ...attributes, active, ...(password !== undefined && { password }) };
}

function toPatchable(current: StoredResource, schema: ServerContext["userSchema"]): JsonObject {
  const { password } = current.attributes;
  return { ...toRepresentation(current, schema, ""), ...(password !== undefined && { password }) };
}

// RFC 7643 section 4.1.1: the userName is required and not empty.
function verifyUserName({ userName }: JsonObject): void {
  if (typeof userName === "string" && userName.trim() !== "") return;
  throw new ScimError(400, "Attribute 'userName' must not be empty.", { scimType: "invalidValue" });
}

/** The attributes with the password as a hash; the one stored stays when the password is still the same. */
function hidePassword(attributes: JsonObject, stored: JsonObject[string]): JsonObject {
  const { password } = attributes;
  if (typeof password !== "string" || password === stored) return attributes;
  const isSame = typeof stored === "string" && matchesPassword(password, stored);
  return { ...attributes, password: isSame ? stored : hashPassword(password) };
}
