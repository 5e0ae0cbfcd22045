// A server of a few lines that believes what it is told: what the emulation sends is seen apart from what the reference server makes of it.
import { isArray, isObject } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import { json, list, scimError, scriptedTarget } from "./target.fixture.ts";
import type { TestTarget } from "./target.fixture.ts";

/** Users and groups by path, with ids 1, 2 and so on. */
export async function smallTarget(): Promise<TestTarget> {
  const made = new Map<string, JsonObject>();
  return scriptedTarget("generic", (request, body) => answer(made, request, isObject(body) ? body : {}));
}

function answer(made: Map<string, JsonObject>, request: string, body: JsonObject): Response {
  const [method = "", ...rest] = request.split(" ");
  const path = rest.join(" ");
  const found = made.get(path);
  if (method === "POST") {
    const id = String(made.size + 1);
    made.set(`${path}/${id}`, { ...body, id });
    return json({ ...body, id }, 201);
  }
  if (method === "GET" && path.includes("?")) return list(...matching(made, path));
  if (found === undefined) return scimError(404, "nobody");
  const changed = method === "PUT" ? body : method === "PATCH" ? patched(found, body) : found;
  made.set(path, changed);
  if (method === "DELETE") made.delete(path);
  return json(changed);
}

function matching(made: ReadonlyMap<string, JsonObject>, path: string): readonly Json[] {
  const [, endpoint = "", name = "", value] = /^(\/\w+)\?filter=(\w+) eq "(.*?)"/.exec(path) ?? [];
  return [...made].filter(([at, one]) => at.startsWith(endpoint) && one[name] === value).map(([, one]) => one);
}

/** Only what has no path is done; of members nothing has to be. */
function patched(found: JsonObject, { Operations: operations }: JsonObject): JsonObject {
  const values = (isArray(operations) ? operations.filter(isObject) : []).filter(({ path }) => path === undefined);
  return values.reduce<JsonObject>((one, { value }) => ({ ...one, ...(isObject(value) && value) }), found);
}
