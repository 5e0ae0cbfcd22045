import { isObject } from "../../src/scim/json.ts";
import type { JsonObject } from "../../src/scim/json.ts";
import { RIGHT, isAbout, refusal } from "../target/call.ts";
import type { Answer, Behaviour, Call, Dimension, Ending } from "../target/call.ts";
import type { Endpoint } from "../target/endpoint.ts";
import { pageOf } from "../target/query.ts";
import type { World } from "../target/world.ts";

type ListCall = Call & { readonly endpoint: Endpoint };

function isList(call: Call): call is ListCall {
  return isAbout(call) && call.method === "GET" && call.id === undefined;
}

function always(says: string, tell: (call: ListCall, world: World) => Ending): Behaviour {
  return { says, handle: (call, world, next) => (isList(call) ? tell(call, world) : next(call)) };
}

/** A filter is answered in a way of its own, everything else soundly. */
function onFilter(says: string, tell: (call: ListCall, world: World) => Ending): Behaviour {
  return {
    says,
    handle: (call, world, next) => (isList(call) && call.query.has("filter") ? tell(call, world) : next(call)),
  };
}

function tampered(says: string, change: (body: JsonObject) => JsonObject): Behaviour {
  return {
    says,
    handle: async (call, _, next) => {
      const answer = await next(call);
      if (!isList(call) || answer === "reset" || !isObject(answer.body)) return answer;
      return { ...answer, body: change(answer.body) };
    },
  };
}

function without(call: ListCall, ...names: readonly string[]): ListCall {
  const query = new URLSearchParams(call.query);
  for (const name of names) query.delete(name);
  return { ...call, query };
}

function emptyList(call: ListCall, world: World): Answer {
  return pageOf(call, [], world);
}

/** What a target does with a GET of a collection. */
export const LIST: Dimension<Behaviour> = {
  right: RIGHT,
  "filter-ignored": onFilter("takes no notice of a filter", (call, world) =>
    pageOf(call, world.store.all(call.endpoint), world),
  ),
  "filter-404": onFilter("answers 404 to every filter", () => refusal(404, "there is nobody like that")),
  "filter-400": onFilter("answers 400 to every filter", () => refusal(400, "no filters, please", "invalidFilter")),
  "filter-500": onFilter("answers 500 to every filter", () => refusal(500, "something went wrong")),
  "filter-reset": onFilter("breaks the connection at every filter", () => "reset"),
  "filter-empty": onFilter("finds nobody by a filter", emptyList),
  "filter-stranger": onFilter("finds somebody else by every filter", (call, world) =>
    pageOf(call, [world.store.stranger(call.endpoint)], world),
  ),
  empty: always("shows no list anything", emptyList),
  "same-page": always("shows the same page again and again", (call, world) =>
    pageOf(without(call, "startIndex", "count"), world.store.all(call.endpoint), world),
  ),
  "huge-total": tampered("says that there are 2^53 results", (body) => ({ ...body, totalResults: 2 ** 53 })),
  "negative-total": tampered("says that there are -1 results", (body) => ({ ...body, totalResults: -1 })),
  "short-pages": always("shows ten on a page, however many are asked for", (call, world) => {
    const query = new URLSearchParams(call.query);
    query.set("count", String(Math.min(10, Number(query.get("count") ?? 10))));
    return pageOf({ ...call, query }, world.store.all(call.endpoint), world);
  }),
  strangers: always("lists everybody but what the run made", (call, world) =>
    pageOf(call, world.store.strangers(call.endpoint), world),
  ),
  "without-ids": tampered("lists resources without their ids", (body) => ({
    ...body,
    Resources: resourcesOf(body).map((resource) => ({ ...resource, id: undefined })),
  })),
  "bare-array": {
    says: "answers a list with a bare array",
    handle: async (call, _, next) => {
      const answer = await next(call);
      if (!isList(call) || answer === "reset" || !isObject(answer.body)) return answer;
      return answer.status === 200 ? { ...answer, body: resourcesOf(answer.body) } : answer;
    },
  },
};

function resourcesOf(body: JsonObject): readonly JsonObject[] {
  const { Resources: resources } = body;
  return Array.isArray(resources) ? resources.filter(isObject) : [];
}
