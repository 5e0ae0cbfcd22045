import { ScimError } from "../../../scim/error.ts";
import type { SeatRules } from "../../../profile/seat-rules.ts";
import type { JsonObject } from "../../../scim/json.ts";
import { toCaselessKey } from "../../stores/caseless-key.ts";
import { withAttributes } from "../change-resource.ts";
import type { StoredResource } from "../../ports.ts";
import { primaryAddress } from "./primary-email.ts";
import { SeatRefusal } from "../../seats/seat-refusal.ts";
import { productsOf } from "../../seats/user-products.ts";

/**
 * The user after a SCIM write. The first one that makes a portal user active, or takes that away, links him: from then on
 * he counts as assigned.
 * @throws ScimError 409 when the portal user is another person
 */
export function changeUser(current: StoredResource, attributes: JsonObject, now: number): StoredResource {
  const changed = withAttributes(current, attributes, now);
  if (!current.neverAssigned) return changed;
  verifySamePerson(current.attributes, attributes);
  const isLinked = attributes["active"] === true || attributes["active"] !== current.attributes["active"];
  return isLinked ? { ...changed, neverAssigned: false } : changed;
}

/**
 * Where products are sold by the seat, nobody is active without one, and nobody loses his last one by an update.
 * @throws SeatRefusal no-product
 */
export function verifyProducts(rules: SeatRules, next: JsonObject, current?: JsonObject): void {
  if (productsOf(next, rules).length > 0) return;
  const mayBeWithout = current !== undefined && productsOf(current, rules).length === 0;
  if (mayBeWithout && next["active"] !== true) return;
  throw SeatRefusal.noProduct(rules.attribute?.name ?? "");
}

// The integration guide: userName and e-mail of an existing user have to match those of the identity provider.
function verifySamePerson(current: JsonObject, attributes: JsonObject): void {
  verifySame("userName", String(current["userName"]), String(attributes["userName"]));
  verifySame("e-mail", primaryAddress(current) ?? "", primaryAddress(attributes) ?? "");
}

function verifySame(name: string, before: string, after: string): void {
  if (toCaselessKey(before) === toCaselessKey(after)) return;
  throw new ScimError(
    409,
    `The existing user has the ${name} '${before}' and cannot be linked to one with '${after}': ` +
      "userName and e-mail must both match. Change one of the two sides and assign the user again.",
  );
}
