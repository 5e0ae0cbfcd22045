import {
  breaking,
  defineTrafficRule,
  describeRequest,
  ENTERPRISE_USER_URN,
  getIgnoreCase,
  isArray,
  on,
  sameUrn,
  shown,
  toReply,
  USER_URN,
  without,
} from "../../src/kit/index.ts";
import type { CheckContext, DeclaredRule, Json, LiveExchange } from "../../src/kit/index.ts";
import { verifyThat } from "../../src/exchange/verify.ts";
import { metaOf, ownResourcesIn, resourcesIn, schemasOf, wholeResourcesIn } from "./words/answers.ts";
import type { SeenResource } from "./words/answers.ts";
import { validator } from "./words/validator.ts";

const USER = "/Users/:id?";

const id: DeclaredRule = defineTrafficRule({
  id: "traffic.resource.id",
  title: "Each resource has an id: a text that is not empty and does not contain bulkId",
  rule: ["RFC7643-3.1-02", "RFC7643-3.1-06"],
  blocks: ["create", "update", "deactivate", "import"],
  advice: "Return id with every resource, as a JSON string; Okta stores it and uses it in all later requests.",
  applies: (x) => resourcesIn(x).length > 0,
  judge: (x) => {
    const reply = toReply(x);
    for (const { resource, at } of resourcesIn(x)) {
      const found = getIgnoreCase(resource, "id");
      const isRight = typeof found === "string" && found !== "" && !found.includes("bulkId");
      verifyThat(isRight, reply, {
        reason: `${describeRequest(reply)} answers a resource whose id is ${shown(found)}`,
        expected: "a string that is not empty and does not contain bulkId",
        actual: shown(found),
        at: `${at}/id`,
      });
    }
  },
  probe: readOne,
  defects: {
    "id-is-a-number": breaking(
      "RFC7643-3.1-02",
      on(USER).resources((user) => ({ ...user, id: 4711 })),
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
  title: "schemas is a list of URIs, not empty and without duplicates",
  rule: ["RFC7643-2.1-03", "RFC7643-3-01", "RFC7643-3-03"],
  advice: "Return schemas with each resource: its core schema and those extensions that have values, each once.",
  applies: (x) => wholeResourcesIn(x).length > 0,
  judge: (x) => {
    const reply = toReply(x);
    for (const { resource, at } of wholeResourcesIn(x)) {
      const found = getIgnoreCase(resource, "schemas");
      const problem = problemOfSchemas(found);
      verifyThat(problem === undefined, reply, {
        reason: `${describeRequest(reply)} answers a resource whose schemas ${problem ?? ""}`,
        expected: "an array of different URIs, at least one",
        actual: shown(found),
        at: `${at}/schemas`,
      });
    }
  },
  probe: readOne,
  defects: {
    "schemas-missing": breaking(
      "RFC7643-2.1-03",
      on(USER).resources((user) => without(user, "schemas")),
    ),
    "schemas-as-text": breaking(
      "RFC7643-3-01",
      on(USER).resources((user) => ({ ...user, schemas: USER_URN })),
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
  title: "schemas names only what the resource type declares",
  rule: "RFC7643-3-02",
  advice: "List each extension in the schemaExtensions of its resource type, or leave its URN out of schemas.",
  applies: (x) => declaringResources(x).length > 0,
  judge: (x) => {
    const reply = toReply(x);
    for (const { resource, at, declared } of declaringResources(x)) {
      const stray = schemasOf(resource).find((found) => !declared.some((urn) => sameUrn(urn, found)));
      verifyThat(stray === undefined, reply, {
        reason: `${describeRequest(reply)} answers a resource of the schema ${stray ?? ""}, which its type does not declare`,
        expected: declared,
        actual: shown(stray),
        at: `${at}/schemas`,
      });
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
  title: "meta.resourceType is the name of the resource type, letter case included",
  rule: "RFC7643-3.1-15",
  advice: "Write meta.resourceType as /ResourceTypes names the type: User, Group.",
  applies: (x) => typedResources(x).length > 0,
  judge: (x) => {
    const reply = toReply(x);
    for (const { type, expected, at } of typedResources(x)) {
      verifyThat(type === expected, reply, {
        reason: `${describeRequest(reply)} answers a resource whose meta.resourceType is ${shown(type)}`,
        expected: shown(expected),
        actual: shown(type),
        at: `${at}/meta/resourceType`,
      });
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

function problemOfSchemas(found: Json | undefined): string | undefined {
  if (found === undefined || found === null) return "is missing";
  if (!isArray(found)) return "is not an array";
  if (found.length === 0) return "is empty";
  if (!found.every((item) => typeof item === "string" && URL.canParse(item))) return "holds something that is no URI";
  const names = found.map((item) => String(item).toLowerCase());
  return new Set(names).size < names.length ? "names one schema twice" : undefined;
}

interface DeclaringResource extends SeenResource {
  /** URNs of the core schema and of the extensions that the type declares. */
  readonly declared: readonly string[];
}

interface TypedResource {
  readonly type: Json;
  readonly expected: string;
  readonly at: string;
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

function typedResources(x: LiveExchange): readonly TypedResource[] {
  return ownResourcesIn(x).flatMap(({ resource, at, endpoint }) => {
    const expected = validator().typeAt(endpoint, x.target)?.name;
    const type = metaOf(resource)["resourceType"] ?? undefined;
    return expected === undefined || type === undefined ? [] : [{ type, expected, at }];
  });
}

async function readOne(t: CheckContext): Promise<void> {
  await (await t.make.user()).read();
}
