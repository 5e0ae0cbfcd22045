import { expect, test } from "vitest";
import { patchPassword } from "./patch-password.ts";

test("a password is synced by one replace without a path", () => {
  expect(patchPassword("2819c223", "t1meMa$heen")).toMatchObject({
    method: "PATCH",
    path: "/Users/2819c223",
    headers: { "content-type": "application/scim+json; charset=utf-8" },
    body: {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
      Operations: [{ op: "replace", value: { password: "t1meMa$heen" } }],
    },
  });
});
