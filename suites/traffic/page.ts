import {
  counted,
  defineTrafficRule,
  describeRequest,
  filterOf,
  getIgnoreCase,
  on,
  pathTo,
  quoted,
  sameName,
  shown,
  toListBody,
  toReply,
  without,
  withQuery,
} from "../../src/kit/index.ts";
import type { CheckContext, DeclaredRule, JsonObject } from "../../src/kit/index.ts";
import { verifyThat } from "../../src/exchange/verify.ts";
import { errorIn, isResourceEndpoint, listIn, metaOf, schemasOf, wholeResourcesIn } from "./words/answers.ts";

const USERS = "GET /Users";
const MEMBERS = ["totalResults", "Resources", "startIndex", "itemsPerPage"] as const;
const MESSAGE_PREFIX = "urn:ietf:params:scim:api:";

const itemsPerPage: DeclaredRule = defineTrafficRule({
  id: "traffic.page.items-per-page",
  title: "itemsPerPage is the number of resources in the page",
  rule: "RFC7644-3.4.2.4-08",
  advice: "Count what the page holds, not what was asked for: an empty page has itemsPerPage 0.",
  applies: (x) => typeof getIgnoreCase(listIn(x) ?? {}, "itemsPerPage") === "number",
  judge: (x) => {
    const reply = toReply(x);
    const list = toListBody(listIn(x) ?? {});
    verifyThat(list.itemsPerPage === list.resources.length, reply, {
      reason: `${describeRequest(reply)} says itemsPerPage ${shown(list.itemsPerPage)} and answers ${counted(list.resources.length, "resource")}`,
      expected: String(list.resources.length),
      actual: shown(list.itemsPerPage),
      at: "/itemsPerPage",
    });
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
  blocks: ["create", "import"],
  advice: "Spell them totalResults, Resources (with a capital R), startIndex and itemsPerPage.",
  applies: (x) => listIn(x) !== undefined,
  judge: (x) => {
    const reply = toReply(x);
    const keys = Object.keys(listIn(x) ?? {});
    const wrong = keys.find((key) => MEMBERS.some((name) => sameName(name, key) && !keys.includes(name)));
    verifyThat(wrong === undefined, reply, {
      reason: `${describeRequest(reply)} answers a list with the member ${wrong ?? ""}`,
      expected: MEMBERS.find((name) => sameName(name, wrong ?? "")) ?? "",
      actual: wrong ?? "",
      at: `/${wrong ?? ""}`,
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
    const reply = toReply(x);
    for (const { resource, at } of wholeResourcesIn(x)) {
      const missing = missingIn(resource);
      verifyThat(missing === undefined, reply, {
        reason: `${describeRequest(reply)} answers a list with an item that has no ${missing ?? ""}`,
        expected: "a value",
        actual: "nothing",
        at: `${at}/${missing ?? ""}`,
      });
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
  blocks: ["create"],
  advice: "Select each resource once: a join over e-mails or groups repeats those that have several.",
  applies: (x) => isResourceEndpoint(x) && toListBody(listIn(x) ?? {}).resources.length > 1,
  judge: (x) => {
    const reply = toReply(x);
    const ids = toListBody(listIn(x) ?? {}).resources.map((resource) => resource["id"]);
    const seen = new Set<unknown>();
    // A page may hold a whole directory: each id is looked up once.
    const again = ids.findIndex((id) => typeof id === "string" && seen.size === seen.add(id).size);
    verifyThat(again === -1, reply, {
      reason: `${describeRequest(reply)} answers a page that holds one resource twice`,
      expected: "each id once",
      actual: `${shown(ids[again])} again`,
      at: `/Resources/${again}/id`,
    });
  },
  probe: async (t) => {
    await t.make.user();
    await t.make.user();
    await t.get("/Users");
  },
  defects: {
    "row-for-each-email": on(USERS).body((body) => ({
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
    const reply = toReply(x);
    const schemas = schemasOf(listIn(x) ?? errorIn(x) ?? {});
    const foreign = schemas.find((schema) => !schema.toLowerCase().startsWith(MESSAGE_PREFIX));
    verifyThat(foreign === undefined, reply, {
      reason: `${describeRequest(reply)} answers a message whose schemas has ${foreign ?? ""}`,
      expected: `URIs that begin with ${MESSAGE_PREFIX}`,
      actual: shown(foreign),
      at: "/schemas",
    });
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

function missingIn(resource: JsonObject): string | undefined {
  if (schemasOf(resource).length === 0) return "schemas";
  return typeof metaOf(resource)["resourceType"] === "string" ? undefined : "meta/resourceType";
}

async function listOneOfTwo(t: CheckContext): Promise<void> {
  await t.make.user();
  await t.make.user();
  await t.get(pathTo`/Users?count=1`);
}
