import { expect, test } from "vitest";
import { patchActive } from "./patch-active.ts";

test("a user is switched by one replace without a path and a boolean", () => {
  const request = patchActive("23a35c27", false);
  expect(request.method).toBe("PATCH");
  expect(request.path).toBe("/Users/23a35c27");
  expect(JSON.stringify(request.body)).toBe(
    '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"active":false}}]}',
  );
});
