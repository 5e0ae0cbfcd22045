import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import type { Reply } from "../../src/exchange/reply.ts";
import { tamperResources, tamperResponseBody, without } from "../../src/kit/defects/tamper.ts";
import { shown } from "../../src/exchange/shown.ts";
import { toListBody } from "../../src/exchange/list-body.ts";
import { verifyThat } from "../../src/exchange/verify.ts";
import { getIgnoreCase, isArray, isObject } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import { RESOURCE_TYPE_URN } from "../../src/scim/urns.ts";
import {
  endpointOf,
  extensionsOf,
  namesSchema,
  readResourceTypes,
} from "../../src/kit/published/published-resource-types.ts";
import { isGiven, textOf } from "../../src/kit/published/published-schemas.ts";

const LIST = { method: "GET", path: /^\/ResourceTypes$/ };

const members = defineCheck({
  id: "discovery.resource-types.members",
  title: "Each resource type has a name, an endpoint, a schema and well-formed extensions",
  clause: rfc("RFC7643-6-01", "RFC7643-6-04"),
  advice:
    "Give every ResourceType name, endpoint, schema and its own URN in schemas; make schemaExtensions an array of objects with a schema and a boolean required.",
  run: async (t) => {
    const { reply, types } = await readResourceTypes(t);
    for (const [index, type] of types.entries()) {
      verifyMembers(reply, type, `/Resources/${index}`);
      verifyExtensions(reply, type, `/Resources/${index}/schemaExtensions`);
    }
  },
  defects: [
    {
      name: "listed-type-without-endpoint",
      breaks: "RFC7643-6-01",
      wrap: tamperResources(LIST, (type) => without(type, "endpoint")),
    },
    {
      name: "resource-type-with-the-urn-of-its-schema",
      breaks: "RFC7643-6-01",
      wrap: tamperResources(LIST, (type) => ({ ...type, schemas: [type["schema"] ?? ""] })),
    },
    {
      name: "schema-extensions-as-a-list-of-urns",
      breaks: "RFC7643-6-04",
      wrap: tamperResources(LIST, (type) => ({
        ...type,
        schemaExtensions: extensionsOf(type).map((extension) => extension["schema"] ?? null),
      })),
    },
    {
      name: "schema-extension-without-required",
      breaks: "RFC7643-6-04",
      wrap: tamperResources(LIST, (type) => ({
        ...type,
        schemaExtensions: extensionsOf(type).map((extension) => without(extension, "required")),
      })),
    },
  ],
});

const unique = defineCheck({
  id: "discovery.resource-types.unique",
  title: "No two resource types share a name or an endpoint",
  clause: rfc("RFC7643-6-06"),
  advice: "Give every resource type a name and an endpoint of its own.",
  run: async (t) => {
    const { reply, types } = await readResourceTypes(t);
    for (const [member, values] of [
      ["name", types.map((type) => textOf(type, "name") ?? "")],
      ["endpoint", types.map(endpointOf)],
    ] as const) {
      const index = values.findIndex((value, place) => value !== "" && values.indexOf(value) < place);
      verifyThat(index === -1, reply, {
        reason: `Two resource types share the ${member} ${shown(values[index])}`,
        expected: `another ${member} for each type`,
        actual: shown(values),
        at: `/Resources/${index}/${member}`,
      });
    }
  },
  defects: [
    {
      name: "resource-type-listed-once-an-extension",
      breaks: "RFC7643-6-06",
      wrap: tamperResponseBody(LIST, (body) => {
        const { resources } = toListBody(body);
        const doubled = resources.flatMap((type) => [type, ...extensionsOf(type).map(() => type)]);
        return { ...body, totalResults: doubled.length, Resources: doubled };
      }),
    },
    {
      name: "resource-types-at-one-endpoint",
      breaks: "RFC7643-6-06",
      wrap: tamperResponseBody(LIST, (body) => {
        const { resources } = toListBody(body);
        const more = resources.map((type) => ({ ...type, id: "Contractor", name: "Contractor" })).slice(0, 1);
        return { ...body, totalResults: resources.length + 1, Resources: [...resources, ...more] };
      }),
    },
  ],
});

const description = defineCheck({
  id: "discovery.resource-types.description",
  title: "Each resource type has a description",
  clause: rfc("RFC7643-6-08"),
  advice: "Describe every resource type in a sentence for the people who configure clients.",
  run: async (t) => {
    const { reply, types } = await readResourceTypes(t);
    for (const [index, type] of types.entries()) {
      verifyThat((textOf(type, "description") ?? "") !== "", reply, {
        reason: `The resource type ${textOf(type, "name") ?? ""} has no description`,
        expected: "a text that is not empty",
        actual: shown(getIgnoreCase(type, "description")),
        at: `/Resources/${index}/description`,
      });
    }
  },
  defects: [
    {
      name: "resource-type-without-description",
      breaks: "RFC7643-6-08",
      wrap: tamperResources(LIST, (type) => without(type, "description")),
    },
  ],
});

/** What each resource type must hold. */
export const resourceTypeMemberChecks: readonly Check[] = [members, unique, description];

function verifyMembers(reply: Reply, type: JsonObject, at: string): void {
  for (const member of ["name", "endpoint", "schema"]) {
    verifyThat((textOf(type, member) ?? "") !== "", reply, {
      reason: `A resource type has no ${member}`,
      expected: "a text that is not empty",
      actual: shown(getIgnoreCase(type, member)),
      at: `${at}/${member}`,
    });
  }
  verifyThat(namesSchema(type, RESOURCE_TYPE_URN), reply, {
    reason: "A resource type does not say in schemas that it is one",
    expected: RESOURCE_TYPE_URN,
    actual: shown(getIgnoreCase(type, "schemas")),
    at: `${at}/schemas`,
  });
}

function verifyExtensions(reply: Reply, type: JsonObject, at: string): void {
  const extensions = getIgnoreCase(type, "schemaExtensions");
  if (!isGiven(extensions)) return;
  const isWellFormed = (extension: Json): boolean =>
    isObject(extension) &&
    textOf(extension, "schema") !== undefined &&
    typeof getIgnoreCase(extension, "required") === "boolean";
  verifyThat(isArray(extensions) && extensions.every(isWellFormed), reply, {
    reason: `The schemaExtensions of the resource type ${textOf(type, "name") ?? ""} are malformed`,
    expected: 'an array of objects as {"schema": "urn:...", "required": false}',
    actual: shown(extensions),
    at,
  });
}
