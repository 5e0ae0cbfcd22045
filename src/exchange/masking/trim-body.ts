import { isArray, isObject } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";

/** Characters up to which a body is kept as it came. */
const KEPT_WHOLE = 64 * 1024;
/** About what is kept of a longer one. */
const KEPT_OF_LONG = 16 * 1024;
/** Characters kept of all bodies together before each is kept short. */
const KEPT_IN_ALL = 64 * 1024 * 1024;
const KEPT_WHEN_FULL = 2000;
const KEPT_OF_TEXT = 2000;

/** Cuts a body of so many characters down to what a report can show. */
export type BodyTrimmer = (body: Json | undefined, length: number) => Json | undefined;

/** A trimmer for the bodies of one session: a report stays readable, and a target cannot fill the memory with it. */
export function createBodyTrimmer(): BodyTrimmer {
  let kept = 0;
  return (body, length) => {
    const isFull = kept >= KEPT_IN_ALL;
    if (length <= (isFull ? KEPT_WHEN_FULL : KEPT_WHOLE)) {
      kept += length;
      return body;
    }
    const most = isFull ? KEPT_WHEN_FULL : KEPT_OF_LONG;
    kept += most;
    return body === undefined ? undefined : trim(body, { left: most });
  };
}

interface Budget {
  left: number;
}

/** The beginning of a value, and in its place how much more there was. */
function trim(value: Json, budget: Budget): Json {
  if (typeof value === "string") return trimText(value, budget);
  if (isArray(value)) return trimList(value, budget);
  if (isObject(value)) return trimMembers(value, budget);
  budget.left -= String(value).length;
  return value;
}

function trimText(text: string, budget: Budget): string {
  const most = Math.max(0, Math.min(KEPT_OF_TEXT, budget.left));
  budget.left -= Math.min(text.length, most) + 2;
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`;
}

function trimList(list: readonly Json[], budget: Budget): Json {
  const items: Json[] = [];
  for (const item of list) {
    if (budget.left <= 0) return [...items, `… and ${list.length - items.length} more`];
    items.push(trim(item, budget));
  }
  return items;
}

function trimMembers(object: JsonObject, budget: Budget): JsonObject {
  const entries = Object.entries(object);
  const members: Record<string, Json> = {};
  let done = 0;
  for (const [name, value] of entries) {
    if (budget.left <= 0) return { ...members, "…": `and ${entries.length - done} more members` };
    budget.left -= name.length + 4;
    if (value !== undefined) members[trimName(name)] = trim(value, budget);
    done += 1;
  }
  return members;
}

function trimName(name: string): string {
  return name.length <= KEPT_OF_TEXT ? name : `${name.slice(0, KEPT_OF_TEXT)}…`;
}
