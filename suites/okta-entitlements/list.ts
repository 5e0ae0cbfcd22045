import {
  defineCheck,
  eachApart,
  errorResponse,
  getIgnoreCase,
  idOf,
  isArray,
  LIST_RESPONSE_URN,
  on,
  readResourceTypes,
  totalOf,
  verify,
  without,
} from "../../src/kit/index.ts";
import type { Check, JsonObject } from "../../src/kit/index.ts";
import { ENTITLEMENT_GUIDE, ENTITLEMENT_TEST, entitlementRule } from "./words/entitlement-rule.ts";
import {
  ENTITLEMENT_URN,
  entitlementTypes,
  isUsable,
  noEntitlements,
  pageOf,
  resourcesOfType,
  ROLE_URN,
} from "./words/entitlement-types.ts";

const ROLES = on("GET /Roles");
const LICENSES = on("GET /Licenses");
const ONE = (query: URLSearchParams): boolean => query.get("count") === "1";

const types = defineCheck({
  id: "okta-entitlements.types.endpoint",
  title: "Each resource type of roles or entitlements has a name and an endpoint that can be asked",
  rule: entitlementRule({
    id: "OKTA-entitlement-types-01",
    url: ENTITLEMENT_GUIDE,
    requirement:
      "Okta reads /ResourceTypes and asks the endpoint of each type whose schema is its Role or Entitlement.",
  }),
  advice: "Give each such resource type a name and an endpoint of one segment below the base URL, for example /Roles.",
  run: async (t) => {
    const why = noEntitlements(t.target);
    if (why !== undefined) t.skip(why);
    for (const { reply, json, at } of await readResourceTypes(t)) {
      const schema = getIgnoreCase(json, "schema");
      if (schema !== ROLE_URN && schema !== ENTITLEMENT_URN) continue;
      verify(reply)
        .at(...at, "name")
        .isText();
      verify(reply)
        .at(...at, "endpoint")
        .holds(
          "an endpoint such as /Roles",
          (value) => typeof value === "string" && isUsable(value.replace(/^\/|\/$/g, "")),
        );
    }
  },
  defects: {
    "role-type-without-a-name": on("GET /ResourceTypes").resources((type) =>
      isRoleType(type) ? { ...type, name: "" } : type,
    ),
    "role-type-with-an-endpoint-elsewhere": on("GET /ResourceTypes").resources((type) =>
      isRoleType(type) ? { ...type, endpoint: "https://roles.example/v1/roles" } : type,
    ),
  },
});

const page = defineCheck({
  id: "okta-entitlements.list.page",
  title: "A page of one role or entitlement is answered as Okta's entitlement test demands",
  rule: entitlementRule({
    id: "OKTA-entitlement-list-01",
    url: ENTITLEMENT_TEST,
    requirement:
      "GET {endpoint}?count=1&startIndex=1 gives 200 and a ListResponse whose Resources is not empty, with itemsPerPage 1 and two more numbers.",
  }),
  advice: "Answer each endpoint of roles and entitlements page by page: count=1 gives one resource and itemsPerPage 1.",
  run: async (t) => {
    await eachApart(
      entitlementTypes(t).map((type) => async () => {
        const reply = await pageOf(t, type, { count: 1 });
        const answer = verify(reply).status(200);
        answer.at("Resources").holds("a list with a resource", (value) => isArray(value) && value.length > 0);
        answer
          .at("schemas")
          .holds(`a list with ${LIST_RESPONSE_URN}`, (value) => isArray(value) && value.includes(LIST_RESPONSE_URN));
        answer.at("startIndex").holds("a number", (value) => typeof value === "number");
        answer.at("itemsPerPage").holds("1", (value) => value === 1 || value === "1");
        answer.at("totalResults").holds("a number", (value) => typeof value === "number");
      }),
    );
  },
  defects: {
    "roles-are-not-found": ROLES.response(() => errorResponse(404, "there is no such endpoint")),
    "licenses-page-is-empty": LICENSES.body((body) => ({ ...body, Resources: [] })),
    "roles-page-ignores-count": on("GET /Roles", { query: ONE }).url((url) => url.searchParams.delete("count")),
    "licenses-page-without-counter": LICENSES.body((body) => without(body, "itemsPerPage")),
    "roles-count-in-texts": ROLES.body((body) => ({ ...body, totalResults: String(body["totalResults"]) })),
    "roles-start-in-texts": ROLES.body((body) => ({ ...body, startIndex: String(body["startIndex"]) })),
    "roles-are-no-list-response": ROLES.body((body) => ({ ...body, schemas: [ROLE_URN] })),
  },
});

