import type { Json } from "../../../scim/json.ts";
import { isArray, isObject } from "../../../scim/json.ts";
import { shown } from "../../../exchange/shown.ts";
import { messageUnmet } from "./person-fact.ts";
import { containing } from "./text-pattern.ts";
import type { Unmet } from "./unmet.ts";

/** Holds the notes of a step against texts that must stand in them; an empty list says that there are none. */
export function notesUnmet(wanted: Json, notes: readonly string[]): readonly Unmet[] {
  const texts = (isArray(wanted) ? wanted : [wanted]).filter((one) => typeof one === "string");
  const found = notes.length === 0 ? "nothing" : shown(notes.join(" "));
  if (texts.length === 0) return notes.length === 0 ? [] : [{ name: "what the notes say", found, wanted: "nothing" }];
  const missing = texts.filter((text) => !notes.some((note) => containing(text).test(note)));
  return missing.map((text) => ({ name: "what the notes say", found, wanted: `a note with ${shown(text)}` }));
}

/** Holds the line that an admin reads against a text or a pattern. */
export function lineUnmet(name: string, wanted: Json, found: Json | undefined): readonly Unmet[] {
  const line = typeof found === "string" ? found : null;
  // Whether there is one at all.
  if (typeof wanted === "boolean") {
    return wanted === (line !== null)
      ? []
      : [{ name, found: line === null ? "nothing" : shown(line), wanted: wanted ? "a text" : "nothing" }];
  }
  const unmet = messageUnmet(wanted, line);
  return unmet === undefined ? [] : [{ ...unmet, name }];
}

/** Holds the feature table against what a document says of single lines: a tick or a cross, and what the target has shown. */
export function featuresUnmet(wanted: Json, found: Json | undefined): readonly Unmet[] {
  const rows = isArray(found) ? found.filter(isObject) : [];
  return Object.entries(isObject(wanted) ? wanted : {}).flatMap(([feature, given]) => {
    const row = rows.find((one) => one["feature"] === feature);
    const said = isObject(given) ? given : { ticked: given };
    return Object.entries(said).flatMap(([name, value]) => {
      const shows = row?.[name];
      if (shows === value) return [];
      return [{ name: `${name} of ${feature}`, found: shown(shows ?? null), wanted: shown(value ?? null) }];
    });
  });
}
