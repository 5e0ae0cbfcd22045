import {
  idOf,
  defineTrafficRule,
  describeRequest,
  hasSucceeded,
  isArray,
  isObject,
  on,
  sameName,
  shown,
  toReply,
  USER_URN,
  verify,
  withJson,
  withStatus,
} from "../../src/kit/index.ts";
import type { DeclaredRule, Json, JsonObject, LiveExchange, Step } from "../../src/kit/index.ts";
import { oncePer } from "../../src/exchange/validation/once-per.ts";
import {
  idAskedFor,
  isResourceEndpoint,
  namesResource,
  ownResourcesIn,
  queryOf,
  schemasOf,
  stepsTo,
} from "./words/answers.ts";
import type { SeenResource } from "./words/answers.ts";
import { failAt, toSteps, withoutSecrets } from "./words/fail-at.ts";
import { readOne } from "./words/probes.ts";
import { validator } from "./words/validator.ts";
import { isEcho } from "./words/misfits.ts";
import { wasPath } from "./words/sent.ts";
import { indexAttributes } from "./words/values.ts";
import type { AttributeIndex, IndexedAttribute } from "./words/values.ts";

const USER = "/Users/:id?";

const fitsSchema: DeclaredRule = defineTrafficRule({
  id: "traffic.schema.resource",
  title: "Resources fit the schemas that the server publishes",
  rule: "RFC7644-3.1-06",
  advice:
    "Publish at /Schemas what the server really returns: each attribute, its type, and whether it has several values.",
  applies: (x) => x.target !== undefined && describedResources(x).length > 0,
  judge: (x) => {
    for (const seen of describedResources(x)) {
      const misfit = misfitIn(x, seen);
      if (misfit === undefined) continue;
      const steps = [...stepsTo(seen), ...misfit.steps];
      if (misfit.expected === null) failByMember(x, steps);
      else failAt(withoutSecrets(x), steps, misfit.expected);
    }
  },
  probe: readOne,
  defects: {
    "attribute-not-published": on(USER).resources((user) => ({ ...user, costCentre: "4130" })),
    "sub-attribute-not-published": on(USER).resources((user) => ({
      ...user,
      name: { ...nameOf(user), initials: "B." },
    })),
    "name-part-as-array": on(USER).resources((user) => ({
      ...user,
      name: { ...nameOf(user), givenName: ["Barbara"] },
    })),
  },
});

const patchAnswer: DeclaredRule = defineTrafficRule({
  id: "traffic.schema.patch-answer",
  title: "A successful PATCH answers 200 with the resource, or 204",
  rule: "RFC7644-3.5.2-20",
  advice: "Answer PATCH with 200 and the whole resource, or with 204 and no body.",
  applies: (x) => x.request.method === "PATCH" && hasSucceeded(x) && isResourceEndpoint(x) && namesResource(x),
  judge: (x) => {
    const answer = verify(toReply(x)).status(200, 204);
    if (answer.reply.status === 204) return;
    const resource = answer.object();
    if (idOf(resource) !== idAskedFor(x)) failAt(x, ["id"], shown(idAskedFor(x)));
    const isWhole = queryOf(x).has("attributes") || schemasOf(resource).length > 0;
    if (!isWhole) failAt(x, ["schemas"], "those of the resource");
  },
  probe: async (t) => {
    const user = await t.make.user();
    await t.patch(user.path, [{ op: "replace", path: "name.givenName", value: "Babs" }]);
  },
  defects: {
    "patch-answers-200-without-body": on("PATCH").response((r) => (r.ok ? new Response(null, { status: 200 }) : r)),
    "patch-answers-202": on("PATCH").response((r) => (r.ok ? new Response(null, { status: 202 }) : r)),
    "patch-answers-with-another-id": on("PATCH").response((r, { url }) =>
      r.ok ? withJson(withStatus(r, 200), { schemas: [USER_URN], id: `${new URL(url).pathname.length}` }) : r,
    ),
    "patch-answers-without-schemas": on("PATCH").response((r, { url }) =>
      r.ok ? withJson(withStatus(r, 200), { id: new URL(url).pathname.split("/").at(-1) ?? "" }) : r,
    ),
    "patch-answers-a-message": on("PATCH").response((r) =>
      r.ok ? withJson(withStatus(r, 200), { status: "success" }) : r,
    ),
  },
});