const names = defineCheck({
  id: "okta-entitlements.list.names",
  title: "Each role and entitlement has an id, a displayName, and a description of 1000 characters at most",
  rule: entitlementRule({
    id: "OKTA-entitlement-list-02",
    url: ENTITLEMENT_GUIDE,
    requirement: "A role and an entitlement need an id and a displayName; a description has 1000 characters at most.",
  }),
  advice: "Show id and displayName with every role and entitlement, and keep descriptions below 1000 characters.",
  run: async (t) => {
    for (const type of entitlementTypes(t)) {
      const { reply, items } = await resourcesOfType(t, type);
      for (const place of items.keys()) {
        const item = verify(reply).at("Resources", place);
        item.at("id").isId();
        item.at("displayName").isText();
        item
          .at("description")
          .holds("1000 characters at most", (value) => typeof value !== "string" || value.length <= 1000);
      }
    }
  },
  defects: {
    "role-without-display-name": ROLES.resources((role) => without(role, "displayName")),
    "license-with-empty-id": LICENSES.resources((license) => ({ ...license, id: "" })),
    "role-described-at-length": ROLES.resources((role) => ({ ...role, description: "long ".repeat(201) })),
  },
});

const typeNames = defineCheck({
  id: "okta-entitlements.list.type",
  title: "The type of each entitlement is the name of its resource type",
  rule: entitlementRule({
    id: "OKTA-entitlement-list-03",
    url: ENTITLEMENT_GUIDE,
    requirement: "An entitlement carries a type, which is the name of its resource type; a role needs none.",
  }),
  advice: "Show in the type of each entitlement the name that its resource type has in /ResourceTypes.",
  run: async (t) => {
    const others = entitlementTypes(t).filter(({ isRole, name }) => !isRole && name !== "");
    if (others.length === 0) t.skip("the target has roles, and no other entitlements");
    for (const type of others) {
      const { reply, items } = await resourcesOfType(t, type);
      for (const place of items.keys()) verify(reply).at("Resources", place, "type").is(type.name);
    }
  },
  defects: {
    "license-without-type": LICENSES.resources((license) => without(license, "type")),
    "license-of-another-type": LICENSES.resources((license) => ({ ...license, type: "Entitlement" })),
  },
});

/** So many pages are read of one type. */
const MOST_PAGES = 5;

const all = defineCheck({
  id: "okta-entitlements.list.all",
  title: "Page by page an import finds every role and entitlement once",
  rule: entitlementRule({
    id: "OKTA-entitlement-list-04",
    url: ENTITLEMENT_GUIDE,
    requirement:
      "Okta imports what an endpoint lists page by page, as it does users: each resource once, as many as totalResults says.",
  }),
  advice:
    "Keep the order of roles and entitlements from page to page, start at startIndex, and count all of them in totalResults.",
  run: async (t) => {
    for (const type of entitlementTypes(t)) {
      const { items: first } = await resourcesOfType(t, type);
      const size = Math.max(1, Math.ceil(first.length / 2));
      const seen = new Set<string>();
      let reply = await pageOf(t, type, { count: size });
      for (let pages = 1; ; pages += 1) {
        const { resources } = verify(reply).list();
        for (const [place, item] of resources.entries()) {
          const id = idOf(item) ?? "";
          verify(reply)
            .at("Resources", place, "id")
            .holds("an id that no page before has shown", () => !seen.has(id));
          seen.add(id);
        }
        const isOver = seen.size >= totalOf(reply) || pages === MOST_PAGES;
        if (isOver) break;
        verify(reply)
          .at("Resources")
          .holds("the rest of the list", () => resources.length > 0);
        reply = await pageOf(t, type, { count: size, startIndex: seen.size + 1 });
      }
    }
  },
  defects: {
    "roles-always-show-the-first-page": ROLES.url((url) => url.searchParams.set("startIndex", "1")),
    "licenses-end-after-the-first-page": LICENSES.body((body, request) =>
      new URL(request.url).searchParams.get("startIndex") === "1" ? body : { ...body, Resources: [] },
    ),
  },
});

function isRoleType(type: JsonObject): boolean {
  return type["schema"] === ROLE_URN;
}

/** What Okta reads of roles and entitlements. */
export const entitlementListChecks: readonly Check[] = [types, page, names, typeNames, all];
