import {
  valueAt,
  idOf,
  defineTrafficRule,
  describeRequest,
  filterOf,
  getIgnoreCase,
  isArray,
  on,
  pathTo,
  quoted,
  sameName,
  toListBody,
  toReply,
  verify,
  without,
  withQuery,
} from "../../src/kit/index.ts";
import type { DeclaredRule, Json } from "../../src/kit/index.ts";
import { errorIn, isResourceEndpoint, listIn, schemasOf, stepsTo, wholeResourcesIn } from "./words/answers.ts";
import { failAt } from "./words/fail-at.ts";
import { listOneOfTwo } from "./words/probes.ts";

const USERS = "GET /Users";
const MEMBERS = ["totalResults", "Resources", "startIndex", "itemsPerPage"] as const;
const MESSAGE_PREFIX = "urn:ietf:params:scim:api:";

const itemsPerPage: DeclaredRule = defineTrafficRule({
  id: "traffic.page.items-per-page",
  title: "The counter itemsPerPage is the number of resources in the page",
  rule: "RFC7644-3.4.2.4-08",
  advice: "Count what the page holds, not what was asked for: an empty page has itemsPerPage 0.",
  applies: (x) => typeof getIgnoreCase(listIn(x) ?? {}, "itemsPerPage") === "number",
  judge: (x) => {
    const { itemsPerPage: stated, resources } = toListBody(listIn(x) ?? {});
    if (stated !== resources.length) failAt(x, ["itemsPerPage"], `${resources.length}, as many as Resources has`);
  },
  probe: async (t) => {
    await listOneOfTwo(t);
    await t.get(pathTo`/Users?startIndex=1001&count=100`);
  },
  defects: {
    "items-per-page-is-count": on(USERS).body((body, request) => ({
      ...body,
      itemsPerPage: Number(new URL(request.url).searchParams.get("count") ?? 100),
    })),
    "items-per-page-is-total": on(USERS).body((body) => ({ ...body, itemsPerPage: body["totalResults"] ?? 0 })),
  },
});

const spelling: DeclaredRule = defineTrafficRule({
  id: "traffic.page.spelling",
  title: "The members of a ListResponse are spelled as in the RFC",
  rule: "RFC7644-3.4.2-09",
  advice: "Spell them totalResults, Resources (with a capital R), startIndex and itemsPerPage.",
  applies: (x) => listIn(x) !== undefined,
  judge: (x) => {
    const keys = Object.keys(listIn(x) ?? {});
    const name = MEMBERS.find((member) => !keys.includes(member) && keys.some((key) => sameName(key, member)));
    if (name === undefined) return;
    const reply = toReply(x);
    const wrong = keys.find((key) => sameName(key, name)) ?? "";
    verify(reply).that(false, `${describeRequest(reply)} answers a list with the member ${wrong}`, {
      expected: `the member ${name}`,
      actual: `the member ${wrong}`,
    });
  },
  probe: listOneOfTwo,
  defects: {
    "resources-in-lower-case": on(USERS).body((body) => ({
      ...without(body, "Resources"),
      ...(body["Resources"] !== undefined && { resources: body["Resources"] }),
    })),
  },
});

const wholeItems: DeclaredRule = defineTrafficRule({
  id: "traffic.page.whole-items",
  title: "Each item of a list is a whole resource, with schemas and meta.resourceType",
  rule: "RFC7644-3.4.2-10",
  advice: "Build list items like the answer to GET of one resource.",
  applies: (x) => listIn(x) !== undefined && wholeResourcesIn(x).length > 0,
  judge: (x) => {
    for (const seen of wholeResourcesIn(x)) {
      const resourceType = valueAt(seen.resource, "meta", "resourceType");
      if (schemasOf(seen.resource).length === 0) failAt(x, [...stepsTo(seen), "schemas"], "an array of URIs");
      if (typeof resourceType !== "string") failAt(x, [...stepsTo(seen), "meta", "resourceType"], "a text");
    }
  },
  probe: async (t) => {
    const user = await t.make.user();
    await t.get(withQuery("/Users", { filter: filterOf`userName eq ${quoted(user.sent.userName)}` }));
    await t.get("/Users");
  },
  defects: {
    "list-items-without-schemas": on(USERS).resources((user) => without(user, "schemas")),
    "list-items-without-meta": on(USERS).resources((user) => without(user, "meta")),
  },
});

const noDuplicates: DeclaredRule = defineTrafficRule({
  id: "traffic.page.no-duplicates",
  title: "No resource stands twice in a page",
  rule: "RFC7644-3.4.2.4-11",
  advice: "Select each resource once: a join over e-mails or groups repeats those that have several.",
  applies: (x) => isResourceEndpoint(x) && toListBody(listIn(x) ?? {}).resources.length > 1,
  judge: (x) => {
    const items = getIgnoreCase(listIn(x) ?? {}, "Resources");
    const seen = new Set<unknown>();
    // A page may hold a whole directory: each id is looked up once.
    const isAgain = (id: string | undefined): boolean => id !== undefined && seen.size === seen.add(id).size;
    const again = isArray(items) ? items.findIndex((item) => isAgain(idOf(item))) : -1;
    if (again === -1 || !isArray(items)) return;
    const first = items.findIndex((item) => idOf(item) === idOf(items[again]));
    const reply = toReply(x);
    const sentence = `${describeRequest(reply)} lists one resource twice: Resources[${first}] and Resources[${again}] have the same id`;
    verify(reply).that(false, sentence, {
      expected: "an id that no other resource of the page has",
      at: ["Resources", again, "id"],
    });
  },
  probe: async (t) => {
    await t.make.user();
    await t.make.user();
    await t.get("/Users");
  },
  defects: {
    "row-for-each-email": on(USERS, { query: (query) => !query.has("filter") }).body((body) => ({
      ...body,
      Resources: toListBody(body).resources.flatMap((user) => [user, user]),
    })),
  },
});

const messageUrn: DeclaredRule = defineTrafficRule({
  id: "traffic.page.message-urn",
  title: "The schema URIs of messages begin with urn:ietf:params:scim:api:",
  rule: "RFC7644-3.1-02",
  advice: "Name nothing but the message's own URN in the schemas of ListResponse and Error bodies.",
  applies: (x) => listIn(x) !== undefined || errorIn(x) !== undefined,
  judge: (x) => {
    const schemas = getIgnoreCase(listIn(x) ?? errorIn(x) ?? {}, "schemas");
    const foreign = isArray(schemas) ? schemas.findIndex(isForeign) : -1;
    if (foreign !== -1) failAt(x, ["schemas", foreign], `a URI that begins with ${MESSAGE_PREFIX}`);
  },
  probe: listOneOfTwo,
  defects: {
    "list-names-the-schema-of-its-items": on(USERS).body((body) => ({
      ...body,
      schemas: [...schemasOf(body), "urn:ietf:params:scim:schemas:core:2.0:User"],
    })),
  },
});

/** Rules of what stands in a page, and of messages as a whole. */
export const pageRules: readonly DeclaredRule[] = [itemsPerPage, spelling, wholeItems, noDuplicates, messageUrn];

function isForeign(schema: Json): boolean {
  return typeof schema === "string" && !schema.toLowerCase().startsWith(MESSAGE_PREFIX);
}
