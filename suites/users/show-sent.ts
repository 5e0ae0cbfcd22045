import { readJson, tamperResources } from "../../src/engine/tamper.ts";
import type { Wrap } from "../../src/engine/tamper.ts";
import { isObject } from "../../src/scim/json.ts";
import type { JsonObject } from "../../src/scim/json.ts";

/**
 * A server that keeps what clients sent by POST or PUT and works it into every later answer about that resource, as one
 * does that stores what it should ignore. `path` matches the endpoint and its resources.
 */
export function showSent(path: RegExp, show: (resource: JsonObject, sent: JsonObject) => JsonObject): Wrap {
  return (next) => {
    const sentById = new Map<string, JsonObject>();
    return async (request) => {
      const sent = ["POST", "PUT"].includes(request.method) ? await readJson(request) : undefined;
      const answer = tamperResources({ path }, (resource) => {
        const id = String(resource["id"]);
        if (isObject(sent)) sentById.set(id, sent);
        const known = sentById.get(id);
        return known === undefined ? resource : show(resource, known);
      });
      return answer(next)(request);
    };
  };
}
