import { getIgnoreCase, isObject } from "../../../../scim/json.ts";
import type { Json, JsonObject } from "../../../../scim/json.ts";
import type { Exchange } from "../../../../exchange/exchange.ts";
import { pathTo } from "../../../../scim/request-path.ts";
import { headOf, resourceOf } from "../scopes/features.ts";
import { pathTemplateOf } from "../scopes/request-shape.ts";
import { isRemoved, isThere } from "./shown-value.ts";
import { isAccepted, operationsOf, requestPathOf } from "./exchange-words.ts";

/** Whether the next reading after a PUT or PATCH shows what it asked for; undefined where that cannot be told. */
export type ChangeEffect = "done" | "undone" | undefined;

/** How often changes of an attribute were done, and not, by method. */
export interface AttributeEffects {
  readonly done: number;
  /** The methods by which they were not. */
  readonly undoneBy: ReadonlySet<string>;
}

/** What became of the changes of a run. */
export interface ChangeEffects {
  /** Of each PUT and PATCH that was answered with a success, by its number. */
  readonly bySeq: ReadonlyMap<number, ChangeEffect>;
  /** Of each attribute, by `Users active`. */
  readonly byAttribute: ReadonlyMap<string, AttributeEffects>;
}

/** Reads what became of each PUT and PATCH that was answered with a success. */
export function changeEffects(exchanges: readonly Exchange[]): ChangeEffects {
  const byPath = Map.groupBy(exchanges, resourcePathOf);
  const bySeq = new Map<number, ChangeEffect>();
  const byAttribute = new Map<string, AttributeEffects>();
  for (const exchange of exchanges) {
    const { method } = exchange.request;
    if (!["PUT", "PATCH"].includes(method) || !isAccepted(exchange)) continue;
    const effects = effectsOf(exchange, byPath.get(requestPathOf(exchange)) ?? []);
    bySeq.set(exchange.seq, inAll(effects.map(({ effect }) => effect)));
    for (const { attribute, effect } of effects) {
      const name = `${resourceOf(pathTemplateOf(requestPathOf(exchange)))} ${attribute}`;
      const { done, undoneBy } = byAttribute.get(name) ?? { done: 0, undoneBy: new Set<string>() };
      byAttribute.set(name, {
        done: done + (effect === "done" ? 1 : 0),
        undoneBy: effect === "undone" ? new Set([...undoneBy, method]) : undoneBy,
      });
    }
  }
  return { bySeq, byAttribute };
}

/** What was so before says nothing; of what is left, one that is done shows that it can be. */
function inAll(effects: readonly ChangeEffect[]): ChangeEffect {
  if (effects.includes("done")) return "done";
  return effects.includes("undone") ? "undone" : undefined;
}

/** Where the resource of an answer lies: of a create, what it has made. */
function resourcePathOf(exchange: Exchange): string {
  const body = exchange.response?.body;
  const id = exchange.request.method === "POST" && isObject(body) ? getIgnoreCase(body, "id") : undefined;
  return typeof id === "string" ? requestPathOf(exchange) + pathTo`/${id}` : requestPathOf(exchange);
}

/** One thing that a change asks for: true when a resource shows it, undefined where that cannot be told. */
type Wish = (shown: JsonObject) => boolean | undefined;

interface AttributeEffect {
  readonly attribute: string;
  readonly effect: ChangeEffect;
}

function effectsOf(change: Exchange, samePath: readonly Exchange[]): readonly AttributeEffect[] {
  const next = samePath.find(({ seq }) => seq > change.seq);
  const reading = next !== undefined && next.request.method === "GET" && isAccepted(next) ? next : change;
  const before = samePath.findLast((one) => one.seq < change.seq && resourceIn(one) !== undefined);
  const shown = resourceIn(reading);
  if (shown === undefined) return [];
  return (change.request.method === "PUT" ? wishesOfPut(change) : wishesOfPatch(change))
    .filter(({ attribute }) => isAskedFor(reading, attribute))
    .map(({ wish, attribute }) => {
      const known = before !== undefined && isAskedFor(before, attribute) ? resourceIn(before) : undefined;
      const effect = toEffect(wish, shown, known);
      // An answer may say what was asked for and not what is stored: only a reading shows that it was done.
      return { attribute, effect: effect === "done" && reading === change ? undefined : effect };
    });
}

function toEffect(wish: Wish, shown: JsonObject, before: JsonObject | undefined): ChangeEffect {
  const isDone = wish(shown);
  if (isDone === undefined) return undefined;
  if (!isDone) return "undone";
  return before !== undefined && wish(before) === false ? "done" : undefined;
}

function resourceIn(exchange: Exchange): JsonObject | undefined {
  const body = exchange.response?.body;
  return isAccepted(exchange) && isObject(body) && getIgnoreCase(body, "id") !== undefined ? body : undefined;
}

/** A reading that asked for some attributes only tells nothing of the others. */
function isAskedFor({ request }: Exchange, attribute: string): boolean {
  const query = new URLSearchParams(request.url.split("?", 2)[1] ?? "");
  const asked = query.get("attributes");
  const excluded = query.get("excludedAttributes");
  if (excluded?.toLowerCase().includes(attribute) === true) return false;
  return asked === null || asked.toLowerCase().includes(attribute);
}

interface Wished {
  /** In lower case, without URN. */
  readonly attribute: string;
  readonly wish: Wish;
}

const UNCHANGEABLE: readonly string[] = ["id", "meta", "schemas", "password", "groups"];

function wishesOfPut({ request }: Exchange): readonly Wished[] {
  return isObject(request.body) ? wishesOfValue(request.body) : [];
}

function wishesOfPatch(patch: Exchange): readonly Wished[] {
  return operationsOf(patch).flatMap((operation) => {
    const op = String(getIgnoreCase(operation, "op")).toLowerCase();
    const path = getIgnoreCase(operation, "path");
    const value = getIgnoreCase(operation, "value");
    if (typeof path !== "string") return op !== "remove" && isObject(value) ? wishesOfValue(value) : [];
    const attribute = attributeOf(path);
    if (UNCHANGEABLE.includes(attribute)) return [];
    const wish: Wish = (shown) => (op === "remove" ? isRemoved(shown, path, value) : isThere(shown, path, value));
    return [{ attribute, wish }];
  });
}

function wishesOfValue(value: JsonObject): readonly Wished[] {
  return Object.entries(value)
    .filter(([name]) => !UNCHANGEABLE.includes(attributeOf(name)))
    .map(([name, wanted]: [string, Json | undefined]) => ({
      attribute: attributeOf(name),
      wish: (shown) => isThere(shown, name, wanted),
    }));
}

function attributeOf(path: string): string {
  return headOf(path).name.split(".")[0] ?? "";
}
