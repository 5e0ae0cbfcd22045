import { expect, test } from "vitest";
import { ALL_SUITES } from "../../run/suites/all-suites.ts";
import { provenServers } from "./provider-servers.ts";

const BASE = { suites: ALL_SUITES, profiles: ["generic", "okta"], isSelected: (): boolean => true, seed: 1 };

test("the sound server in each profile comes first, then as many defects as are drawn, the same for a seed", () => {
  const names = (seed: number): readonly (string | undefined)[] =>
    provenServers({ ...BASE, draw: 20, seed }).map(({ defect }) => defect);
  expect(names(1)).toHaveLength(22);
  expect(names(1).slice(0, 2)).toEqual([undefined, undefined]);
  expect(names(1)).toEqual(names(1));
  expect(names(2)).not.toEqual(names(1));
  expect(provenServers(BASE).length).toBeGreaterThan(700);
});

test("what must break nothing is always among them, whatever is drawn", () => {
  const servers = provenServers({
    ...BASE,
    draw: 1,
    harmless: ["start-index-zero-refused"],
    harmful: ["last-seat-never-given"],
  });
  expect(servers).toHaveLength(4);
  expect(servers).toContainEqual({ profile: "generic", defect: "start-index-zero-refused", breaks: "nothing" });
});

test("what must break something is told so when it is drawn", () => {
  const servers = provenServers({ ...BASE, draw: 100_000, harmful: ["last-seat-never-given"] });
  expect(servers).toContainEqual({ profile: "zoominfo", defect: "last-seat-never-given", breaks: "something" });
});
