import { getIgnoreCase, isArray, isObject } from "../../src/scim/json.ts";
import type { JsonObject } from "../../src/scim/json.ts";
import { isAbout, refusal } from "./call.ts";
import type { Answer, Call } from "./call.ts";
import type { Endpoint } from "./endpoint.ts";
import { answerDiscovery } from "./discovery.ts";
import { applyPatch } from "./patch.ts";
import { listOf } from "./query.ts";
import { show } from "./show.ts";
import type { World } from "./world.ts";

/** What a small, sound server answers; what is wrong with a target is wrapped round it. */
export function answerSoundly(call: Call, world: World): Answer {
  if (!isAbout(call)) return answerDiscovery(call, world);
  if (call.id === ".search") return refusal(501, "search is not supported");
  if (call.id === undefined) return onCollection(call, world);
  return onResource({ ...call, id: call.id }, world);
}

function onCollection(call: Call & { readonly endpoint: Endpoint }, world: World): Answer {
  if (call.method === "GET") return listOf(call, world);
  if (call.method === "POST") return create(call, world);
  return { ...refusal(405, "only GET and POST work here"), headers: { allow: "GET, POST" } };
}

/** Stores what was sent, and shows it. */
export function create(call: Call & { readonly endpoint: Endpoint }, world: World): Answer {
  const { endpoint, body } = call;
  if (!isObject(body)) return refusal(400, "the body is not a JSON object", "invalidSyntax");
  const problem = problemOf(endpoint, body, world);
  if (problem !== undefined) return problem;
  const { id } = world.store.make(endpoint, body);
  return { ...show(endpoint, id, world), status: 201 };
}

function problemOf(endpoint: Endpoint, body: JsonObject, world: World): Answer | undefined {
  if (!isArray(body["schemas"])) return refusal(400, "schemas is missing", "invalidSyntax");
  const attribute = endpoint === "Users" ? "userName" : "displayName";
  const name = getIgnoreCase(body, attribute);
  if (typeof name !== "string" || name === "") return refusal(400, `${attribute} is missing`, "invalidValue");
  return isTaken(endpoint, name, world) ? refusal(409, `${attribute} ${name} is taken`, "uniqueness") : undefined;
}

function isTaken(endpoint: Endpoint, name: string, { store }: World): boolean {
  if (endpoint === "Groups") return false;
  const wanted = name.toLowerCase();
  return store
    .all(endpoint)
    .some(({ resource }) => String(getIgnoreCase(resource, "userName")).toLowerCase() === wanted);
}

type OnOne = Call & { readonly endpoint: Endpoint; readonly id: string };

function onResource(call: OnOne, world: World): Answer {
  const found = world.store.find(call.endpoint, call.id);
  if (!found) return refusal(404, `there is nothing with the id ${call.id}`);
  switch (call.method) {
    case "GET":
      return show(call.endpoint, call.id, world);
    case "PUT":
      return replace(call, world);
    case "PATCH":
      return patch(call, world, found.resource);
    case "DELETE":
      world.store.remove(call.endpoint, call.id);
      return { status: 204 };
    default:
      return { ...refusal(405, `${call.method} does not work here`), headers: { allow: "GET, PUT, PATCH, DELETE" } };
  }
}

function replace(call: OnOne, world: World): Answer {
  if (!isObject(call.body)) return refusal(400, "the body is not a JSON object", "invalidSyntax");
  world.store.change(call.endpoint, call.id, call.body);
  return show(call.endpoint, call.id, world);
}

function patch(call: OnOne, world: World, resource: JsonObject): Answer {
  const patched = applyPatch(resource, call.body);
  if (patched === undefined) return refusal(400, "the operations cannot be applied", "invalidSyntax");
  world.store.change(call.endpoint, call.id, patched);
  return show(call.endpoint, call.id, world);
}
