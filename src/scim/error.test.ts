import { expect, it } from "vitest";
import { ScimError, toErrorBody } from "./error.ts";

it("gives the body of RFC 7644 section 3.12, with the status as a string", () => {
  expect(toErrorBody(new ScimError(400, "Attribute 'id' is readOnly", { scimType: "mutability" }))).toEqual({
    schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
    scimType: "mutability",
    detail: "Attribute 'id' is readOnly",
    status: "400",
  });
});

it("leaves scimType out where there is none", () => {
  expect(toErrorBody(new ScimError(404, "Resource 2819c223 not found"))).toEqual({
    schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
    detail: "Resource 2819c223 not found",
    status: "404",
  });
});

it("keeps its cause and its name", () => {
  const cause = new Error("why");
  const error = new ScimError(500, "what", { cause });
  expect([error.cause, error.name, error.message, error.scimType]).toEqual([cause, "ScimError", "what", undefined]);
  expect("cause" in new ScimError(500, "what")).toBe(false);
});
