import { defineTrafficRule } from "../../src/kit/check.ts";
import type { DeclaredRule } from "../../src/kit/check.ts";
import type { CheckContext } from "../../src/kit/check-context.ts";
import { rfc } from "../../src/exchange/clause.ts";
import type { LiveExchange } from "../../src/exchange/exchange.ts";
import { describeRequest, toReply } from "../../src/exchange/reply.ts";
import { tamperResources, without } from "../../src/kit/defects/tamper.ts";
import type { TamperMatch } from "../../src/kit/defects/tamper.ts";
import { shown } from "../../src/exchange/shown.ts";
import { verifyThat } from "../../src/exchange/verify.ts";
import { getIgnoreCase, isArray } from "../../src/scim/json.ts";
import type { Json } from "../../src/scim/json.ts";
import { ENTERPRISE_USER_URN, sameUrn, USER_URN } from "../../src/scim/urns.ts";
import { metaOf, ownResourcesIn, resourcesIn, schemasOf, wholeResourcesIn } from "./words/answers.ts";
import type { SeenResource } from "./words/answers.ts";
import { validator } from "./words/validator.ts";

const USER: TamperMatch = { path: /^\/Users/ };

const id: DeclaredRule = defineTrafficRule({
  id: "traffic.resource.id",
  title: "Each resource has an id: a text that is not empty and does not contain bulkId",
  clause: rfc("RFC7643-3.1-02", "RFC7643-3.1-06"),
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
  defects: [
    {
      name: "id-is-a-number",
      breaks: "RFC7643-3.1-02",
      wrap: tamperResources(USER, (user) => ({ ...user, id: 4711 })),
    },
    {
      name: "id-left-out-of-get",
      breaks: "RFC7643-3.1-02",
      wrap: tamperResources({ ...USER, method: "GET" }, (user) => without(user, "id")),
    },
    {
      name: "id-with-bulk-id",
      breaks: "RFC7643-3.1-06",
      wrap: tamperResources({ ...USER, method: "GET" }, (user) => ({ ...user, id: `bulkId:${shown(user["id"])}` })),
    },
  ],
});

const schemas: DeclaredRule = defineTrafficRule({
  id: "traffic.resource.schemas",
  title: "schemas is a list of URIs, not empty and without duplicates",
  clause: rfc("RFC7643-2.1-03", "RFC7643-3-01", "RFC7643-3-03"),
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
  defects: [
    {
      name: "schemas-missing",
      breaks: "RFC7643-2.1-03",
      wrap: tamperResources(USER, (user) => without(user, "schemas")),
    },
    {
      name: "schemas-as-text",
      breaks: "RFC7643-3-01",
      wrap: tamperResources(USER, (user) => ({ ...user, schemas: USER_URN })),
    },
    {
      name: "schemas-empty",
      breaks: "RFC7643-3-01",
      wrap: tamperResources(USER, (user) => ({ ...user, schemas: [] })),
    },
    {
      name: "schemas-twice",
      breaks: "RFC7643-3-03",
      wrap: tamperResources(USER, (user) => ({ ...user, schemas: [...schemasOf(user), USER_URN] })),
    },
  ],
});

const declaredSchemas: DeclaredRule = defineTrafficRule({
  id: "traffic.resource.declared-schemas",
  title: "schemas names only what the resource type declares",
  clause: rfc("RFC7643-3-02"),
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
  defects: [
    {
      name: "schemas-of-scim-one",
      breaks: "RFC7643-3-02",
      wrap: tamperResources(USER, (user) => ({ ...user, schemas: ["urn:scim:schemas:core:1.0"] })),
    },
    {
      name: "extension-not-declared",
      breaks: "RFC7643-3-02",
      wrap: tamperResources(USER, (user) => ({
        ...user,
        schemas: [...schemasOf(user), `${ENTERPRISE_USER_URN}:custom`],
      })),
    },
  ],
});

const typeName: DeclaredRule = defineTrafficRule({
  id: "traffic.resource.type-name",
  title: "meta.resourceType is the name of the resource type, letter case included",
  clause: rfc("RFC7643-3.1-15"),
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
  defects: [
    {
      name: "resource-type-in-lower-case",
      breaks: "RFC7643-3.1-15",
      wrap: tamperResources(USER, (user) => ({ ...user, meta: { ...metaOf(user), resourceType: "user" } })),
    },
    {
      name: "resource-type-is-the-endpoint",
      breaks: "RFC7643-3.1-15",
      wrap: tamperResources(USER, (user) => ({ ...user, meta: { ...metaOf(user), resourceType: "Users" } })),
    },
  ],
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
