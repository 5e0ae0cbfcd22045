import { isArray, isObject, sameName } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";
import { MASK } from "../masking/mask.ts";
import { isForeign, isSecretValue, maskForeign } from "../masking/foreign.ts";
import type { Sight } from "../masking/foreign.ts";
import type { Reply } from "../reply.ts";

/** A member by its name whatever its letter case, an item by its place from 0, or the first item for which it holds. */
export type Step = string | number | ((item: JsonObject) => boolean);

/** A place in the body of an answer. */
export interface Place {
  /** What is there; undefined when nothing is. */
  readonly value: Json | undefined;
  /** JSON pointer in the answer's own spelling: to the value, to the member that is missing, or to the list that holds no such item. */
  readonly pointer: string;
  /** What the pointer leads to, as a report shows it: of somebody else's resource nothing. It is made when it is asked for. */
  readonly shown: Json | undefined;
  /** In words, for example `emails[0].value`; of a resource in a list the name within that resource, empty for itself. */
  readonly name: string;
  /** True when it lies in a resource that is not to be shown. */
  readonly isHidden: boolean;
}

/** Finds a place in an answer. */
export function placeIn(reply: Reply, steps: readonly Step[]): Place {
  const sight = sightOf(reply);
  const root: Walk = {
    value: reply.body,
    pointer: "",
    name: "",
    isMissing: false,
    missingFrom: undefined,
    hidden: undefined,
  };
  const end = steps.reduce((walk: Walk, step) => take(walk, step, sight), see(root, sight));
  const { hidden, missingFrom } = end;
  const value = end.isMissing ? undefined : end.value;
  const there = hidden === undefined ? (end.isMissing ? missingFrom : value) : hidden.value;
  return {
    value,
    pointer: hidden?.pointer ?? end.pointer,
    get shown() {
      return there === undefined ? undefined : maskForeign(there, sight);
    },
    name: end.name.replace(/^\./, ""),
    isHidden: hidden !== undefined,
  };
}

interface Walk {
  readonly value: Json | undefined;
  readonly pointer: string;
  readonly name: string;
  readonly isMissing: boolean;
  /** The list in which no item was found, or what stands where an object would. */
  readonly missingFrom: Json | undefined;
  /** The resource on the way that is not to be shown. */
  readonly hidden: { readonly value: Json; readonly pointer: string } | undefined;
}

function take(walk: Walk, step: Step, sight: Sight): Walk {
  const named = { ...walk, name: nameAfter(walk, step) };
  if (walk.isMissing) return named;
  return typeof step === "string" ? takeMember(named, step, sight) : takeItem(named, step, sight);
}

/** On which place of which page a resource stands is chance: it is told by its own members alone. */
function nameAfter(walk: Walk, step: Step): string {
  if (typeof step === "string") return `${walk.name}.${step}`;
  const isResource = typeof step === "function" && sameName(walk.name, ".Resources");
  return isResource ? "" : `${walk.name}[${indexIn(walk, step)}]`;
}

function takeItem(walk: Walk, step: Exclude<Step, string>, sight: Sight): Walk {
  const { value } = walk;
  const index = indexIn(walk, step);
  const item = isArray(value) && typeof index === "number" ? value[index] : undefined;
  if (item === undefined) return { ...walk, isMissing: true, missingFrom: value };
  return see({ ...walk, value: item, pointer: `${walk.pointer}/${index}` }, sight);
}

/** Where in a list an item stands; dots for one that no item is. */
function indexIn({ value, isMissing }: Walk, step: Exclude<Step, string>): number | "..." {
  if (typeof step === "number") return step;
  const found = isArray(value) && !isMissing ? value.findIndex((item) => isObject(item) && step(item)) : -1;
  return found === -1 ? "..." : found;
}

function takeMember(walk: Walk, name: string, sight: Sight): Walk {
  const { value } = walk;
  const found = isObject(value) ? spellingOf(value, name) : undefined;
  const pointer = `${walk.pointer}/${escaped(found ?? name)}`;
  if (!isObject(value) || found === undefined) {
    // Where nothing can have members, the pointer stays at what is there instead.
    return isObject(value) ? { ...walk, pointer, isMissing: true } : { ...walk, isMissing: true, missingFrom: value };
  }
  const next = { ...walk, value: value[found], pointer };
  const isSecret = next.value !== undefined && isSecretValue(found, next.value);
  return isSecret && walk.hidden === undefined ? { ...next, hidden: { value: MASK, pointer } } : see(next, sight);
}

/** The exact spelling where there is one. */
function spellingOf(object: JsonObject, name: string): string | undefined {
  return Object.hasOwn(object, name) ? name : Object.keys(object).find((key) => sameName(key, name));
}

function see(walk: Walk, sight: Sight): Walk {
  const { value, pointer, hidden } = walk;
  if (hidden !== undefined || !isObject(value) || !isForeign(value, sight)) return walk;
  return { ...walk, hidden: { value, pointer } };
}

/** Whose resources an answer may show. */
export function sightOf({ exchange }: Reply): Sight {
  const { request, isOwn, isPrivate } = exchange;
  return {
    isVisible: isPrivate === true ? () => true : isOwn,
    isRead: isPrivate !== true && (request.method === "GET" || request.path.endsWith("/.search")),
  };
}

function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
