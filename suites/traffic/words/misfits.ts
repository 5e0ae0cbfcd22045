import { getIgnoreCase, isArray, isObject } from "../../../src/kit/index.ts";
import type { Json, JsonObject, LiveExchange, Step } from "../../../src/kit/index.ts";
import { oncePer } from "../../../src/exchange/validation/once-per.ts";
import type { Problem } from "../../../src/exchange/validation/validate.ts";
import type { SeenResource } from "./answers.ts";
import { wasSent } from "./sent.ts";
import { validator } from "./validator.ts";
import { indexAttributes } from "./values.ts";
import type { AttributeIndex } from "./values.ts";

/** In what a user or group departs from the form that RFC 7643 gives it. */
export const misfitsOf: (seen: SeenResource) => readonly Problem[] = oncePer(({ endpoint, resource }) =>
  validator().validateMessage(endpoint === "/Groups" ? "group" : "user", resource),
);

/** True where the target publishes that the attribute at a place is of another type than a text. */
export function isOtherwisePublished(x: LiveExchange, { endpoint }: SeenResource, steps: readonly Step[]): boolean {
  const schema = validator().typeAt(endpoint, x.target)?.schema;
  if (schema === undefined) return false;
  const names = steps.filter((step) => typeof step === "string");
  const type = typeAlong(indexAttributes(schema), names);
  return type !== undefined && ["boolean", "integer", "decimal", "complex"].includes(type);
}

function typeAlong(index: AttributeIndex, [name = "", ...rest]: readonly string[]): string | undefined {
  const found = index.get(name.toLowerCase());
  if (found === undefined || rest.length === 0) return found?.attribute.type;
  return typeAlong(found.members, rest);
}

/** A value of the wrong type that the run has sent itself is judged by the check that sent it. */
export function isEcho(x: LiveExchange, resource: JsonObject, steps: readonly Step[]): boolean {
  const value = steps.reduce<Json | undefined>(
    (found, step) =>
      isArray(found) ? found[Number(step)] : isObject(found) ? getIgnoreCase(found, String(step)) : undefined,
    resource,
  );
  const name = steps.findLast((step) => typeof step === "string");
  return value !== undefined && wasSent(x, resource, { name: String(name), value });
}
