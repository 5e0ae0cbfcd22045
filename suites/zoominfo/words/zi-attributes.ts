import type { CheckContext } from "../../../src/kit/check-context.ts";
import type { UserBody } from "../../../src/kit/maker.ts";
import { tamperRequestBody } from "../../../src/kit/defects/tamper.ts";
import type { TamperMatch, Wrap } from "../../../src/kit/defects/tamper.ts";
import { getIgnoreCase, isArray, isObject } from "../../../src/scim/json.ts";
import type { Json, JsonObject } from "../../../src/scim/json.ts";

/** The schema of ZoomInfo's own attributes in the built-in profile, which is the one that defects are built for. */
export const ZOOMINFO_URN = "urn:ietf:params:scim:schemas:extension:zoominfo:2.0:User";

/** The schema URN under which the profile has ZoomInfo's attributes; skips where it has none. */
export function ziUrn(t: CheckContext): string {
  const extension = t.profile.extensions.find(({ schema }) =>
    schema.attributes.some(({ name }) => name === "ziProduct"),
  );
  return extension?.schema.id ?? t.skip("the profile has no ZoomInfo attributes");
}

/** A body with some of ZoomInfo's attributes replaced; undefined leaves one out. */
export function ziBody(t: CheckContext, changes: Readonly<Record<string, Json | undefined>>): UserBody {
  const urn = ziUrn(t);
  const body = t.make.userBody();
  return t.make.userBody({ overrides: { [urn]: { ...ziOf(body, urn), ...changes } } });
}

/** ZoomInfo's attributes of a user; empty when there are none. */
export function ziOf(user: Json | undefined, urn: string): JsonObject {
  const container = isObject(user) ? getIgnoreCase(user, urn) : undefined;
  return isObject(container) ? container : {};
}

/** The products that the profile's template asks for. */
export function templateProducts(t: CheckContext): readonly Json[] {
  const products = ziOf(t.make.userBody(), ziUrn(t))["ziProduct"];
  return isArray(products) ? products : [];
}

/** Changes ZoomInfo's attributes in bodies on their way to the server. */
export function onZi(match: TamperMatch, change: (zi: JsonObject) => JsonObject): Wrap {
  return tamperRequestBody(match, (body) => ({ ...body, [ZOOMINFO_URN]: change(ziOf(body, ZOOMINFO_URN)) }));
}
