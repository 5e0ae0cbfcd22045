import type { Exchange } from "../../../../exchange/exchange.ts";
import { isObject } from "../../../../scim/json.ts";
import { comparisonsWritten } from "../scopes/filter-traits.ts";
import { operationsOf, parameterOf } from "../traffic/exchange-words.ts";
import { defineGate } from "./gate.ts";
import type { Gate } from "./gate.ts";

/** Attributes that checks write in another letter case, as the schemas have them. */
const KNOWN: ReadonlyMap<string, string> = new Map(
  ["userName", "nickName", "displayName", "externalId", "title", "active", "emails", "name", "members", "password"].map(
    (name) => [name.toLowerCase(), name],
  ),
);

/** Attribute names are only known in the letter case of the schema, at more than one place. */
export const namesByCase: Gate = defineGate({
  id: "names-by-case",
  read: () => undefined,
  explains: ({ deciding, root }) => {
    const place = placeOf(root) ?? placeOf(deciding);
    if (place === undefined) return undefined;
    return {
      which: "",
      shows: place,
      title: "Attribute names are compared with regard to letter case",
      titleOf: (places) => `Attribute names are compared with regard to letter case, in ${places.join(" and in ")}`,
      advice:
        "Look attribute names up without regard to letter case wherever a request names one: in bodies, in paths of PATCH, in filters and in attributes (RFC 7643 section 2.1): USERNAME and userName are the same attribute.",
    };
  },
});

/** Where a request writes an attribute in another letter case. */
function placeOf(exchange: Exchange | undefined): string | undefined {
  if (exchange === undefined) return undefined;
  const { method, body } = exchange.request;
  const filter = parameterOf(exchange, "filter");
  if (filter !== undefined && comparisonsWritten(filter).some(isOdd)) return "filters";
  const asked = ["attributes", "excludedAttributes"].flatMap((name) => parameterOf(exchange, name)?.split(",") ?? []);
  if (asked.some(isOdd)) return "attributes";
  if (method === "PATCH")
    return operationsOf(exchange).some(({ path }) => typeof path === "string" && isOdd(path)) ? "paths" : undefined;
  return isObject(body) && Object.keys(body).some(isOdd) ? "bodies" : undefined;
}

/** True for a known name that is not written as the schema has it; of an extension, and of a sub-attribute, only the head counts. */
function isOdd(written: string): boolean {
  const name = /^[A-Za-z]+/.exec(written.trim())?.[0] ?? "";
  const known = KNOWN.get(name.toLowerCase());
  return known !== undefined && known !== name;
}
