import { errorResponse, without, withJson, withStatus } from "../../src/kit/defects/answers.ts";
import { on } from "../../src/kit/defects/on.ts";
import { parseJson } from "../../src/kit/defects/where.ts";
import { readThrough, toRead } from "../../src/kit/defects/writes.ts";
import type { FetchHandler } from "../../src/scim/http.ts";
import { isArray, isObject } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import type { WideFault } from "./fault.ts";

const LISTS = { method: "GET", path: /^\/(?:Users|Groups)$/ };

/** One element stands for a list of one. */
function unwrapped(name: string): (resource: JsonObject) => JsonObject {
  return (resource) => {
    const values = resource[name];
    const [first, ...others] = isArray(values) ? values : [];
    return first !== undefined && others.length === 0 ? { ...resource, [name]: first } : resource;
  };
}

function mapMembers(change: (member: JsonObject) => Json): (group: JsonObject) => JsonObject {
  return (group) => {
    const members = group["members"];
    return isArray(members) ? { ...group, members: members.map((one) => (isObject(one) ? change(one) : one)) } : group;
  };
}

function countOf(request: Request): number | undefined {
  const count = new URL(request.url).searchParams.get("count");
  return count === null ? undefined : Number(count);
}

function hasNull(body: Json): boolean {
  return isObject(body) && Object.values(body).includes(null);
}

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** What a user may have, all of it empty. */
const EMPTY_TEXTS = { displayName: "", nickName: "", title: "", userType: "", locale: "", profileUrl: "" };

/** A manager as the text that is his id. */
function withPlainManager(user: JsonObject): JsonObject {
  const extension = user[ENTERPRISE];
  const manager = isObject(extension) ? extension["manager"] : undefined;
  return isObject(extension) && isObject(manager)
    ? { ...user, [ENTERPRISE]: { ...extension, manager: manager["value"] ?? "" } }
    : user;
}

/** The page is cut first, and the filter is applied to what is left. */
async function filterThePage(request: Request, next: FetchHandler): Promise<Response> {
  const [all, page] = [new URL(request.url), new URL(request.url)];
  const count = all.searchParams.get("count");
  for (const name of ["filter", "attributes", "excludedAttributes"]) page.searchParams.delete(name);
  all.searchParams.delete("startIndex");
  all.searchParams.delete("count");
  const [found, cut] = [await next(toRead(request, all.href)), await readThrough(next, request, page.href)];
  const list = found.ok ? parseJson(await found.clone().text()) : undefined;
  if (!isObject(list) || cut === undefined || count === null) return found;
  const ids = new Set(resourcesIn(cut).map(({ id }) => id));
  const kept = resourcesIn(list).filter(({ id }) => ids.has(id));
  return withJson(found, { ...list, totalResults: kept.length, itemsPerPage: kept.length, Resources: kept });
}

function resourcesIn(list: JsonObject): readonly JsonObject[] {
  const items = list["Resources"];
  return isArray(items) ? items.filter(isObject) : [];
}

/** What servers in the field were seen to do at many places; the checks that are about it lead, and no gate. */
export const FIELD_FAULTS: readonly WideFault[] = [
  {
    name: "one-member-is-an-object",
    gates: [],
    leads: ["traffic.value.plurality"],
    wrap: on("/Groups/:id?").resources(unwrapped("members")),
  },
  {
    name: "one-email-is-an-object",
    gates: [],
    leads: ["okta.import.primary-email"],
    wrap: on("/Users/:id?").resources(unwrapped("emails")),
  },
  {
    name: "members-are-texts",
    gates: ["never-as-sent"],
    wrap: on("/Groups/:id?").resources(mapMembers((member) => member["value"] ?? null)),
  },
  {
    name: "members-without-value",
    gates: ["never-as-sent"],
    wrap: on("/Groups/:id?").resources(mapMembers((member) => without(member, "value"))),
  },
  {
    name: "items-per-page-is-the-count",
    gates: [],
    leads: ["traffic.page.items-per-page"],
    wrap: on(LISTS).body((body, request) => {
      const count = countOf(request);
      return count === undefined || count < 1 ? body : { ...body, itemsPerPage: count };
    }),
  },
  {
    name: "null-crashes-put",
    gates: ["refused"],
    wrap: on("PUT|POST", { body: hasNull }).answer(() => errorResponse(500, "Object reference not set")),
  },
  {
    name: "every-create-answers-200",
    gates: [],
    leads: ["users.create.status", "groups.create.answer"],
    wrap: on("POST", { path: /^\/(?:Users|Groups)$/ }).response((answer) =>
      answer.status === 201 ? withStatus(answer, 200) : answer,
    ),
  },
  {
    name: "active-is-a-text",
    gates: [],
    leads: ["traffic.value.boolean"],
    wrap: on("/Users/:id?").resources((user) =>
      "active" in user ? { ...user, active: user["active"] === true ? "true" : "false" } : user,
    ),
  },
  {
    name: "filters-after-the-page-is-cut",
    gates: [],
    leads: ["query.page.total"],
    wrap: on({ ...LISTS, query: (query) => query.has("filter") }).answer(filterThePage),
  },
  {
    name: "boolean-filters-find-nobody",
    gates: [],
    leads: ["query.filter.boolean"],
    wrap: on({ ...LISTS, query: (query) => /\b(?:eq|ne) (?:true|false)\b/i.test(query.get("filter") ?? "") }).url(
      (url) => url.searchParams.set("filter", 'userName eq "nobody-at-all"'),
    ),
  },
  {
    name: "manager-is-a-text",
    gates: [],
    leads: ["traffic.value.plurality"],
    wrap: on("/Users/:id?").resources(withPlainManager),
  },
  {
    name: "absent-texts-are-empty-ones",
    gates: [],
    leads: ["query.project.attributes"],
    wrap: on("/Users/:id?").resources((user) => ("userName" in user ? { ...EMPTY_TEXTS, ...user } : user)),
  },
  {
    name: "lists-of-ids",
    gates: ["items-no-resources"],
    wrap: on(LISTS).body((list) =>
      isArray(list["Resources"]) ? { ...list, Resources: resourcesIn(list).map(({ id }) => id ?? null) } : list,
    ),
  },
  {
    name: "if-match-demanded",
    gates: ["refused"],
    wrap: on("PUT|PATCH", { path: /^\/(?:Users|Groups)/ }).answer((request, next) =>
      request.headers.has("if-match") ? next(request) : errorResponse(428, "If-Match is required"),
    ),
  },
  {
    name: "bad-filters-500",
    gates: ["filters-crash"],
    wrap: on({ ...LISTS, query: (query) => query.has("filter") }).response((answer) =>
      answer.status === 400 ? errorResponse(500, "Internal Server Error") : answer,
    ),
  },
  {
    name: "user-names-lose-the-domain",
    gates: ["user-name-without-domain"],
    wrap: on("/Users/:id?").resources((user) => {
      const name = user["userName"];
      return typeof name === "string" ? { ...user, userName: name.split("@", 1)[0] ?? "" } : user;
    }),
  },
  {
    name: "ids-in-lists-of-one-are-others",
    gates: [],
    leads: ["query.filter.matching-only", "okta.match.found"],
    wrap: on("GET /Users", { query: (query) => /^userName eq/i.test(query.get("filter") ?? "") }).resources((user) => ({
      ...user,
      id: `u-${String(user["id"])}`,
    })),
  },
];
