import { errorResponse, without, withStatus } from "../../src/kit/defects/answers.ts";
import { on } from "../../src/kit/defects/on.ts";
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
    name: "create-answers-200",
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
];
