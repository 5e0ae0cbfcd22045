import { THE_PLAN } from "../../profile/seat-cap.ts";
import type { SeatRules } from "../../profile/seat-rules.ts";
import { getIgnoreCase, isArray, isObject } from "../../scim/json.ts";
import type { JsonObject } from "../../scim/json.ts";

/** Names of the products that a user's attributes ask for, each once; under a plain cap every user asks for a seat. */
export function productsOf(attributes: JsonObject, { attribute }: SeatRules): readonly string[] {
  if (attribute === undefined) return [THE_PLAN];
  const { urn, name } = attribute;
  const container = attributes[urn];
  const value = isObject(container) ? container[name] : undefined;
  return isArray(value) ? [...new Set(value.filter((item) => typeof item === "string"))] : [];
}

/** Whether a request body says anything about products: null and an empty list do. */
export function mentionsProducts(body: JsonObject, { attribute }: SeatRules): boolean {
  if (attribute === undefined) return false;
  const { urn, name } = attribute;
  const container = getIgnoreCase(body, urn);
  return isObject(container) && getIgnoreCase(container, name) !== undefined;
}

/** The attributes with these products; with none they are as they were. */
export function withProducts(attributes: JsonObject, rules: SeatRules, products: readonly string[]): JsonObject {
  if (products.length === 0 || rules.attribute === undefined) return attributes;
  const { urn, name } = rules.attribute;
  const container = attributes[urn];
  return { ...attributes, [urn]: { ...(isObject(container) && container), [name]: products } };
}
