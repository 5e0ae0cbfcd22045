import { IDENTITY_PROVIDERS } from "../../emulator/index.ts";
import type { ProviderSettings } from "../engine/identity-provider.ts";
import { isObject } from "../scim/json.ts";
import type { JsonObject } from "../scim/json.ts";

/**
 * The schema of a kind of document with what each identity provider lets it set: `providers` with a section for each, by its id, and
 * nothing else.
 */
export function withProviderSettings(schema: JsonObject, kind: keyof ProviderSettings): JsonObject {
  const properties = objectIn(schema, "properties");
  const sections = IDENTITY_PROVIDERS.flatMap(({ id, settings }) =>
    settings === undefined ? [] : [[id, settings[kind]] as const],
  );
  const { description, type } = objectIn(properties, "providers");
  const providers = { description, type, additionalProperties: false, properties: Object.fromEntries(sections) };
  return { ...schema, properties: { ...properties, providers } };
}

function objectIn(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isObject(value) ? value : {};
}
