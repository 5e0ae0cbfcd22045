import { expect, test } from "vitest";
import { defineAttribute } from "../../src/scim/schema.ts";
import type { Schema } from "../../src/scim/schema.ts";
import { findUndefined } from "./find-undefined.ts";

const PERSON: Schema = {
  id: "urn:example:Person",
  name: "Person",
  description: "",
  attributes: [
    defineAttribute({ name: "active", type: "boolean" }),
    defineAttribute({ name: "name", type: "complex", subAttributes: [defineAttribute({ name: "familyName" })] }),
    defineAttribute({
      name: "emails",
      type: "complex",
      multiValued: true,
      subAttributes: [defineAttribute({ name: "value" })],
    }),
  ],
};
const WORKER: Schema = {
  id: "urn:example:Worker",
  name: "Worker",
  description: "",
  attributes: [defineAttribute({ name: "number", type: "integer" })],
};

const paths = (resource: Parameters<typeof findUndefined>[0], schemas: readonly Schema[]): readonly string[] =>
  findUndefined(resource, schemas).map(({ path }) => path);

test("a resource that its schemas define has nothing to find", () => {
  const resource = {
    schemas: ["urn:example:Person", "urn:example:Worker"],
    id: "1",
    meta: { created: "x" },
    ACTIVE: true,
    name: { familyName: "Abara" },
    emails: [{ value: "a@example.com", type: "work", primary: true }],
    "urn:example:Worker": { number: 7 },
  };
  expect(paths(resource, [PERSON, WORKER])).toEqual([]);
});

test("an attribute, a sub-attribute and an extension's attribute that no schema defines are found", () => {
  const resource = {
    schemas: ["urn:example:Person", "urn:example:Worker"],
    status: "on",
    name: { lastName: "Abara" },
    "urn:example:Worker": { badge: 1 },
  };
  expect(paths(resource, [PERSON, WORKER])).toEqual(["status", "name.lastName", "urn:example:Worker:badge"]);
});

test("a value of another JSON type or plurality is found with what the schema wants", () => {
  const resource = {
    schemas: ["urn:example:Person"],
    active: "true",
    name: [{ familyName: "Abara" }],
    emails: { value: "a@example.com" },
  };
  expect(findUndefined(resource, [PERSON])).toEqual([
    { path: "active", value: "true", at: "/active", expected: "a JSON boolean" },
    { path: "name", value: [{ familyName: "Abara" }], at: "/name", expected: "a JSON object" },
    { path: "emails", value: { value: "a@example.com" }, at: "/emails", expected: "an array" },
  ]);
});

test("nothing is said of a resource with a schema that is not published", () => {
  expect(paths({ schemas: ["urn:example:Person", "urn:example:Other"], status: "on" }, [PERSON])).toEqual([]);
});

test("null is no value of any type", () => {
  expect(paths({ schemas: ["urn:example:Person"], active: null, emails: [null], unknown: null }, [PERSON])).toEqual([]);
});
