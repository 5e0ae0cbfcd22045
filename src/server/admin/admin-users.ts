import { ScimError } from "../../scim/error.ts";
import type { Json, JsonObject } from "../../scim/json.ts";
import { isArray, isObject } from "../../scim/json.ts";
import type { StoredResource } from "../ports.ts";
import { primaryAddress } from "../resources/users/primary-email.ts";
import type { ServerContext } from "../http/server-context.ts";
import { keepSingleEmail } from "../resources/users/single-email.ts";
import { withProducts } from "../seats/user-products.ts";

/** Whether the identity provider looks after a user, in the words of the admin portal. */
export type SyncStatus = "Never assigned" | "Synced" | "Deactivated";

/** A user as the admin portal shows him. The two kinds of being active have nothing to do with each other. */
export interface AdminUser extends JsonObject {
  readonly id: string;
  readonly userName: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /** Names of the products that he holds a seat of. */
  readonly products: readonly string[];
  /** Holds a seat of a product. */
  readonly platformActive: boolean;
  /** Assigned by the identity provider and kept in step with it. */
  readonly scimActive: boolean;
  readonly status: SyncStatus;
}

/** The user as the admin portal shows him; `products` are those that he holds a seat of. */
export function toAdminUser({ id, attributes, neverAssigned }: StoredResource, products: readonly string[]): AdminUser {
  const scimActive = !neverAssigned && attributes["active"] === true;
  const { name } = attributes;
  return {
    id,
    userName: String(attributes["userName"]),
    firstName: textOf(isObject(name) ? name["givenName"] : undefined),
    lastName: textOf(isObject(name) ? name["familyName"] : undefined),
    email: primaryAddress(attributes) ?? "",
    products,
    platformActive: products.length > 0,
    scimActive,
    status: neverAssigned ? "Never assigned" : scimActive ? "Synced" : "Deactivated",
  };
}

/** The user that an administrator adds by hand, from the form of the portal. @throws ScimError 400 */
export function toPortalUser({ profile, clock, newId }: ServerContext, form: JsonObject): StoredResource {
  const email = requireText(form, "email");
  const products = productNames(form["products"]);
  if (products.length > 0 && profile.seats?.attribute === undefined) {
    throw new ScimError(400, `The profile '${profile.id}' has no products, so that none can be given.`);
  }
  const attributes: JsonObject = {
    // "Set User Name equal to Email" is the portal's default.
    userName: form["userName"] === undefined ? email : requireText(form, "userName"),
    name: { givenName: requireText(form, "firstName"), familyName: requireText(form, "lastName") },
    emails: [{ value: email, primary: true }],
    active: profile.server.portalUsers === "active",
  };
  const single = profile.server.emails === "single" ? keepSingleEmail(attributes) : attributes;
  const now = clock();
  return {
    id: newId(),
    type: "User",
    attributes: profile.seats === undefined ? single : withProducts(single, profile.seats, products),
    created: now,
    lastModified: now,
    neverAssigned: true,
  };
}

function requireText(form: JsonObject, key: string): string {
  const value = form[key];
  if (typeof value === "string" && value.trim() !== "") return value;
  throw new ScimError(400, `The field '${key}' must be a text that is not empty.`);
}

function productNames(value: Json | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  if (isArray(value) && value.every((item) => typeof item === "string")) return value;
  throw new ScimError(400, "The field 'products' must be an array of product names.");
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
