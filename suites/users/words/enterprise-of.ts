import { ENTERPRISE_USER_URN, isArray, ownText, sameText, USER_URN, valueAt } from "../../../src/kit/index.ts";
import type { CheckContext, Json, JsonObject } from "../../../src/kit/index.ts";
import type { Overrides } from "./create-with.ts";

/** Overrides that add the enterprise extension to the profile's user. */
export function enterpriseOf(t: CheckContext, attributes: JsonObject = { employeeNumber: ownText(t) }): Overrides {
  return { schemas: [...ownUrns(t), ENTERPRISE_USER_URN], [ENTERPRISE_USER_URN]: attributes };
}

/** The URNs in the schemas of the profile's user, the enterprise one apart. */
export function ownUrns(t: CheckContext): readonly Json[] {
  const schemas = valueAt(t.make.userBody(), "schemas");
  return isArray(schemas) ? schemas.filter((urn) => !sameText(urn, ENTERPRISE_USER_URN)) : [USER_URN];
}
