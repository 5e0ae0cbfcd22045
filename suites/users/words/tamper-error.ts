import { tamperResponse, withJson } from "../../../src/kit/defects/tamper.ts";
import type { TamperMatch, Wrap } from "../../../src/kit/defects/tamper.ts";
import { isObject } from "../../../src/scim/json.ts";
import type { Json, JsonObject } from "../../../src/scim/json.ts";

/** Changes the JSON object in refusals of matching requests. */
export function tamperErrorBody(match: TamperMatch, change: (error: JsonObject) => Json): Wrap {
  return tamperResponse(match, async (response) => {
    if (response.ok) return response;
    const body: unknown = JSON.parse(await response.clone().text());
    return isObject(body) ? withJson(response, change(body)) : response;
  });
}
