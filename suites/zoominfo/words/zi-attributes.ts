import { getIgnoreCase, isArray, isObject, on, verify } from "../../../src/kit/index.ts";
import type { CheckContext, Json, JsonObject, Reply, UserBody, Where, Wrap } from "../../../src/kit/index.ts";

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
export function onZi(match: Where, change: (zi: JsonObject) => JsonObject): Wrap {
  return on(match).sent((body) => ({ ...body, [ZOOMINFO_URN]: change(ziOf(body, ZOOMINFO_URN)) }));
}

/** Credit settings of which none is what the app sends by default. */
export const CREDITS = { ziUserCredit: "Limited", ziCreditLimit: 250, ziResetUsage: "Manual" } as const;

/** Throws unless the answer is a user with these credit settings. */
export function verifyCredits(reply: Reply, urn: string): void {
  const answer = verify(reply).status(200);
  for (const [name, expected] of Object.entries(CREDITS)) answer.at(urn, name).is(expected);
}
