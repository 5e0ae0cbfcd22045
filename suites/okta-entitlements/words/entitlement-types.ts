import {
  endpointOf,
  getIgnoreCase,
  isObject,
  pathTo,
  sameUrn,
  textOf,
  verify,
  withQuery,
} from "../../../src/kit/index.ts";
import type { CheckContext, JsonObject, Reply, TargetFacts } from "../../../src/kit/index.ts";

/** What the resource type of a role names as its schema. */
export const ROLE_URN = "urn:okta:scim:schemas:core:1.0:Role";
/** What that of any other entitlement names. */
export const ENTITLEMENT_URN = "urn:okta:scim:schemas:core:1.0:Entitlement";

/** A resource type that Okta takes for roles or entitlements. */
export interface EntitlementType {
  readonly name: string;
  /** Without slashes round it. */
  readonly endpoint: string;
  readonly isRole: boolean;
}

/** Types with more of them than anybody has are not all asked. */
const MOST_TYPES = 10;

/** Why a target has nothing for Okta's entitlement management; undefined where its resource types name something. */
export function noEntitlements({ resourceTypes = [] }: TargetFacts): string | undefined {
  if (typesIn(resourceTypes.filter(isObject)).length > 0) return undefined;
  return "no resource type of the target has Okta's schema of roles or entitlements";
}

/** The resource types of roles and entitlements; a skip where there are none. */
export function entitlementTypes(t: CheckContext): readonly EntitlementType[] {
  const why = noEntitlements(t.target);
  if (why !== undefined) t.skip(why);
  const usable = typesIn((t.target.resourceTypes ?? []).filter(isObject)).filter(({ endpoint }) => isUsable(endpoint));
  return usable.length > 0
    ? usable.slice(0, MOST_TYPES)
    : t.skip("no such resource type names an endpoint that can be asked");
}

/** An endpoint below the base URL, of one segment, as URLs have it. */
export function isUsable(endpoint: string): boolean {
  return /^[\w.~-]+$/.test(endpoint) && !/^\.+$/.test(endpoint);
}

/** A page of a type as Okta's test asks for it. */
export function pageOf(
  t: CheckContext,
  { endpoint }: EntitlementType,
  { count, startIndex = 1 }: { readonly count: number; readonly startIndex?: number },
): Promise<Reply> {
  return t.get(withQuery(pathTo`/${endpoint}`, { count, startIndex }), { headers: HEADERS });
}

/** The resources of a type, a hundred at most; a skip where they cannot be read. */
export async function resourcesOfType(
  t: CheckContext,
  type: EntitlementType,
): Promise<{ reply: Reply; items: readonly JsonObject[] }> {
  return t.supposing(
    "okta-entitlements.list.page",
    () => pageOf(t, type, { count: 100 }),
    (reply) => {
      const { resources } = verify(reply).list();
      verify(reply)
        .at("Resources")
        .holds("at least one resource", () => resources.length > 0);
      return { reply, items: resources };
    },
  );
}

const HEADERS: Readonly<Record<string, string>> = {
  "accept-charset": "utf-8",
  "content-type": "application/scim+json; charset=utf-8",
  accept: "application/scim+json",
  "user-agent": "OKTA SCIM Integration",
};

function typesIn(types: readonly JsonObject[]): readonly EntitlementType[] {
  return types.flatMap((type) => {
    const schema = getIgnoreCase(type, "schema");
    if (typeof schema !== "string") return [];
    const isRole = sameUrn(schema, ROLE_URN);
    if (!isRole && !sameUrn(schema, ENTITLEMENT_URN)) return [];
    return [{ name: textOf(type, "name") ?? "", endpoint: endpointOf(type), isRole }];
  });
}
