import type { Exchange } from "../../../../../exchange/exchange.ts";
import { isObject } from "../../../../../scim/json.ts";
import type { JsonObject } from "../../../../../scim/json.ts";
import { isAccepted, parameterOf } from "../../traffic/exchange-words.ts";
import { headOf } from "../../scopes/features.ts";
import { answeredList } from "../../traffic/list-effects.ts";
import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";

/** The parameters attributes and excludedAttributes, or one of them, change nothing. */
export const projectionIgnored: Gate = defineGate({
  id: "projection-ignored",
  read: ({ exchanges }) => ({
    attributes: isIgnored(exchanges, "attributes", showsUnasked),
    excludedAttributes: isIgnored(exchanges, "excludedAttributes", showsExcluded),
  }),
  explains: ({ finding, deciding }, ignored) => {
    const parameter = (["attributes", "excludedAttributes"] as const).find(
      (name) => parameterOf(deciding, name) !== undefined,
    );
    if (parameter === undefined || !ignored[parameter] || finding.mismatch?.at === null || !isAccepted(deciding))
      return undefined;
    const isBoth = ignored.attributes && ignored.excludedAttributes;
    const what = isBoth ? "attributes and excludedAttributes are" : `${parameter} is`;
    return {
      which: isBoth ? "" : parameter,
      title: `The ${isBoth ? "parameters" : "parameter"} ${what} ignored: answers hold everything`,
      advice:
        "Leave out of answers what the client did not ask for in attributes, or excluded in excludedAttributes, in readings, lists and the answers to writes (RFC 7644 section 3.9); id stays, and so does what is always returned.",
    };
  },
});

/** Seen more than once, and never heeded. */
function isIgnored(
  exchanges: readonly Exchange[],
  parameter: string,
  shows: (resource: JsonObject, names: readonly string[]) => boolean | undefined,
): boolean {
  const seen = exchanges.flatMap((exchange) => {
    const asked = parameterOf(exchange, parameter);
    if (asked === undefined || !isAccepted(exchange)) return [];
    const names = asked.split(",").map((name) => headOf(name.trim()).name.split(".")[0] ?? "");
    const body = exchange.response?.body;
    const resources = answeredList(exchange)?.resources ?? (isObject(body) ? [body] : []);
    // A group may have nothing else than what was asked for.
    if (!/\/Users\b/i.test(exchange.request.url)) return [];
    return resources.flatMap((resource) => shows(resource, names) ?? []);
  });
  return seen.length > 0 && seen.every((one) => one);
}

const ALWAYS: readonly string[] = ["id", "schemas", "meta"];

/** True when there is anything else than what was asked for; a resource that has nothing else tells nothing. */
function showsUnasked(resource: JsonObject, names: readonly string[]): boolean | undefined {
  const others = Object.keys(resource).filter(
    (name) => !ALWAYS.includes(name.toLowerCase()) && !names.includes(headOf(name).name),
  );
  return others.length > 1 ? true : others.length === 0 ? false : undefined;
}

function showsExcluded(resource: JsonObject, names: readonly string[]): boolean | undefined {
  const excluded = names.filter((name) => !["id", "schemas", "username", "members"].includes(name));
  if (excluded.length === 0) return undefined;
  return Object.keys(resource).some((name) => excluded.includes(name.toLowerCase()));
}
