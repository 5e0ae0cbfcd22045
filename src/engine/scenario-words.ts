import type { Json } from "../scim/json.ts";
import type { ScenarioStep } from "./scenario.ts";

/** Settings in the order in which a step's words name them. */
const SPOKEN: readonly string[] = ["group", "to", "product", "seats", "people", "add", "remove", "products", "delete"];

/** A step in words, for example `assign group "Sales Users" (products Sales)`; settings as the document gives them. */
export function describeStep({ action, settings }: ScenarioStep): string {
  const quoted = ["group", "to"].flatMap((name) => {
    const value = settings[name];
    return value === undefined ? [] : [name === "to" ? `to "${String(value)}"` : `"${String(value)}"`];
  });
  const others = SPOKEN.filter((name) => name !== "group" && name !== "to" && settings[name] !== undefined);
  const spoken = others.map((name) => `${name} ${inWords(settings[name])}`);
  const subject = [action.replaceAll("-", " "), ...quoted].join(" ");
  return spoken.length === 0 ? subject : `${subject} (${spoken.join(", ")})`;
}

function inWords(value: Json | undefined): string {
  return Array.isArray(value) ? value.map(String).join(" and ") : String(value);
}
