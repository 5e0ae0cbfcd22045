import { isObject } from "../../src/scim/json.ts";
import type { JsonObject } from "../../src/scim/json.ts";
import { RIGHT, isCreate, refusal } from "../target/call.ts";
import type { Answer, Behaviour, Call, Dimension, Ending } from "../target/call.ts";
import type { Endpoint } from "../target/endpoint.ts";
import { locationOf, show, toShown } from "../target/show.ts";
import { answerSoundly } from "../target/sound.ts";
import type { World } from "../target/world.ts";

/** A create that has stored something. */
interface Made {
  readonly call: Call & { readonly endpoint: Endpoint };
  readonly world: World;
  readonly body: JsonObject;
  readonly answer: Answer;
}

/** Stores soundly, and tells of it in a way of its own. */
function afterStoring(says: string, tell: (made: Made) => Ending): Behaviour {
  return {
    says,
    handle: async (call, world, next) => {
      const answer = await next(call);
      if (!isCreate(call) || answer === "reset" || answer.status !== 201 || !isObject(answer.body)) return answer;
      return tell({ call, world, body: answer.body, answer });
    },
  };
}

/** Answers creates without storing anything. */
function instead(
  says: string,
  tell: (call: Call & { readonly endpoint: Endpoint }, world: World) => Ending,
): Behaviour {
  return { says, handle: (call, world, next) => (isCreate(call) ? tell(call, world) : next(call)) };
}

/** Answers at once, and stores 300 ms later. */
function late(says: string, tell: (call: Call & { readonly endpoint: Endpoint }, world: World) => Answer): Behaviour {
  return instead(says, (call, world) => {
    world.later(LATE_MS, () => void answerSoundly(call, world));
    return tell(call, world);
  });
}

const LATE_MS = 300;

function strangerOf(endpoint: Endpoint, world: World): JsonObject {
  return toShown(endpoint, world.store.stranger(endpoint).resource, world);
}

function shownStranger(endpoint: Endpoint, world: World): Answer {
  return show(endpoint, world.store.stranger(endpoint).id, world);
}

/** The resource that was made, under another id. */
function underId({ call, world, body, answer }: Made, id: string): Answer {
  return { ...answer, headers: { location: locationOf(call.endpoint, id, world) }, body: { ...body, id } };
}

/** The first, or the one before, of what the run made of that kind. */
function earlier({ call, world, body }: Made, which: "first" | "previous"): string {
  const own = world.store.own(call.endpoint);
  return String((which === "first" ? own[0] : (own.at(-2) ?? own[0]))?.resource["id"] ?? body["id"]);
}

const NOBODY = "00000000-0000-4000-8000-000000000000";

function isSecond(world: World): boolean {
  return world.count("creates") % 2 === 0;
}

/** What a target does with a POST that makes something. */
export const CREATE: Dimension<Behaviour> = {
  right: RIGHT,
  stranger: afterStoring("stores, and answers 200 with somebody else's resource", ({ call, world }) =>
    shownStranger(call.endpoint, world),
  ),
  "stranger-unstored": instead("stores nothing, and answers 200 with somebody else's resource", (call, world) =>
    shownStranger(call.endpoint, world),
  ),
  "stranger-created": afterStoring("answers 201 with somebody else's resource", ({ call, world }) => ({
    ...shownStranger(call.endpoint, world),
    status: 201,
  })),
  "id-alone": afterStoring("answers with the id alone", ({ body }) => ({ status: 201, body: { id: body["id"] } })),
  "location-alone": afterStoring("answers with a Location alone", ({ answer }) => ({
    status: 201,
    headers: answer.headers ?? {},
  })),
  nothing: afterStoring("answers 201 with neither id nor body nor Location", () => ({ status: 201 })),
  "no-content": afterStoring("answers 204", () => ({ status: 204 })),
  "strangers-id": afterStoring("shows what was sent, with somebody else's id", (made) =>
    underId(made, String(strangerOf(made.call.endpoint, made.world)["id"])),
  ),
  "strangers-id-unstored": instead(
    "stores nothing, and shows what was sent with somebody else's id",
    (call, world) => ({
      status: 201,
      headers: shownStranger(call.endpoint, world).headers ?? {},
      body: { ...(isObject(call.body) ? call.body : {}), id: strangerOf(call.endpoint, world)["id"] },
    }),
  ),
  "strangers-location": afterStoring(
    "gives a Location that leads to somebody else, and no body",
    ({ call, world }) => ({
      status: 201,
      headers: shownStranger(call.endpoint, world).headers ?? {},
    }),
  ),
  "strangers-location-beside": afterStoring(
    "shows the resource, beside a Location that leads to somebody else",
    (made) => ({
      ...made.answer,
      headers: shownStranger(made.call.endpoint, made.world).headers ?? {},
    }),
  ),
  "path-to-stranger": afterStoring("gives an id that leads to somebody else once it is decoded", (made) =>
    underId(made, `x/../${String(strangerOf(made.call.endpoint, made.world)["id"])}`),
  ),
  "dots-as-id": afterStoring("gives .. as the id", (made) => underId(made, "..")),
  "one-id": afterStoring("answers the first id to every create", (made) => underId(made, earlier(made, "first"))),
  "id-twice": afterStoring("answers every second create with the id of the one before", (made) =>
    isSecond(made.world) ? underId(made, earlier(made, "previous")) : made.answer,
  ),
  "other-id": afterStoring("answers with an id that nobody has", (made) => underId(made, NOBODY)),
  "refused-400": afterStoring("stores, and answers 400", () => refusal(400, "that is not allowed")),
  "refused-409": afterStoring("stores, and answers 409", () => refusal(409, "that is taken", "uniqueness")),
  "refused-302": afterStoring("stores, and answers 302 to the collection", ({ call, world }) => ({
    status: 302,
    headers: { location: `${world.basePath}/${call.endpoint}` },
  })),
  "failed-500": afterStoring("stores, and answers 500", () => refusal(500, "something went wrong")),
  "failed-503": afterStoring("stores, and answers 503", () => ({ status: 503, text: "" })),
  reset: afterStoring("stores, and breaks the connection", () => "reset"),
  "text-with-stranger": afterStoring("answers text that is no JSON, about somebody else", ({ call, world }) => ({
    ...shownStranger(call.endpoint, world),
    status: 201,
    text: `created: ${JSON.stringify(strangerOf(call.endpoint, world))}`,
  })),
  array: afterStoring("answers with an array of the resource and somebody else", ({ call, world, body }) => ({
    status: 201,
    body: [strangerOf(call.endpoint, world), body],
  })),
  "late-accepted": late("answers 202, and stores 300 ms later", () => ({ status: 202 })),
  "late-failed": late("answers 500, and stores 300 ms later", () => refusal(500, "something went wrong")),
  "refuses-all": instead("refuses every create with 400", () => refusal(400, "not today")),
};
