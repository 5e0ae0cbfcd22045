import { counted } from "../../src/exchange/counted.ts";
import { defineTrafficRule } from "../../src/kit/check.ts";
import type { DeclaredRule } from "../../src/kit/check.ts";
import type { CheckContext } from "../../src/kit/check-context.ts";
import { rfc } from "../../src/exchange/clause.ts";
import { describeRequest, toReply } from "../../src/exchange/reply.ts";
import { tamperResources, tamperResponseBody, without } from "../../src/kit/defects/tamper.ts";
import type { TamperMatch } from "../../src/kit/defects/tamper.ts";
import { shown } from "../../src/exchange/shown.ts";
import { toListBody } from "../../src/exchange/list-body.ts";
import { verifyThat } from "../../src/exchange/verify.ts";
import { getIgnoreCase, sameName } from "../../src/scim/json.ts";
import type { JsonObject } from "../../src/scim/json.ts";
import { filterOf, quoted } from "../../src/scim/filter/filter-text.ts";
import { pathTo, withQuery } from "../../src/scim/request-path.ts";
import { errorIn, isResourceEndpoint, listIn, metaOf, schemasOf, wholeResourcesIn } from "./words/answers.ts";

const USERS: TamperMatch = { method: "GET", path: /^\/Users$/ };
const MEMBERS = ["totalResults", "Resources", "startIndex", "itemsPerPage"] as const;
const MESSAGE_PREFIX = "urn:ietf:params:scim:api:";

const itemsPerPage: DeclaredRule = defineTrafficRule({
  id: "traffic.page.items-per-page",
  title: "itemsPerPage is the number of resources in the page",
  clause: rfc("RFC7644-3.4.2.4-08"),
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
  defects: [
    {
      name: "items-per-page-is-count",
      breaks: "RFC7644-3.4.2.4-08",
      wrap: tamperResponseBody(USERS, (body, request) => ({
        ...body,
        itemsPerPage: Number(new URL(request.url).searchParams.get("count") ?? 100),
      })),
    },
    {
      name: "items-per-page-is-total",
      breaks: "RFC7644-3.4.2.4-08",
      wrap: tamperResponseBody(USERS, (body) => ({ ...body, itemsPerPage: body["totalResults"] ?? 0 })),
    },
  ],
});

const spelling: DeclaredRule = defineTrafficRule({
  id: "traffic.page.spelling",
  title: "The members of a ListResponse are spelled as in the RFC",
  clause: rfc("RFC7644-3.4.2-09"),
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
  defects: [
    {
      name: "resources-in-lower-case",
      breaks: "RFC7644-3.4.2-09",
      wrap: tamperResponseBody(USERS, (body) => ({
        ...without(body, "Resources"),
        ...(body["Resources"] !== undefined && { resources: body["Resources"] }),
      })),
    },
  ],
});

const wholeItems: DeclaredRule = defineTrafficRule({
  id: "traffic.page.whole-items",
  title: "Each item of a list is a whole resource, with schemas and meta.resourceType",
  clause: rfc("RFC7644-3.4.2-10"),
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
  defects: [
    {
      name: "list-items-without-schemas",
      breaks: "RFC7644-3.4.2-10",
      wrap: tamperResources(USERS, (user) => without(user, "schemas")),
    },
    {
      name: "list-items-without-meta",
      breaks: "RFC7644-3.4.2-10",
      wrap: tamperResources(USERS, (user) => without(user, "meta")),
    },
  ],
});

const noDuplicates: DeclaredRule = defineTrafficRule({
  id: "traffic.page.no-duplicates",
  title: "No resource stands twice in a page",
  clause: rfc("RFC7644-3.4.2.4-11"),
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
  defects: [
    {
      name: "row-for-each-email",
      breaks: "RFC7644-3.4.2.4-11",
      wrap: tamperResponseBody(USERS, (body) => ({
        ...body,
        Resources: toListBody(body).resources.flatMap((user) => [user, user]),
      })),
    },
  ],
});

const messageUrn: DeclaredRule = defineTrafficRule({
  id: "traffic.page.message-urn",
  title: "The schema URIs of messages begin with urn:ietf:params:scim:api:",
  clause: rfc("RFC7644-3.1-02"),
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
  defects: [
    {
      name: "list-names-the-schema-of-its-items",
      breaks: "RFC7644-3.1-02",
      wrap: tamperResponseBody(USERS, (body) => ({
        ...body,
        schemas: [...schemasOf(body), "urn:ietf:params:scim:schemas:core:2.0:User"],
      })),
    },
  ],
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
