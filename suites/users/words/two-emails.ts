import type { CheckContext } from "../../../src/kit/check-context.ts";
import type { JsonObject } from "../../../src/scim/json.ts";
import { itemsAt, valueAt } from "../../../src/kit/reading/value-at.ts";

/**
 * Two e-mails for one user, in the form of the profile's template: the first is primary, the second says nothing of that.
 * They have different types where the template has one. A skip when the template has no e-mail.
 */
export function twoEmails(t: CheckContext): readonly [JsonObject, JsonObject] {
  const [first] = itemsAt(t.make.userBody(), "emails");
  const [second] = itemsAt(t.make.userBody(), "emails");
  if (first === undefined || second === undefined) return t.skip("the profile's users have no e-mail");
  const { primary: _, ...other } = second;
  return [{ ...first, primary: true }, typeof valueAt(other, "type") === "string" ? { ...other, type: "home" } : other];
}