/** Rules about whole resources. */
export const schemaRules: readonly DeclaredRule[] = [fitsSchema, patchAnswer];

/** Sub-attributes that every multi-valued attribute may have (RFC 7643 section 2.4), published or not. */
const USUAL_SUB_ATTRIBUTES: readonly string[] = ["display", "primary", "type", "$ref", "value"];

/** Own resources whose core schema the server publishes. */
const describedResources: typeof ownResourcesIn = oncePer((x) =>
  ownResourcesIn(x).filter(({ endpoint }) => validator().typeAt(endpoint, x.target)?.isSchemaPublished === true),
);

/** A value that does not fit. */
interface Misfit {
  readonly steps: readonly Step[];
  /** What it should be; null for a member that should not be there. */
  readonly expected: string | null;
}

/** Throws for a member that no schema defines. */
function failByMember(x: LiveExchange, steps: readonly Step[]): void {
  const reply = toReply(x);
  const name = String(steps.at(-1));
  verify(reply).that(false, `${describeRequest(reply)} answers a resource with ${name}, which no schema defines`, {
    expected: "an attribute that a schema defines",
    at: steps,
  });
}

/** A wrong type by JSON Schema, or a member that no schema of the resource defines. Absence and formats are not judged here. */
function misfitIn(x: LiveExchange, { endpoint, resource }: SeenResource): Misfit | undefined {
  const type = validator().typeAt(endpoint, x.target);
  if (type?.schema === undefined) return undefined;
  // A number as id is the business of traffic.resource.id.
  const isNumbered = typeof resource["id"] === "number";
  const problems = validator().validateResource(endpoint, resource, x.target);
  const wrong = problems.find(
    ({ keyword, at }) => keyword === "type" && !(at === "/id" && isNumbered) && !isEcho(x, resource, toSteps(at)),
  );
  if (wrong !== undefined) return { steps: toSteps(wrong.at), expected: wrong.expected };
  const known = { index: indexAttributes(type.schema), others: type.extensions };
  const paths = Object.keys(resource).filter((name) => wasPath(x, resource, name));
  const stranger = strangerIn(resource, { ...known, others: [...known.others, ...paths] });
  return stranger && { steps: stranger, expected: null };
}

/** What may stand in an object: attributes of a schema, and other names. */
interface KnownMembers {
  readonly index: AttributeIndex;
  readonly others: readonly string[];
}

/** The way to the first member that is not known. */
function strangerIn(object: JsonObject, known: KnownMembers): readonly Step[] | undefined {
  for (const [name, value] of Object.entries(object)) {
    if (value === null || value === undefined) continue;
    const found = known.index.get(name.toLowerCase());
    const below = found === undefined ? undefined : strangerInValue(value, found);
    if (below !== undefined) return [name, ...below];
    if (found === undefined && !known.others.some((other) => sameName(other, name))) return [name];
  }
  return undefined;
}

function strangerInValue(value: Json, { attribute, members }: IndexedAttribute): readonly Step[] | undefined {
  if (members.size === 0) return undefined;
  const known = { index: members, others: attribute.multiValued ? USUAL_SUB_ATTRIBUTES : [] };
  if (isObject(value)) return strangerIn(value, known);
  for (const [index, item] of isArray(value) ? value.entries() : []) {
    const below = isObject(item) ? strangerIn(item, known) : undefined;
    if (below !== undefined) return [index, ...below];
  }
  return undefined;
}

function nameOf(user: JsonObject): JsonObject {
  return isObject(user["name"]) ? user["name"] : {};
}
