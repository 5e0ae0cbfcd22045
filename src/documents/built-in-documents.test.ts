import { describe, expect, it } from "vitest";
import { builtInNames, readDocument, readSchema } from "./read-document.ts";
import type { DocumentKind } from "./read-document.ts";
import { schemaErrors } from "./validate-document.ts";

const KINDS: readonly DocumentKind[] = ["profile", "scenario"];

describe.each(KINDS)("the built-in documents of the kind %s", async (kind) => {
  it.each(await builtInNames(kind))("%s fits the JSON Schema", async (name) => {
    const { value, isBuiltIn } = await readDocument(kind, name);
    expect(isBuiltIn).toBe(true);
    expect(await schemaErrors(value, await readSchema(kind))).toEqual([]);
  });

  it("have ids that are their names", async () => {
    for (const name of await builtInNames(kind)) {
      expect((await readDocument(kind, name)).value).toMatchObject({ id: name });
    }
  });
});
