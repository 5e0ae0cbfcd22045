import { parseExternalName, splitNamespace } from "../../../profile/mappings/external-name.ts";
import type { ElementCondition, ExternalName } from "../../../profile/mappings/external-name.ts";
import { getIgnoreCase, isArray, isObject, jsonEqual } from "../../../scim/json.ts";
import type { Json, JsonObject } from "../../../scim/json.ts";

/** An attribute of a user as a document names it. */
export interface AttributeName extends ExternalName {
  /** The extension that it belongs to; undefined for the core. */
  readonly urn: string | undefined;
}

/**
 * Reads `title`, `name.givenName`, `emails[type eq "work"].value`, `emails.value`, and any of them behind the URN of an
 * extension. Undefined for anything else.
 */
export function parseAttributeName(text: string): AttributeName | undefined {
  const { urn, name } = splitNamespace(text.replaceAll(/\[(\w+) eq ("[^"]*"|true|false)\]/g, ".^[$1==$2]"));
  const external = parseExternalName(name);
  return external === undefined ? undefined : { ...external, urn };
}

/** What a user shows at that name; of several elements the first that fits. */
export function attributeAt(user: JsonObject, name: AttributeName): Json | undefined {
  const { urn, attribute, condition, part } = name;
  const home = urn === undefined ? user : getIgnoreCase(user, urn);
  const value = isObject(home) ? getIgnoreCase(home, attribute) : undefined;
  const chosen = condition === undefined ? firstOf(value, part) : elementOf(value, condition);
  if (part === undefined) return chosen;
  return isObject(chosen) ? getIgnoreCase(chosen, part) : undefined;
}

/** A whole list where no part of it is asked for; else its primary element, or the first. */
function firstOf(value: Json | undefined, part: string | undefined): Json | undefined {
  if (part === undefined || !isArray(value)) return value;
  return elementOf(value, { name: "primary", value: true }) ?? value[0];
}

function elementOf(value: Json | undefined, condition: ElementCondition): Json | undefined {
  const elements = isArray(value) ? value.filter(isObject) : [];
  return elements.find((one) => jsonEqual(getIgnoreCase(one, condition.name) ?? null, condition.value));
}
