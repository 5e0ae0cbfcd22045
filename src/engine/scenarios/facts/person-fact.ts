import type { Json, JsonObject } from "../../../scim/json.ts";
import { getIgnoreCase, isObject } from "../../../scim/json.ts";
import { shown } from "../../../exchange/shown.ts";
import type { Person } from "../../directory.ts";
import type { AssignmentRow } from "../../run.ts";
import { scopedAddress } from "../document/scoped-names.ts";
import { attributeAt, parseAttributeName } from "./attribute-at.ts";
import { fitsWhole } from "./json-fact.ts";
import { containing, isPattern } from "./text-pattern.ts";
import type { Unmet } from "./unmet.ts";

/** Someone as the directory, the app and the target have them after a step. */
export interface PersonNow {
  /** As the scenario speaks of the person. */
  readonly name: string;
  readonly person: Person;
  /** Undefined for people who are not on the Assignments tab. */
  readonly status: AssignmentRow["status"] | undefined;
  /** What the admin reads beside the red X. */
  readonly message: string | null;
  /** What the target shows, where the step has read it; undefined when it finds nobody. */
  readonly user: JsonObject | undefined;
}

/** Holds one person against what a document says of them. */
export function personUnmet(wanted: JsonObject, now: PersonNow): readonly Unmet[] {
  return Object.entries(wanted).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (name === "attributes" && isObject(value)) return attributesUnmet(value, now);
    const unmet = UNMET[name]?.(value, now);
    return unmet === undefined ? [] : [{ ...unmet, name: `${name} of ${now.name}` }];
  });
}

type Found = Omit<Unmet, "name"> | undefined;

const UNMET: Readonly<Record<string, (wanted: Json, now: PersonNow) => Found>> = {
  status: (wanted, { status = "unassigned", message }) =>
    status === wanted ? undefined : { found: status, wanted: words(wanted), example: message ?? undefined },
  message: (wanted, { message }) => messageUnmet(wanted, message),
  found: (wanted, { user }) => differing(wanted, user !== undefined),
  active: (wanted, { user }) => differing(wanted, user !== undefined && getIgnoreCase(user, "active") === true),
};

/** Holds the line that an admin reads against a text, a pattern, or nothing at all. */
export function messageUnmet(wanted: Json, found: string | null): Found {
  if (wanted === null) return found === null ? undefined : { found: shown(found), wanted: "nothing" };
  if (found !== null && containing(words(wanted)).test(found)) return undefined;
  const what = isPattern(words(wanted)) ? words(wanted) : `a text with ${shown(wanted)}`;
  return { found: found === null ? "nothing" : shown(found), wanted: what };
}

function differing(wanted: Json, found: boolean): Found {
  return found === wanted ? undefined : { found: String(found), wanted: shown(wanted) };
}

function attributesUnmet(wanted: JsonObject, now: PersonNow): readonly Unmet[] {
  return Object.entries(wanted).flatMap(([name, value]) => {
    const parsed = parseAttributeName(name);
    const found = parsed === undefined || now.user === undefined ? undefined : attributeAt(now.user, parsed);
    const expected = meant(name, value ?? null, now.person);
    return fitsWhole(expected, found)
      ? []
      : [{ name: `${name} of ${now.name}`, found: shown(found ?? null), wanted: shown(expected) }];
  });
}

/** `$lastName` is what the directory has; an address is the one of this run. */
function meant(name: string, value: Json, person: Person): Json {
  if (typeof value !== "string" || isPattern(value)) return value;
  if (value.startsWith("$")) return directoryValue(value.slice(1), person);
  return /^(?:userName|emails)\b/i.test(name) ? scopedAddress(value, person) : value;
}

function directoryValue(name: string, { attributes, ...core }: Person): Json {
  const all: Readonly<Record<string, Json | undefined>> = { ...attributes, ...core };
  return all[name] ?? null;
}

function words(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
