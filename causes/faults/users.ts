import { errorResponse, without, withHeader, withJson } from "../../src/kit/defects/answers.ts";
import { on } from "../../src/kit/defects/on.ts";
import { getIgnoreCase, isArray, isObject } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import type { WideFault } from "./fault.ts";
import { doingOnly } from "./words.ts";

const RESOURCES = { path: /^\/(?:Users|Groups)(?:\/[^/]+)?$/ };

function emailOf(body: JsonObject): Json | undefined {
  const emails = getIgnoreCase(body, "emails");
  const [first] = isArray(emails) ? emails : [];
  return isObject(first) ? first["value"] : undefined;
}

function namedByEmail(body: JsonObject): JsonObject {
  const email = emailOf(body);
  return email === undefined ? body : { ...without(body, "userName"), userName: email };
}

function withoutMeta(name: string): (resource: JsonObject) => JsonObject {
  return (resource) => {
    const meta = resource["meta"];
    return isObject(meta) ? { ...resource, meta: without(meta, name) } : resource;
  };
}

function isAbout({ path, value }: JsonObject, name: string): boolean {
  const asked = typeof path === "string" ? [path] : Object.keys(isObject(value) ? value : {});
  return asked.some((one) => one.split(/[.[]/, 1)[0]?.toLowerCase() === name.toLowerCase());
}

/** A server that takes an attribute and does not keep it. */
function neverKept(name: string): WideFault["wrap"] {
  return (next) => doingOnly((one) => !isAbout(one, name))(on("POST|PUT").sent((body) => without(body, name))(next));
}

async function toHtml(answer: Response): Promise<Response> {
  if (answer.status < 400) return answer;
  await answer.text();
  return new Response(`<!DOCTYPE html><title>Error ${answer.status}</title><h1>Error</h1>`, {
    status: answer.status,
    headers: { ...Object.fromEntries(answer.headers), "content-type": "text/html; charset=utf-8" },
  });
}

/** Users and groups: what is kept, shown and answered. */
export const RESOURCE_FAULTS: readonly WideFault[] = [
  {
    name: "every-create-400",
    gates: ["refused"],
    wrap: on("POST /Users").answer(() => errorResponse(400, "Invalid request body", "invalidSyntax")),
  },
  {
    name: "every-create-of-a-group-500",
    gates: ["refused"],
    wrap: on("POST /Groups").answer(() => errorResponse(500, "Internal Server Error")),
  },
  {
    name: "create-refuses-groups",
    gates: [],
    wrap: on("POST /Users", { body: (body) => isObject(body) && "groups" in body }).answer(() =>
      errorResponse(400, "groups is not allowed"),
    ),
  },
  {
    name: "no-location-anywhere",
    gates: ["no-location"],
    wrap: (next) =>
      on(RESOURCES).response((answer) => withHeader(answer, "location", null))(
        on(RESOURCES).resources(withoutMeta("location"))(next),
      ),
  },
  { name: "no-location-header", gates: [], wrap: on("POST").response((a) => withHeader(a, "location", null)) },
  { name: "no-meta-location", gates: [], wrap: on(RESOURCES).resources(withoutMeta("location")) },
  { name: "no-last-modified", gates: [], wrap: on(RESOURCES).resources(withoutMeta("lastModified")) },
  { name: "no-meta", gates: [], wrap: on(RESOURCES).resources((one) => without(one, "meta")) },
  { name: "no-schemas", gates: [], wrap: on(RESOURCES).resources((one) => without(one, "schemas")) },
  {
    name: "user-name-from-email",
    gates: ["user-name-from-email"],
    wrap: on("POST|PUT").sent((body, request) => (request.url.includes("/Users") ? namedByEmail(body) : body)),
  },
  {
    name: "members-never-shown",
    gates: ["never-shown"],
    wrap: on("/Groups/:id?").resources((one) => without(one, "members")),
  },
  {
    name: "members-always-empty",
    gates: ["never-shown"],
    wrap: on("/Groups/:id?").resources((one) => ({ ...one, members: [] })),
  },
  { name: "emails-not-kept", gates: ["never-shown"], wrap: neverKept("emails") },
  { name: "name-not-kept", gates: ["never-shown"], wrap: neverKept("name") },
  {
    name: "active-always-true",
    gates: [],
    wrap: on("/Users/:id?").resources((one) => ("active" in one ? { ...one, active: true } : one)),
  },
  { name: "errors-are-html", gates: ["errors-malformed"], wrap: on({}).response(toHtml) },
  {
    name: "errors-have-no-schemas",
    gates: ["errors-malformed"],
    wrap: on({}).response(async (answer) => {
      if (answer.status < 400) return answer;
      const body: Json = JSON.parse(await answer.text());
      return withJson(answer, isObject(body) ? { message: body["detail"] ?? "" } : body);
    }),
  },
  {
    name: "every-error-500",
    gates: [],
    wrap: on({}).response(async (answer) => {
      if (answer.status < 402) return answer;
      await answer.text();
      return errorResponse(500, "Internal Server Error");
    }),
  },
  {
    name: "every-put-500",
    gates: ["refused"],
    wrap: on("PUT").answer(() => errorResponse(500, "Internal Server Error")),
  },
  {
    name: "every-delete-500",
    gates: ["refused"],
    wrap: on("DELETE").answer(() => errorResponse(500, "Internal Server Error")),
  },
  {
    name: "delete-of-users-not-done",
    gates: [],
    wrap: on("DELETE /Users/:id").answer(() => new Response(null, { status: 204 })),
  },
  {
    name: "reading-a-user-404",
    gates: ["refused"],
    wrap: on("GET /Users/:id").answer(() => errorResponse(404, "Not found")),
  },
  {
    name: "no-discovery",
    gates: [],
    wrap: on({ path: /^\/(?:ServiceProviderConfig|Schemas|ResourceTypes)/ }).answer(() =>
      errorResponse(404, "Not found"),
    ),
  },
  {
    name: "put-merges",
    gates: [],
    wrap: (next) =>
      on("PUT /Users/:id").answer(async (request, inner) => {
        const headers = { authorization: request.headers.get("authorization") ?? "" };
        const stored: Json = JSON.parse(await (await inner(new Request(request.url, { headers }))).text());
        const sent: Json = JSON.parse(await request.clone().text());
        const body = isObject(stored) && isObject(sent) && "id" in stored ? { ...stored, ...sent } : sent;
        return inner(new Request(request.url, { method: "PUT", headers: request.headers, body: JSON.stringify(body) }));
      })(next),
  },
  {
    name: "deactivated-users-are-gone",
    gates: [],
    wrap: on("GET /Users/:id").response(async (answer) => {
      if (!answer.ok) return answer;
      const body: Json = JSON.parse(await answer.text());
      return isObject(body) && body["active"] === false ? errorResponse(404, "Not found") : withJson(answer, body);
    }),
  },
];
