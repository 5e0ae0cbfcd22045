import { expect, test } from "vitest";
import { loadProfile } from "../../documents/load-profile.ts";
import type { Json } from "../../scim/json.ts";
import { readCapabilities } from "./capabilities.ts";
import type { TargetFacts } from "../../profile/target-facts.ts";

const generic = await loadProfile("generic");
const zoominfo = await loadProfile("zoominfo");
const NOTHING: TargetFacts = { serviceProviderConfig: undefined, resourceTypes: undefined, schemas: undefined };

function read(target: Partial<TargetFacts>, profile = generic, hasSeatLimits = false) {
  return readCapabilities({ profile, target: { ...NOTHING, ...target }, hasSeatLimits });
}

test("what ServiceProviderConfig says is advertised or absent, what it leaves out is unknown", () => {
  const serviceProviderConfig: Json = { patch: { supported: true }, filter: { supported: false }, sort: {} };
  expect(read({ serviceProviderConfig })).toMatchObject({
    patch: "advertised",
    filter: "absent",
    sort: "unknown",
    etag: "unknown",
  });
});

test("a text instead of a boolean tells nothing", () => {
  expect(read({ serviceProviderConfig: { patch: { supported: "true" } } }).patch).toBe("unknown");
});

test("groups are advertised by an endpoint, whatever its slashes and letters, and unknown without it", () => {
  expect(read({ resourceTypes: [{ name: "Group", endpoint: "groups/" }] }).groups).toBe("advertised");
  expect(read({ resourceTypes: [{ name: "User", endpoint: "/Users" }] }).groups).toBe("unknown");
});

test("the profile beats what the target advertises", () => {
  expect(read({ resourceTypes: [{ name: "Group", endpoint: "/Groups" }] }, zoominfo).groups).toBe("absent");
});

test("seats need a stated limit and a profile with products", () => {
  expect(read({}, zoominfo, true).seats).toBe("advertised");
  expect(read({}, zoominfo, false).seats).toBe("absent");
  expect(read({}, generic, true).seats).toBe("absent");
});
