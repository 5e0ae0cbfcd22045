import { expect, it } from "vitest";
import { sameUrn } from "./urns.ts";

it("compares URNs without regard to letter case", () => {
  expect(sameUrn("URN:ietf:params:scim:schemas:core:2.0:user", "urn:ietf:params:scim:schemas:core:2.0:User")).toBe(
    true,
  );
  expect(sameUrn("urn:ietf:params:scim:schemas:core:2.0:Group", "urn:ietf:params:scim:schemas:core:2.0:User")).toBe(
    false,
  );
});
