import {
  valueAt,
  breaking,
  defineTrafficRule,
  ENTERPRISE_USER_URN,
  getIgnoreCase,
  isArray,
  metaOf,
  on,
  sameUrn,
  shown,
  toReply,
  USER_URN,
  verify,
  without,
} from "../../src/kit/index.ts";
import type { DeclaredRule, Json, JsonObject, LiveExchange } from "../../src/kit/index.ts";
import { ownResourcesIn, resourcesIn, schemasOf, stepsTo, wholeResourcesIn } from "./words/answers.ts";
import type { SeenResource } from "./words/answers.ts";
import { failAt, holdAgainst, inTheOpen } from "./words/fail-at.ts";
import type { Demanded } from "./words/fail-at.ts";
import { readOne } from "./words/probes.ts";
import { validator } from "./words/validator.ts";

const USER = "/Users/:id?";

const id: DeclaredRule = defineTrafficRule({
  id: "traffic.resource.id",
  title: "Each resource has an id: a text that is not empty and does not contain bulkId",
  rule: ["RFC7643-3.1-02", "RFC7643-3.1-06"],
  advice: "Return id with every resource, as a JSON string; Okta stores it and uses it in all later requests.",
  // What a DELETE is answered with is no resource: users.delete.status judges it.
  applies: (x) => x.request.method !== "DELETE" && resourcesIn(x).length > 0,
  judge: (x) => {
    holdAgainst(x, "RFC7643-3.1-02", "RFC7643-3.1-06");
    for (const seen of resourcesIn(x)) {
      const found = getIgnoreCase(seen.resource, "id");
      const steps = [...stepsTo(seen), "id"];
      // A text may be somebody else's id, which a report does not show; anything else is nobody's.
      const seenAs = typeof found === "string" ? x : inTheOpen(x);
      if (typeof found !== "string" || found === "")
        failAt(seenAs, steps, { expected: "a text that is not empty", rule: "RFC7643-3.1-02" });
      else if (found.includes("bulkId"))
        failAt(seenAs, steps, { expected: "an id without the word bulkId", rule: "RFC7643-3.1-06" });
    }
  },
  probe: readOne,
  defects: {
    "id-is-a-number": breaking(
      "RFC7643-3.1-02",
      on(USER).resources((user) => ({ ...user, id: 4711 })),
    ),
    "id-is-empty": breaking(
      "RFC7643-3.1-02",
      on(USER, { method: "GET" }).resources((user) => ({ ...user, id: "" })),
    ),
    "id-left-out-of-get": breaking(
      "RFC7643-3.1-02",
      on(USER, { method: "GET" }).resources((user) => without(user, "id")),
    ),
    "id-with-bulk-id": breaking(
      "RFC7643-3.1-06",
      on(USER, { method: "GET" }).resources((user) => ({ ...user, id: `bulkId:${shown(user["id"])}` })),
    ),
  },
});

const schemas: DeclaredRule = defineTrafficRule({
  id: "traffic.resource.schemas",
  title: "The member schemas is a list of URIs, not empty and without duplicates",
  rule: ["RFC7643-2.1-03", "RFC7643-3-01", "RFC7643-3-03"],
  advice: "Return schemas with each resource: its core schema and those extensions that have values, each once.",
  applies: (x) => wholeResourcesIn(x).length > 0,
  judge: (x) => {
    for (const seen of wholeResourcesIn(x)) {
      // Null is the same as nothing (RFC 7643 section 2.5).
      const found = getIgnoreCase(seen.resource, "schemas") ?? undefined;
      holdAgainst(x, "RFC7643-2.1-03");
      if (found !== undefined) holdAgainst(x, "RFC7643-3-01", "RFC7643-3-03");
      const lacking = lackingInSchemas(found);
      if (lacking !== undefined) failAt(x, [...stepsTo(seen), "schemas"], lacking);
    }
  },
  probe: readOne,
  defects: {
    "schemas-missing": breaking(
      "RFC7643-2.1-03",
      on(USER).resources((user) => without(user, "schemas")),
    ),
    "schemas-null": breaking(
      "RFC7643-2.1-03",
      on(USER).resources((user) => ({ ...user, schemas: null })),
    ),
    "schemas-as-text": breaking(
      "RFC7643-3-01",
      on(USER).resources((user) => ({ ...user, schemas: USER_URN })),
    ),
    "schemas-with-a-name-for-a-uri": breaking(
      "RFC7643-3-01",
      on(USER).resources((user) => ({ ...user, schemas: ["User"] })),
    ),
    "schemas-empty": breaking(
      "RFC7643-3-01",
      on(USER).resources((user) => ({ ...user, schemas: [] })),
    ),
    "schemas-twice": breaking(
      "RFC7643-3-03",
      on(USER).resources((user) => ({ ...user, schemas: [...schemasOf(user), USER_URN] })),
    ),
  },
});

