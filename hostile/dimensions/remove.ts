import { RIGHT, namesOne, refusal } from "../target/call.ts";
import type { Answer, Behaviour, CallOfOne, Dimension, Ending } from "../target/call.ts";
import type { World } from "../target/world.ts";

function instead(says: string, tell: (call: CallOfOne, world: World) => Ending): Behaviour {
  return { says, handle: (call, world, next) => (namesOne(call, "DELETE") ? tell(call, world) : next(call)) };
}

function afterRemoval(says: string, tell: () => Ending): Behaviour {
  return {
    says,
    handle: async (call, _, next) => {
      const answer = await next(call);
      return namesOne(call, "DELETE") && answer !== "reset" && answer.status === 204 ? tell() : answer;
    },
  };
}

const refuses = (status: number, detail: string) => (): Answer => refusal(status, detail);

const LATE_MS = 1000;

function exists({ endpoint, id }: CallOfOne, world: World): boolean {
  return world.store.find(endpoint, id) !== undefined;
}

/** Switches off what there is, and keeps it. */
function softDelete(call: CallOfOne, world: World): Answer {
  const found = world.store.find(call.endpoint, call.id);
  if (!found) return refusal(404, "there is nothing there");
  world.store.change(call.endpoint, call.id, { ...found.resource, active: false });
  return { status: 204 };
}

/** What a target does with a DELETE. */
export const REMOVE: Dimension<Behaviour> = {
  right: RIGHT,
  "no-route-404": instead("has no route for DELETE (404)", refuses(404, "there is no such route")),
  "no-route-405": instead("has no route for DELETE (405)", refuses(405, "DELETE does not work here")),
  "no-route-501": instead("has no route for DELETE (501)", refuses(501, "DELETE is not supported")),
  nothing: instead("answers 204 and deletes nothing", () => ({ status: 204 })),
  once: {
    says: "deletes the first time only, and answers 204 ever after",
    handle: (call, world, next) =>
      namesOne(call, "DELETE") && world.count("deletes") > 1 ? { status: 204 } : next(call),
  },
  forbidden: instead("answers 403 to every DELETE", refuses(403, "you may not delete")),
  failed: instead("answers 500 to every DELETE, and deletes nothing", refuses(500, "something went wrong")),
  "failed-after": afterRemoval("deletes, and answers 500", refuses(500, "something went wrong")),
  soft: instead("answers 204, and only switches off", softDelete),
  "soft-hidden": {
    says: "only switches off, and answers 404 to readings by id from then on",
    handle: async (call, world, next) => {
      if (namesOne(call, "DELETE")) return softDelete(call, world);
      if (!namesOne(call, "GET")) return next(call);
      const found = world.store.find(call.endpoint, call.id);
      const isOff = found !== undefined && !found.isStranger && found.resource["active"] === false;
      return isOff ? refusal(404, "there is nothing there") : next(call);
    },
  },
  late: instead("answers 202, and deletes a second later", (call, world) => {
    if (!exists(call, world)) return refusal(404, "there is nothing there");
    world.later(LATE_MS, () => void world.store.remove(call.endpoint, call.id));
    return { status: 202 };
  }),
  "groups-kept": {
    says: "deletes no groups (405)",
    handle: (call, _, next) =>
      namesOne(call, "DELETE") && call.endpoint === "Groups" ? refusal(405, "groups stay") : next(call),
  },
  reset: afterRemoval("deletes, and breaks the connection", () => "reset"),
  "reset-before": instead("breaks the connection at every DELETE, and deletes nothing", () => "reset"),
};
