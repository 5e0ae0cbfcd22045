import type { Json } from "../../scim/json.ts";
import { LIST_RESPONSE_URN, USER_URN } from "../../scim/urns.ts";

// What a hostile server says of itself: schemas, resource types and a configuration that no server should answer.

/** JSON that nests so many arrays within each other. */
export function nested(depth: number): string {
  return `${'{"id":['.repeat(depth)}1${"]}".repeat(depth)}`;
}

/** A ListResponse of these resources, with other members as they are given. */
export function list(resources: Json, members: Readonly<Record<string, Json>> = {}): string {
  return JSON.stringify({
    schemas: [LIST_RESPONSE_URN],
    totalResults: 1,
    startIndex: 1,
    itemsPerPage: 1,
    Resources: resources,
    ...members,
  });
}

const ATTRIBUTE_NAMES = [
  "__proto__",
  "constructor",
  "toString",
  "a b",
  'a"b',
  "a]b",
  "\n",
  "\u2028",
  "$ref",
  "userName",
  "a.b",
  "",
];

const SIMPLE = {
  type: "string",
  multiValued: false,
  description: "x",
  required: false,
  caseExact: false,
  mutability: "readWrite",
  returned: "default",
  uniqueness: "none",
};

function schema(attributes: Json): string {
  return list([{ schemas: [USER_URN], id: USER_URN, name: "User", attributes }]);
}

function nestedAttributes(depth: number): string {
  const attributes = `${'[{"name":"a","type":"complex","subAttributes":'.repeat(depth)}[]${"}]".repeat(depth)}`;
  return list([{ id: USER_URN, attributes: "HERE" }]).replace('"HERE"', attributes);
}

/** Answers to GET /Schemas, by what is wrong with them. */
export const SCHEMAS: Readonly<Record<string, string>> = {
  "attributes nested 10,000 deep": nestedAttributes(10_000),
  "attributes nested 25 deep": nestedAttributes(25),
  "2,000 attributes": schema(Array.from({ length: 2000 }, (_, i) => ({ ...SIMPLE, name: `a${i}` }))),
  "names that are no names": schema(
    ATTRIBUTE_NAMES.map((name) => ({
      name,
      type: "complex",
      required: true,
      returned: "always",
      subAttributes: [{ name, required: true }],
    })),
  ),
  "simple attributes whose names are no names": schema(
    ATTRIBUTE_NAMES.map((name) => ({ name, type: "string", returned: "always", uniqueness: "server" })),
  ),
  "attributes of wrong types": schema([
    null,
    5,
    { name: "a", type: "complex", subAttributes: 5 },
    { name: "b", subAttributes: { x: 1 } },
    { name: ["c"], type: 5, subAttributes: [[], null, 5, { name: [] }] },
    { name: "emails", type: "string" },
    { name: "name", type: "boolean" },
    { name: "active", type: "complex", subAttributes: [{ name: "x" }] },
  ]),
  "no list": "5",
  "a bare array": JSON.stringify([{ id: USER_URN, attributes: "x" }, { id: 5 }, null]),
};

const ENDPOINTS = [
  "",
  "//evil.example/x",
  "http://evil.example/Users",
  "../..",
  "?x",
  "%",
  "\n",
  "http://[",
  "x".repeat(10_000),
];

/** Answers to GET /ResourceTypes, by what is wrong with them. */
export const TYPES: Readonly<Record<string, string>> = {
  "endpoints that lead nowhere": list(
    ENDPOINTS.map((endpoint) => ({
      name: "User",
      endpoint,
      schema: endpoint,
      meta: { location: endpoint },
      schemaExtensions: [{ schema: endpoint }, null],
    })),
  ),
  "types that extend one another": list([
    {
      name: "User",
      endpoint: "/ResourceTypes",
      schema: USER_URN,
      schemaExtensions: [{ schema: USER_URN, required: true }],
    },
  ]),
  "no list of types": list({ a: 1 }),
};

/** An answer to GET /ServiceProviderConfig of which nothing is right. */
export const CONFIG: string = JSON.stringify({
  schemas: "x",
  patch: 5,
  filter: { supported: true, maxResults: 1e308 },
  bulk: null,
  sort: [],
  etag: "x",
  authenticationSchemes: [null, 5, { type: {} }],
  pagination: { index: "x" },
  meta: [],
});
