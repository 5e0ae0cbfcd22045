import {
  breaking,
  defineCheck,
  endpointOf,
  extensionsOf,
  getIgnoreCase,
  isArray,
  isGiven,
  isObject,
  namesSchema,
  on,
  readResourceTypes,
  RESOURCE_TYPE_URN,
  textOf,
  toListBody,
  without,
} from "../../src/kit/index.ts";
import type { Check, Json, JsonObject } from "../../src/kit/index.ts";
import { FILLED_TEXT, verifyPublished } from "./words/verify-published.ts";
import type { PublishedDemand } from "./words/verify-published.ts";

const LIST = "GET /ResourceTypes";
const EXTENSIONS: PublishedDemand = {
  rule: "RFC7643-6-04",
  expected: 'an array of objects like {"schema": "urn:...", "required": false}',
  isRight: (extensions) => !isGiven(extensions) || (isArray(extensions) && extensions.every(isExtension)),
};
const UNIQUE: readonly (readonly [string, (type: JsonObject) => string])[] = [
  ["name", (type) => textOf(type, "name") ?? ""],
  ["endpoint", endpointOf],
];

const members = defineCheck({
  id: "discovery.resource-types.members",
  title: "Each resource type has a name, an endpoint, a schema and well-formed extensions",
  rule: ["RFC7643-6-01", "RFC7643-6-04"],
  advice:
    "Give every ResourceType name, endpoint, schema and its own URN in schemas; make schemaExtensions an array of objects with a schema and a boolean required.",
  run: async (t) => {
    for (const type of await readResourceTypes(t)) {
      for (const member of ["name", "endpoint", "schema"]) {
        verifyPublished(type, [member], { ...FILLED_TEXT, rule: "RFC7643-6-01" });
      }
      verifyPublished(type, ["schemas"], {
        rule: "RFC7643-6-01",
        expected: `an array with ${RESOURCE_TYPE_URN}`,
        isRight: () => namesSchema(type.json, RESOURCE_TYPE_URN),
      });
      verifyPublished(type, ["schemaExtensions"], EXTENSIONS);
    }
  },
  defects: {
    "listed-type-without-endpoint": breaking(
      "RFC7643-6-01",
      on(LIST).resources((type) => without(type, "endpoint")),
    ),
    "resource-type-with-the-urn-of-its-schema": breaking(
      "RFC7643-6-01",
      on(LIST).resources((type) => ({ ...type, schemas: [type["schema"] ?? ""] })),
    ),
    "schema-extensions-as-a-list-of-urns": breaking(
      "RFC7643-6-04",
      on(LIST).resources((type) => ({
        ...type,
        schemaExtensions: extensionsOf(type).map((extension) => extension["schema"] ?? null),
      })),
    ),
    "schema-extension-without-required": breaking(
      "RFC7643-6-04",
      on(LIST).resources((type) => ({
        ...type,
        schemaExtensions: extensionsOf(type).map((extension) => without(extension, "required")),
      })),
    ),
  },
});

const unique = defineCheck({
  id: "discovery.resource-types.unique",
  title: "No two resource types share a name or an endpoint",
  rule: "RFC7643-6-06",
  advice: "Give every resource type a name and an endpoint of its own.",
  run: async (t) => {
    const types = await readResourceTypes(t);
    for (const [member, valueOf] of UNIQUE) {
      const values = types.map(({ json }) => valueOf(json));
      for (const [index, type] of types.entries()) {
        const value = values[index] ?? "";
        verifyPublished(type, [member], {
          expected: "one that no other type has",
          isRight: () => value === "" || values.indexOf(value) === index,
        });
      }
    }
  },
  defects: {
    "resource-type-listed-once-an-extension": on(LIST).body((body) => {
      const { resources } = toListBody(body);
      const doubled = resources.flatMap((type) => [type, ...extensionsOf(type).map(() => type)]);
      return { ...body, totalResults: doubled.length, Resources: doubled };
    }),
    "resource-types-at-one-endpoint": on(LIST).body((body) => {
      const { resources } = toListBody(body);
      const more = resources.map((type) => ({ ...type, id: "Contractor", name: "Contractor" })).slice(0, 1);
      return { ...body, totalResults: resources.length + 1, Resources: [...resources, ...more] };
    }),
  },
});

const description = defineCheck({
  id: "discovery.resource-types.description",
  title: "Each resource type has a description",
  rule: "RFC7643-6-08",
  advice: "Describe every resource type in a sentence for the people who configure clients.",
  run: async (t) => {
    for (const type of await readResourceTypes(t)) verifyPublished(type, ["description"], FILLED_TEXT);
  },
  defects: {
    "resource-type-without-description": on(LIST).resources((type) => without(type, "description")),
  },
});

/** What each resource type must hold. */
export const resourceTypeMemberChecks: readonly Check[] = [members, unique, description];

function isExtension(extension: Json): boolean {
  return (
    isObject(extension) &&
    textOf(extension, "schema") !== undefined &&
    typeof getIgnoreCase(extension, "required") === "boolean"
  );
}