const declaredSchemas: DeclaredRule = defineTrafficRule({
  id: "traffic.resource.declared-schemas",
  title: "The member schemas names only what the resource type declares",
  rule: "RFC7643-3-02",
  advice: "List each extension in the schemaExtensions of its resource type, or leave its URN out of schemas.",
  applies: (x) => declaringResources(x).length > 0,
  judge: (x) => {
    for (const seen of declaringResources(x)) {
      const isDeclared = (found: string): boolean => seen.declared.some((urn) => sameUrn(urn, found));
      const stray = schemasOf(seen.resource).find((found) => !isDeclared(found));
      if (stray === undefined) continue;
      verify(toReply(x))
        .at(...stepsTo(seen), "schemas")
        .at(indexIn(seen.resource, stray))
        .isOneOf(...seen.declared);
    }
  },
  probe: readOne,
  defects: {
    "schemas-of-scim-one": on(USER).resources((user) => ({ ...user, schemas: ["urn:scim:schemas:core:1.0"] })),
    "extension-not-declared": on(USER).resources((user) => ({
      ...user,
      schemas: [...schemasOf(user), `${ENTERPRISE_USER_URN}:custom`],
    })),
  },
});

const typeName: DeclaredRule = defineTrafficRule({
  id: "traffic.resource.type-name",
  title: "The value of meta.resourceType is the name of the resource type, letter case included",
  rule: "RFC7643-3.1-15",
  advice: "Write meta.resourceType as /ResourceTypes names the type: User, Group.",
  applies: (x) => ownResourcesIn(x).some((seen) => !typesOf(x, seen).includes(undefined)),
  judge: (x) => {
    for (const seen of ownResourcesIn(x)) {
      const [type, expected] = typesOf(x, seen);
      if (type !== undefined && expected !== undefined && type !== expected) {
        failAt(x, [...stepsTo(seen), "meta", "resourceType"], shown(expected));
      }
    }
  },
  probe: readOne,
  defects: {
    "resource-type-in-lower-case": on(USER).resources((user) => ({
      ...user,
      meta: { ...metaOf(user), resourceType: "user" },
    })),
    "resource-type-is-the-endpoint": on(USER).resources((user) => ({
      ...user,
      meta: { ...metaOf(user), resourceType: "Users" },
    })),
  },
});

/** Rules about what a resource is. */
export const identityRules: readonly DeclaredRule[] = [id, schemas, declaredSchemas, typeName];

/** What `schemas` must be and is not. */
function lackingInSchemas(found: Json | undefined): Demanded | undefined {
  if (found === undefined) return { expected: "an array of URIs", rule: "RFC7643-2.1-03" };
  if (!isArray(found)) return { expected: "an array of URIs", rule: "RFC7643-3-01" };
  if (found.length === 0) return { expected: "at least one URI", rule: "RFC7643-3-01" };
  if (!found.every((item) => typeof item === "string" && URL.canParse(item)))
    return { expected: "nothing but URIs", rule: "RFC7643-3-01" };
  const names = found.map((item) => String(item).toLowerCase());
  return new Set(names).size < names.length ? { expected: "each URI once", rule: "RFC7643-3-03" } : undefined;
}

interface DeclaringResource extends SeenResource {
  /** URNs of the core schema and of the extensions that the type declares. */
  readonly declared: readonly [string, ...string[]];
}

/** Own resources with schemas, whose type and its extensions are published. */
function declaringResources(x: LiveExchange): readonly DeclaringResource[] {
  return ownResourcesIn(x).flatMap((seen) => {
    const type = validator().typeAt(seen.endpoint, x.target);
    if (type === undefined || !type.isPublished || type.schema === undefined) return [];
    return schemasOf(seen.resource).length === 0
      ? []
      : [{ ...seen, declared: [type.schema.core.id, ...type.extensions] }];
  });
}

function indexIn(resource: JsonObject, stray: string): number {
  const schemas = getIgnoreCase(resource, "schemas");
  return isArray(schemas) ? schemas.indexOf(stray) : -1;
}

/** The type that a resource says it has, and the one that it has. */
function typesOf(x: LiveExchange, { resource, endpoint }: SeenResource): readonly (Json | undefined)[] {
  return [valueAt(resource, "meta", "resourceType") ?? undefined, validator().typeAt(endpoint, x.target)?.name];
}
