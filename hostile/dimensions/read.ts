import { isObject } from "../../src/scim/json.ts";
import { RIGHT, isAbout, namesOne, refusal } from "../target/call.ts";
import type { Answer, Behaviour, CallOfOne, Dimension, Ending } from "../target/call.ts";
import { show } from "../target/show.ts";
import type { World } from "../target/world.ts";

/** Answers readings by id without looking. */
function always(says: string, tell: (call: CallOfOne, world: World) => Ending): Behaviour {
  return { says, handle: (call, world, next) => (namesOne(call, "GET") ? tell(call, world) : next(call)) };
}

/** Reads soundly, and shows it in a way of its own. */
function tampered(says: string, tell: (answer: Answer, call: CallOfOne, world: World) => Ending): Behaviour {
  return {
    says,
    handle: async (call, world, next) => {
      const answer = await next(call);
      return namesOne(call, "GET") && answer !== "reset" ? tell(answer, call, world) : answer;
    },
  };
}

function shownStranger({ endpoint }: CallOfOne, world: World): Answer {
  return show(endpoint, world.store.stranger(endpoint).id, world);
}

/** What a target does with a GET of one resource. */
export const READ: Dimension<Behaviour> = {
  right: RIGHT,
  latest: always("always shows what was created last", ({ endpoint }, world) => {
    const last = world.store.own(endpoint).at(-1);
    return last ? show(endpoint, last.id, world) : refusal(404, "there is nothing yet");
  }),
  stranger: always("always shows somebody else", shownStranger),
  "not-found": always("answers 404 to every reading", () => refusal(404, "there is nothing there")),
  "not-allowed": always("answers 405 to every reading", () => refusal(405, "reading is not supported")),
  failed: always("answers 500 to every reading", () => refusal(500, "something went wrong")),
  reset: always("breaks the connection at every reading", () => "reset"),
  html: always("answers 200 with HTML", () => ({
    status: 200,
    headers: { "content-type": "text/html" },
    text: "<html><body>Welcome</body></html>",
  })),
  empty: always("answers 200 with an empty body", () => ({ status: 200 })),
  "wrong-id": tampered("shows the resource with somebody else's id", (answer, { endpoint }, world) =>
    answer.status === 200 && isObject(answer.body)
      ? { ...answer, body: { ...answer.body, id: world.store.stranger(endpoint).resource["id"] } }
      : answer,
  ),
  "without-id": tampered("shows resources without their id", (answer) =>
    isObject(answer.body) ? { ...answer, body: { ...answer.body, id: undefined } } : answer,
  ),
  "without-name": tampered("shows resources without their name", (answer) =>
    isObject(answer.body)
      ? { ...answer, body: { ...answer.body, userName: undefined, displayName: undefined } }
      : answer,
  ),
  "unknown-is-stranger": tampered("shows somebody else for an id that nobody has", (answer, call, world) =>
    answer.status === 404 ? shownStranger(call, world) : answer,
  ),
  "any-case": {
    says: "takes ids in any letter case",
    handle: (call, world, next) => {
      if (!isAbout(call) || call.id === undefined) return next(call);
      const wanted = call.id.toLowerCase();
      const found = world.store.all(call.endpoint).find(({ id }) => id.toLowerCase() === wanted);
      return next(found ? { ...call, id: found.id } : call);
    },
  },
  list: tampered("shows a list of the one resource", (answer) =>
    answer.status === 200 && isObject(answer.body)
      ? { status: 200, body: { totalResults: 1, Resources: [answer.body] } }
      : answer,
  ),
};
