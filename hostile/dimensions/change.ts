import { isObject } from "../../src/scim/json.ts";
import { RIGHT, namesOne, refusal } from "../target/call.ts";
import type { Answer, Behaviour, CallOfOne, Dimension, Ending } from "../target/call.ts";
import { show } from "../target/show.ts";
import { applyPatch } from "../target/patch.ts";
import type { World } from "../target/world.ts";

/** A PUT or PATCH of what there is, after which something goes wrong. */
function afterChange(says: string, tell: (call: CallOfOne, world: World, answer: Answer) => Ending): Behaviour {
  return {
    says,
    handle: async (call, world, next) => {
      const answer = await next(call);
      if (!namesOne(call, "PUT", "PATCH") || answer === "reset" || answer.status !== 200) return answer;
      return tell(call, world, answer);
    },
  };
}

/** A PUT or PATCH that is answered without being carried out. */
function instead(says: string, methods: readonly string[], tell: (call: CallOfOne, world: World) => Ending): Behaviour {
  return { says, handle: (call, world, next) => (namesOne(call, ...methods) ? tell(call, world) : next(call)) };
}

/** A PUT or PATCH to an id that nobody has. */
function onUnknown(
  says: string,
  methods: readonly string[],
  tell: (call: CallOfOne, world: World) => Ending,
): Behaviour {
  return {
    says,
    handle: (call, world, next) =>
      namesOne(call, ...methods) && !world.store.find(call.endpoint, call.id) ? tell(call, world) : next(call),
  };
}

const BOTH = ["PUT", "PATCH"];

function shownStranger({ endpoint }: CallOfOne, world: World): Answer {
  return show(endpoint, world.store.stranger(endpoint).id, world);
}

function damageStranger(call: CallOfOne, world: World): Answer {
  const { id, resource } = world.store.stranger(call.endpoint);
  const changed = call.method === "PUT" ? call.body : applyPatch(resource, call.body);
  if (isObject(changed)) world.store.damage(call.endpoint, id, changed);
  return shownStranger(call, world);
}

function createAt({ endpoint, id, body }: CallOfOne, world: World): Answer {
  if (!isObject(body)) return refusal(400, "the body is not a JSON object", "invalidSyntax");
  world.store.make(endpoint, body, id);
  return { ...show(endpoint, id, world), status: 201 };
}

/** Moves the resource to a new id, which the answer shows. */
function move({ endpoint, id }: CallOfOne, world: World): Answer {
  const found = world.store.find(endpoint, id);
  if (!found || found.isStranger) return show(endpoint, id, world);
  world.store.remove(endpoint, id);
  return show(endpoint, world.store.make(endpoint, found.resource).id, world);
}

/** Gives the resource a name of the target's own, without the run's mark. */
function renameOwn({ endpoint, id }: CallOfOne, world: World): Answer {
  const found = world.store.find(endpoint, id);
  const attribute = endpoint === "Users" ? "userName" : "displayName";
  if (found && !found.isStranger) {
    world.store.change(endpoint, id, { ...found.resource, [attribute]: `account ${world.count("renamed")}` });
  }
  return show(endpoint, id, world);
}

/** What a target does with PUT and PATCH of one resource. */
export const CHANGE: Dimension<Behaviour> = {
  right: RIGHT,
  "unknown-shows-stranger": onUnknown("answers a change of what nobody has with somebody else", BOTH, shownStranger),
  "unknown-changes-stranger": onUnknown("changes somebody else at a change of what nobody has", BOTH, damageStranger),
  "creates-on-put": onUnknown("creates on PUT", ["PUT"], createAt),
  "creates-unseen": onUnknown("creates on PUT, and answers 404", ["PUT"], (call, world) => {
    createAt(call, world);
    return refusal(404, "there is nothing there");
  }),
  "shows-stranger": afterChange("answers every change with somebody else", shownStranger),
  "no-patch": instead("knows no PATCH (501)", ["PATCH"], () => refusal(501, "PATCH is not supported")),
  "no-changes": instead("knows neither PUT nor PATCH (405)", BOTH, () => refusal(405, "that does not work here")),
  ignored: instead("answers 200 and changes nothing", BOTH, (call, world) => show(call.endpoint, call.id, world)),
  "stays-active": {
    says: "never switches anybody off",
    handle: async (call, world, next) => {
      const answer = await next(call);
      if (namesOne(call, "PUT", "PATCH")) {
        const found = world.store.find(call.endpoint, call.id);
        if (found && !found.isStranger) found.resource = { ...found.resource, active: true };
      }
      return answer;
    },
  },
  failed: afterChange("changes, and answers 500", () => refusal(500, "something went wrong")),
  reset: afterChange("changes, and breaks the connection", () => "reset"),
  "without-body": afterChange("changes, and answers 204", () => ({ status: 204 })),
  moves: afterChange("gives a resource a new id at every change", move),
  renames: afterChange("gives a resource a name of its own at every change", renameOwn),
};
