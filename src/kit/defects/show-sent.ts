import { readJson, tamperResources } from "./tamper.ts";
import type { TamperMatch, Wrap } from "./tamper.ts";
import { isObject } from "../../scim/json.ts";
import type { JsonObject } from "../../scim/json.ts";

/**
 * A server that keeps what clients sent by POST or PUT and works it into later answers about that resource, as one does
 * that stores what it should ignore, or shows what it did not store. `match` tells which answers show it.
 */
export function showSent(match: TamperMatch, show: (resource: JsonObject, sent: JsonObject) => JsonObject): Wrap {
  return (next) => {
    const sentById = new Map<string, JsonObject>();
    return async (request) => {
      const sent = ["POST", "PUT"].includes(request.method) ? await readJson(request) : undefined;
      const remember = tamperResources({ method: ["POST", "PUT"] }, (resource) => {
        if (isObject(sent)) sentById.set(String(resource["id"]), sent);
        return resource;
      });
      const answer = tamperResources(match, (resource) => {
        const known = sentById.get(String(resource["id"]));
        return known === undefined ? resource : show(resource, known);
      });
      return answer(remember(next))(request);
    };
  };
}
