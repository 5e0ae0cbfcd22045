import type { Json, JsonObject } from "../../../src/scim/json.ts";
import { isArray, isObject } from "../../../src/scim/json.ts";
import type { DirectoryValue } from "../../../src/profile/mappings/directory-attributes.ts";

/** A step's settings, resolved. */
export type StepSettings = Readonly<Record<string, Json>>;

/** Positions of the people that a step is about; empty when it names none. */
export function positionsOf(settings: StepSettings, name: string = "people"): readonly number[] {
  const value = settings[name];
  if (value === undefined) return [];
  if (isArray(value)) return value.map(Number);
  throw new Error(`the setting "${name}" must be a list of people, found ${JSON.stringify(value)}`);
}

/** A text that the step must give. */
export function textOf(settings: StepSettings, name: string): string {
  const value = settings[name];
  if (typeof value === "string") return value;
  throw new Error(`the setting "${name}" must be a text, found ${JSON.stringify(value)}`);
}

/** Texts, or nothing. */
export function textsOf(settings: StepSettings, name: string): readonly string[] {
  const value = settings[name];
  return isArray(value) ? value.map(String) : [];
}

/** An object; empty when the step does not give it. */
export function objectOf(settings: StepSettings, name: string): JsonObject {
  const value = settings[name];
  return isObject(value) ? value : {};
}

/** Values of directory attributes by name; none when the step does not give them. */
export function valuesOf(settings: StepSettings, name: string): Readonly<Record<string, DirectoryValue>> {
  return Object.fromEntries(
    Object.entries(objectOf(settings, name)).flatMap(([attribute, value]) =>
      typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? [[attribute, value]] : [],
    ),
  );
}
