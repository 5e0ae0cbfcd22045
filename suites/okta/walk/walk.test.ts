import { expect, test } from "vitest";
import { SUITES } from "../../index.ts";

test("walks judge as checks of their own suites that decide features, each named once", () => {
  const walking = SUITES.filter(({ walk }) => walk !== undefined);
  expect(walking.map(({ id }) => id)).toEqual(["okta", "zoominfo", "seats"]);
  for (const { checks, walk } of walking) {
    const ids = checks.filter(({ features = [] }) => features.length > 0).map(({ id }) => id);
    expect(walk?.checks.filter((id) => !ids.includes(id))).toEqual([]);
    expect(new Set(walk?.checks).size).toBe(walk?.checks.length);
  }
});
