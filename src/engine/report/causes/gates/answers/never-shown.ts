import type { Exchange } from "../../../../../exchange/exchange.ts";
import { isArray, isObject } from "../../../../../scim/json.ts";
import type { Json, JsonObject } from "../../../../../scim/json.ts";
import { isAccepted, parameterOf, requestPathOf } from "../../traffic/exchange-words.ts";
import { comparisonsIn } from "../../scopes/filter-traits.ts";
import { headOf, resourceOf } from "../../scopes/features.ts";
import { answeredList } from "../../traffic/list-effects.ts";
import { pathTemplateOf } from "../../scopes/request-shape.ts";
import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";

/** How often each attribute was sent with a value, and shown with one, by the kind of resource; in lower case. */
interface Seen {
  readonly sent: ReadonlyMap<string, number>;
  readonly shown: ReadonlyMap<string, number>;
  readonly resources: number;
}

/** What is set by the server, and expected of every resource. */
const OWN: readonly string[] = ["id", "schemas", "meta"];

/** An attribute is taken and never shown, or never shown although the server makes it. */
export const neverShown: Gate = defineGate({
  id: "never-shown",
  read: ({ exchanges }) => new Map(["Users", "Groups"].map((kind) => [kind, countSeen(exchanges, kind)])),
  explains: ({ finding, deciding, root }, seen) => {
    const kind = resourceOf(pathTemplateOf(root.request.url)) || "Users";
    const counts = seen.get(kind);
    const attribute = attributeOf(finding.mismatch?.at ?? null, deciding, finding.reason);
    if (counts === undefined || attribute === undefined || !isNever(counts, attribute)) return undefined;
    const isOwn = OWN.includes(attribute);
    const name = nameOf(attribute, finding.mismatch?.at ?? "");
    return {
      which: isOwn ? attribute : `${kind} ${attribute}`,
      title: isOwn ? `No resource is shown with ${name}` : `${name} of ${kind} is taken and never shown`,
      advice: isOwn
        ? `Put ${name} into every representation of a resource, in answers to writes, readings and lists (RFC 7643 section 3).`
        : `Keep ${name} as it is sent by POST, PUT and PATCH, and show it in readings and lists (RFC 7643 section 7, returned "default"); refuse it where it cannot be kept.`,
    };
  },
});

function isNever({ sent, shown, resources }: Seen, attribute: string): boolean {
  if ((shown.get(attribute) ?? 0) > 0) return false;
  return OWN.includes(attribute) ? resources > 2 : (sent.get(attribute) ?? 0) > 1;
}

/** The attribute that a finding is about: where it lies, or what the filter asks for that finds nobody. */
function attributeOf(at: string | null, deciding: Exchange, reason: string): string | undefined {
  const inside = at?.replace(/^\/Resources\/\d+(?=\/)/i, "");
  const first = inside === undefined ? undefined : /^\/([^/]+)/.exec(inside)?.[1];
  if (first !== undefined && !/^resources$/i.test(first)) return first.toLowerCase();
  const filter = parameterOf(deciding, "filter");
  if (filter === undefined || !/\bwithout\b|lists nothing/.test(reason)) return undefined;
  const asked = comparisonsIn(filter).map(({ attribute }) => attribute.split(".")[0] ?? "");
  return asked.find((name) => !["username", "displayname", "id"].includes(name));
}

function nameOf(attribute: string, at: string): string {
  const written = at.split("/").find((step) => step.toLowerCase() === attribute);
  return written ?? attribute;
}

function countSeen(exchanges: readonly Exchange[], kind: string): Seen {
  const [sent, shown] = [new Map<string, number>(), new Map<string, number>()];
  let resources = 0;
  for (const exchange of exchanges) {
    if (!isAccepted(exchange) || resourceOf(pathTemplateOf(requestPathOf(exchange))) !== kind) continue;
    if (parameterOf(exchange, "excludedAttributes") !== undefined) continue;
    const { method, body } = exchange.request;
    if (["POST", "PUT"].includes(method) && isObject(body) && !requestPathOf(exchange).endsWith("/.search"))
      count(sent, body);
    const answer = exchange.response?.body;
    const answered = answeredList(exchange)?.resources ?? (isObject(answer) ? [answer] : []);
    if (parameterOf(exchange, "attributes") === undefined) resources += answered.length;
    for (const resource of answered) count(shown, resource);
  }
  return { sent, shown, resources };
}

function count(counts: Map<string, number>, resource: JsonObject): void {
  for (const [name, value] of Object.entries(resource)) {
    if (!isSet(value)) continue;
    const attribute = name.startsWith("urn:") ? name.toLowerCase() : headOf(name).name;
    counts.set(attribute, (counts.get(attribute) ?? 0) + 1);
  }
}

function isSet(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== "" && !(isArray(value) && value.length === 0);
}
