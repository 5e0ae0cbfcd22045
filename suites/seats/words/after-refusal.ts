import { isObject, on, readJson, remembering, withJson, withStatus } from "../../../src/kit/index.ts";
import type { JsonObject, Match, Wrap } from "../../../src/kit/index.ts";

/** What GET shows of a user whom a write should not have changed. */
type Shown = (user: JsonObject, write: JsonObject) => JsonObject;

/** Changes what GET shows of a user once such a write to the user was refused because no seat was left. */
export function afterRefusal(match: Match, show: Shown): Wrap {
  return onRefusal(match, { isTaken: false, show });
}

/** A server that asks for no seat at such a write: it is answered 200, and GET shows what it would have changed. */
export function givesAll(match: Match, show: Shown): Wrap {
  return onRefusal(match, { isTaken: true, show });
}

function onRefusal(match: Match, { isTaken, show }: { readonly isTaken: boolean; readonly show: Shown }): Wrap {
  return remembering(() => {
    const writes = new Map<string, JsonObject>();
    const remember = on(match).response(async (response, request) => {
      const write = await readJson(request);
      if (response.status !== 403 || !isObject(write)) return response;
      writes.set(request.url, write);
      return isTaken ? withJson(withStatus(response, 200), write) : response;
    });
    const display = on("GET /Users/:id").body((user, { url }) => {
      const write = writes.get(url);
      return write === undefined ? user : show(user, write);
    });
    return (next) => display(remember(next));
  });
}
