import { isArray, isObject } from "../../../scim/json.ts";
import type { JsonObject } from "../../../scim/json.ts";

/** Of a user's e-mails the one marked primary, else the first; undefined when there is none. */
export function primaryEmail(attributes: JsonObject): JsonObject | undefined {
  const { emails } = attributes;
  if (!isArray(emails)) return undefined;
  const complex = emails.filter(isObject);
  return complex.find(({ primary }) => primary === true) ?? complex[0];
}

/** The address of the primary e-mail. */
export function primaryAddress(attributes: JsonObject): string | undefined {
  const value = primaryEmail(attributes)?.["value"];
  return typeof value === "string" ? value : undefined;
}
