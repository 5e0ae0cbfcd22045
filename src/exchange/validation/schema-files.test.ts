import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";

const FOLDER = new URL("../../../fixtures/schemas/", import.meta.url);
/** What is held against bodies; the others describe our own documents. */
const OWN = ["profile", "report", "scenario"];
const files = readdirSync(FOLDER).filter((file) => !OWN.some((name) => file.startsWith(`${name}.`)));

test.each(files)("%s is a JSON Schema of 2020-12 that Ajv compiles in strict mode", (file) => {
  const schema: unknown = JSON.parse(readFileSync(new URL(file, FOLDER), "utf8"));
  expect(schema).toMatchObject({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: file,
  });
  const ajv = new Ajv2020({ strict: true });
  addFormats.default(ajv);
  expect(() => ajv.compile(Object(schema))).not.toThrow();
});
