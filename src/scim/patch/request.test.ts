import { describe, expect, it } from "vitest";
import { parsePatchRequest } from "./request.ts";

const SCHEMAS = ["urn:ietf:params:scim:api:messages:2.0:PatchOp"];
const parse = (...Operations: readonly unknown[]): unknown => parsePatchRequest({ schemas: SCHEMAS, Operations });

describe("parsePatchRequest", () => {
  it("reads what Okta sends to deactivate a user", () => {
    expect(parse({ op: "replace", value: { active: false } })).toEqual([{ op: "replace", value: { active: false } }]);
  });

  it("reads what Entra sends", () => {
    expect(
      parse(
        { op: "Replace", path: "active", value: "False" },
        { op: "Add", path: "members", value: [{ $ref: null, value: "f648f8d5" }] },
        { op: "Remove", path: "members", value: [{ value: "f648f8d5" }] },
      ),
    ).toEqual([
      { op: "replace", path: "active", value: "False" },
      { op: "add", path: "members", value: [{ $ref: null, value: "f648f8d5" }] },
      { op: "remove", path: "members", value: [{ value: "f648f8d5" }] },
    ]);
  });

  it("reads names in any letter case", () => {
    expect(
      parsePatchRequest({
        Schemas: [String(SCHEMAS[0]).toUpperCase()],
        operations: [{ OP: "ADD", Path: "title", VALUE: 1 }],
      }),
    ).toEqual([{ op: "add", path: "title", value: 1 }]);
  });

  it("takes null for a value, and a null path for none", () => {
    expect(parse({ op: "replace", path: "title", value: null }, { op: "add", path: null, value: {} })).toEqual([
      { op: "replace", path: "title", value: null },
      { op: "add", value: {} },
    ]);
  });

  it.each<readonly [unknown, string]>([
    [undefined, "The body of a PATCH must be a JSON object."],
    [null, "The body of a PATCH must be a JSON object."],
    [[], "The body of a PATCH must be a JSON object."],
    ["x", "The body of a PATCH must be a JSON object."],
    [{}, "Attribute 'schemas' of a PATCH must hold 'urn:ietf:params:scim:api:messages:2.0:PatchOp'."],
    [
      { schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], Operations: [] },
      "Attribute 'schemas' of a PATCH must hold 'urn:ietf:params:scim:api:messages:2.0:PatchOp'.",
    ],
    [{ schemas: SCHEMAS }, "Attribute 'Operations' of a PATCH must be an array of at least one operation."],
    [
      { schemas: SCHEMAS, Operations: [] },
      "Attribute 'Operations' of a PATCH must be an array of at least one operation.",
    ],
    [
      { schemas: SCHEMAS, Operations: {} },
      "Attribute 'Operations' of a PATCH must be an array of at least one operation.",
    ],
    [{ schemas: SCHEMAS, Operations: ["x"] }, "Operation 1 must be a JSON object."],
    [
      { schemas: SCHEMAS, Operations: [{ value: 1 }] },
      "The op of operation 1 must be add, remove or replace, found nothing.",
    ],
    [
      { schemas: SCHEMAS, Operations: [{ op: ["add"] }] },
      "The op of operation 1 must be add, remove or replace, found an array.",
    ],
    [
      {
        schemas: SCHEMAS,
        Operations: [
          { op: "add", value: {} },
          { op: "move", path: "a" },
        ],
      },
      "The op of operation 2 must be add, remove or replace, found 'move'.",
    ],
  ])("refuses %j as invalidSyntax", (body, detail) => {
    expect(() => parsePatchRequest(body)).toThrow(
      expect.objectContaining({ status: 400, scimType: "invalidSyntax", detail }),
    );
  });

  it.each<readonly [unknown, string, string]>([
    [{ op: "add", path: "title" }, "invalidValue", "Operation 1 (add) needs a value."],
    [{ op: "replace", path: "title" }, "invalidValue", "Operation 1 (replace) needs a value."],
    [{ op: "remove" }, "noTarget", "Operation 1 removes, so that it needs a path."],
    [{ op: "remove", path: null }, "noTarget", "Operation 1 removes, so that it needs a path."],
    [{ op: "remove", path: 5 }, "invalidPath", "The path of operation 1 must be a string."],
  ])("refuses %j as %s", (operation, scimType, detail) => {
    expect(() => parse(operation)).toThrow(expect.objectContaining({ status: 400, scimType, detail }));
  });
});
