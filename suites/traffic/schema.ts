import { defineTrafficRule } from "../../src/kit/check.ts";
import type { DeclaredRule } from "../../src/kit/check.ts";
import type { CheckContext } from "../../src/kit/check-context.ts";
import { rfc } from "../../src/exchange/clause.ts";
import type { LiveExchange } from "../../src/exchange/exchange.ts";
import { oncePer } from "../../src/exchange/validation/once-per.ts";
import { describeRequest, toReply } from "../../src/exchange/reply.ts";
import { tamperResources, tamperResponse, withJson, withStatus } from "../../src/kit/defects/tamper.ts";
import type { TamperMatch } from "../../src/kit/defects/tamper.ts";
import type { Problem } from "../../src/exchange/validation/validate.ts";
import { verifyObject, verifyThat } from "../../src/exchange/verify.ts";
import { isArray, isObject, sameName } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import {
  idAskedFor,
  isResourceEndpoint,
  isSuccess,
  namesResource,
  ownResourcesIn,
  queryOf,
  schemasOf,
} from "./words/answers.ts";
import { validator } from "./words/validator.ts";
import { indexAttributes } from "./words/values.ts";
import type { AttributeIndex, IndexedAttribute } from "./words/values.ts";

const USER: TamperMatch = { path: /^\/Users/ };

const fitsSchema: DeclaredRule = defineTrafficRule({
  id: "traffic.schema.resource",
  title: "Resources fit the schemas that the server publishes",
  clause: rfc("RFC7644-3.1-06"),
  advice:
    "Publish at /Schemas what the server really returns: each attribute, its type, and whether it has several values.",
  applies: (x) => x.target !== undefined && describedResources(x).length > 0,
  judge: (x) => {
    const reply = toReply(x);
    for (const { resource, at, endpoint } of describedResources(x)) {
      const problem = problemsOf(x, endpoint, resource)[0];
      verifyThat(problem === undefined, reply, {
        reason: `${describeRequest(reply)} answers a resource that does not fit its schema at ${problem?.at ?? ""}`,
        expected: problem?.expected ?? "",
        actual: problem?.actual ?? "",
        at: `${at}${problem?.at ?? ""}`,
      });
    }
  },
  probe: readOne,
  defects: [
    {
      name: "attribute-not-published",
      breaks: "RFC7644-3.1-06",
      wrap: tamperResources(USER, (user) => ({ ...user, costCentre: "4130" })),
    },
    {
      name: "sub-attribute-not-published",
      breaks: "RFC7644-3.1-06",
      wrap: tamperResources(USER, (user) => ({ ...user, name: { ...nameOf(user), initials: "B." } })),
    },
    {
      name: "name-part-as-array",
      breaks: "RFC7644-3.1-06",
      wrap: tamperResources(USER, (user) => ({ ...user, name: { ...nameOf(user), givenName: ["Barbara"] } })),
    },
  ],
});

const patchAnswer: DeclaredRule = defineTrafficRule({
  id: "traffic.schema.patch-answer",
  title: "A successful PATCH answers 200 with the resource, or 204",
  clause: rfc("RFC7644-3.5.2-20"),
  advice: "Answer PATCH with 200 and the whole resource, or with 204 and no body.",
  applies: (x) => x.request.method === "PATCH" && isSuccess(x) && isResourceEndpoint(x) && namesResource(x),
  judge: (x) => {
    const reply = toReply(x);
    verifyThat(reply.status === 200 || reply.status === 204, reply, {
      reason: `${describeRequest(reply)} answers ${reply.status}`,
      expected: ["200 with the resource", "204 without a body"],
      actual: `status ${reply.status}`,
    });
    if (reply.status === 204) return;
    const resource = verifyObject(reply);
    const isWhole = queryOf(x).has("attributes") || schemasOf(resource).length > 0;
    verifyThat(resource["id"] === idAskedFor(x) && isWhole, reply, {
      reason: `${describeRequest(reply)} answers 200 with something other than the resource`,
      expected: "the resource, with its id and schemas",
      actual: `an object with ${Object.keys(resource).join(", ")}`,
      at: "",
    });
  },
  probe: async (t) => {
    const user = await t.make.user();
    await t.patch(user.path, [{ op: "replace", path: "name.givenName", value: "Babs" }]);
  },
  defects: [
    {
      name: "patch-answers-200-without-body",
      breaks: "RFC7644-3.5.2-20",
      wrap: tamperResponse({ method: "PATCH" }, (r) => (r.ok ? new Response(null, { status: 200 }) : r)),
    },
    {
      name: "patch-answers-202",
      breaks: "RFC7644-3.5.2-20",
      wrap: tamperResponse({ method: "PATCH" }, (r) => (r.ok ? new Response(null, { status: 202 }) : r)),
    },
    {
      name: "patch-answers-a-message",
      breaks: "RFC7644-3.5.2-20",
      wrap: tamperResponse({ method: "PATCH" }, (r) =>
        r.ok ? withJson(withStatus(r, 200), { status: "success" }) : r,
      ),
    },
  ],
});

/** Rules about whole resources. */
export const schemaRules: readonly DeclaredRule[] = [fitsSchema, patchAnswer];

/** Sub-attributes that every multi-valued attribute may have (RFC 7643 section 2.4), published or not. */
const USUAL_SUB_ATTRIBUTES: readonly string[] = ["display", "primary", "type", "$ref", "value"];

/** Own resources whose core schema the server publishes. */
const describedResources: typeof ownResourcesIn = oncePer((x) =>
  ownResourcesIn(x).filter(({ endpoint }) => validator().typeAt(endpoint, x.target)?.isSchemaPublished === true),
);

/** Wrong types by JSON Schema, and members that no schema of the resource defines. Absence and formats are not judged here. */
function problemsOf(x: LiveExchange, endpoint: string, resource: JsonObject): readonly Misfit[] {
  const type = validator().typeAt(endpoint, x.target);
  if (type?.schema === undefined) return [];
  const wrong = validator().validateResource(endpoint, resource, x.target);
  const known = { index: indexAttributes(type.schema), others: type.extensions };
  return [...wrong.filter(({ keyword }) => keyword === "type"), ...strangersIn(resource, known, "")];
}

/** What may stand in an object: attributes of a schema, and other names. */
interface KnownMembers {
  readonly index: AttributeIndex;
  readonly others: readonly string[];
}

function strangersIn(object: JsonObject, known: KnownMembers, at: string): readonly Misfit[] {
  return Object.entries(object).flatMap(([name, value]) => {
    if (value === null || value === undefined) return [];
    const found = known.index.get(name.toLowerCase());
    if (found !== undefined) return strangersInValue(value, found, `${at}/${name}`);
    const isKnown = known.others.some((other) => sameName(other, name));
    return isKnown ? [] : [{ at: `${at}/${name}`, expected: "an attribute that a schema defines", actual: name }];
  });
}

function strangersInValue(value: Json, { attribute, members }: IndexedAttribute, at: string): readonly Misfit[] {
  if (members.size === 0) return [];
  const others = attribute.multiValued ? USUAL_SUB_ATTRIBUTES : [];
  const items = isArray(value) ? value : [value];
  return items.filter(isObject).flatMap((item) => strangersIn(item, { index: members, others }, at));
}

type Misfit = Omit<Problem, "keyword">;

async function readOne(t: CheckContext): Promise<void> {
  await (await t.make.user()).read();
}

function nameOf(user: JsonObject): JsonObject {
  return isObject(user["name"]) ? user["name"] : {};
}
