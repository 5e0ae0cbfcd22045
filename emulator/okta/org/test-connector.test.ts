import { describe, expect, test } from "vitest";
import { OktaOrg } from "./okta-org.ts";
import { json, list, referenceTarget, scimError, scriptedTarget } from "../target.fixture.ts";
import type { TestTarget } from "../target.fixture.ts";

function appOf({ session, profile, clock }: TestTarget, settings = {}) {
  return new OktaOrg().createApp({ session, profile, clock, settings });
}

test("the guide's feature table: two ticks, four crosses, whatever the target can do", async () => {
  const target = await referenceTarget("zoominfo");
  const test = await appOf(target).testApiCredentials();
  expect(test.connected).toBe(true);
  expect(test.message).toBe("Connector configured successfully");
  expect(test.features.map(({ feature, ticked }) => [feature, ticked])).toEqual([
    ["User Import", false],
    ["Import Profile Updates", false],
    ["Create Users", true],
    ["Update User Attributes", true],
    ["Push Groups", false],
    ["Import Groups", false],
  ]);
  expect(target.requests()).toEqual(["GET /Users?startIndex=1&count=2"]);
});

test("groups are asked for only with Import Groups", async () => {
  const target = await referenceTarget("generic");
  await appOf(target, { importGroups: true }).testApiCredentials();
  expect(target.requests()).toEqual(["GET /Users?startIndex=1&count=2", "GET /Groups?startIndex=1&count=100"]);
});

test("saving the settings tests the connector once more", async () => {
  const target = await referenceTarget("generic");
  const dialog = await appOf(target).saveSettings({ pushGroups: true });
  expect(target.requests()).toEqual(["GET /Users?startIndex=1&count=2"]);
  expect(dialog.features.find((row) => row.feature === "Push Groups")?.ticked).toBe(true);
});

test("a target without a user passes with a warning", async () => {
  const dialog = await appOf(await scriptedTarget("generic", () => list())).testApiCredentials();
  expect(dialog).toMatchObject({ connected: true, notes: [expect.stringContaining("has no user yet")] });
});

describe("the dialog says", () => {
  test.each([
    ["no results", () => json([]), "Error authenticating: No results for users returned"],
    ["no results for nothing", () => new Response(null), "Error authenticating: No results for users returned"],
    [
      "no results without Resources",
      () => json({ totalResults: 0 }),
      "Error authenticating: No results for users returned",
    ],
    [
      "what the target reports",
      () => scimError(401, "wrong token"),
      "Error authenticating: Unauthorized. Errors reported by remote server: wrong token",
    ],
    [
      "that it is no JSON",
      () => new Response("<html>"),
      "Error authenticating: Invalid JSON: Unexpected character ('<' (code 60))",
    ],
  ])("%s", async (_, answer, message) => {
    const dialog = await appOf(await scriptedTarget("generic", answer)).testApiCredentials();
    expect(dialog).toMatchObject({ connected: false, message, features: [] });
  });
});
