import { isObject, on, withJson } from "../../../src/kit/index.ts";
import type { Json, JsonObject, Where, Wrap } from "../../../src/kit/index.ts";

/** Changes the JSON object in refusals of matching requests. */
export function tamperErrorBody(match: Where, change: (error: JsonObject) => Json): Wrap {
  return on(match).response(async (response) => {
    if (response.ok) return response;
    const body: unknown = JSON.parse(await response.clone().text());
    return isObject(body) ? withJson(response, change(body)) : response;
  });
}
