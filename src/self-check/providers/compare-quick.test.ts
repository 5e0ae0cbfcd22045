import { expect, test } from "vitest";
import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import { loadScenario } from "../../documents/load-scenario.ts";
import { ALL_SUITES, suitesFor } from "../../run/suites/all-suites.ts";
import { quickSuites } from "../../run/suites/quick-suites.ts";
import { BUILT_IN_SCENARIOS } from "../../run/scenarios/built-in-scenarios.ts";
import { isEnough, LEAST_AGREEMENT } from "../../cli/commands/provider/compare-quick-runs.ts";
import { ALLOWANCE } from "../../engine/quick/allowance.ts";
import { compareQuick } from "./compare-quick.ts";
import type { QuickComparison } from "./compare-quick.ts";
import { provenServers, toProvenServer } from "./provider-servers.ts";
import { runOn } from "./run-on.ts";
import { tableOf } from "./tables.ts";

const [okta] = IDENTITY_PROVIDERS;
const scenarios = await Promise.all(BUILT_IN_SCENARIOS.map(loadScenario));

async function compareAll(servers: ReturnType<typeof provenServers>): Promise<readonly QuickComparison[]> {
  const comparisons: QuickComparison[] = [];
  for (const server of servers)
    comparisons.push(await compareQuick(okta, await toProvenServer(server, ALL_SUITES), scenarios));
  return comparisons;
}

test("on drawn servers the quick table is that of the whole run, but for as few as are allowed for", async () => {
  const wanted = { suites: ALL_SUITES, profiles: ["generic", "zoominfo"], isSelected: () => true, draw: 10, seed: 7 };
  const comparisons = await compareAll(provenServers(wanted));
  expect(comparisons.length).toBe(12);
  expect(comparisons.filter(({ server, differs }) => server === "sound" && differs.length > 0)).toEqual([]);
  const judged = comparisons.filter(({ isOfSeats }) => !isOfSeats);
  expect(judged.filter(({ differs }) => differs.length > 0).length).toBeLessThanOrEqual(1);
  expect(Math.max(...comparisons.map(({ requests }) => requests))).toBeLessThanOrEqual(ALLOWANCE);
}, 240_000);

test.each([
  ["filter-ignored", ["create", "update", "deactivate"]],
  ["patch-without-path-ignored", ["deactivate"]],
  ["deleted-group-can-be-read", ["group-push"]],
  ["ten-operations-applied-at-most", ["group-push"]],
  ["add-takes-ten-members-at-most", ["group-push"]],
  ["group-query-as-sql-like", ["group-push"]],
  ["group-filter-ends-at-an-ampersand", ["group-push"]],
  ["group-put-collides-with-itself", ["group-push"]],
  ["inactive-user-keeps-the-external-id", ["create"]],
  ["refused-create-overwrites-user", ["create"]],
  ["apostrophe-in-a-name-crashes", ["create", "import", "group-push"]],
  ["database-without-unicode", ["create", "update"]],
  ["page-holds-less-than-asked-for", ["import"]],
])("a quick run finds what %s breaks", async (defect, failing) => {
  const server = await toProvenServer({ profile: "generic", defect, breaks: undefined }, ALL_SUITES);
  const quick = { ...quickSuites(okta, suitesFor(okta), {}), provider: okta, scenarios: [], isQuick: true };
  const table = tableOf(await runOn(server, quick), okta);
  expect(failing.filter((feature) => table[feature] !== "fails")).toEqual([]);
});

test("a server on which the two tables differ is told with both verdicts", async () => {
  // The whole run fills all seats, a quick one cannot.
  const server = await toProvenServer({ profile: "zoominfo", defect: "no-seat-limit", breaks: undefined }, ALL_SUITES);
  const { differs, isOfSeats } = await compareQuick(okta, server, scenarios);
  expect(isOfSeats).toBe(true);
  expect(differs).toContain("create: fails in the whole run, works in the quick one");
});

test("too many differences, and one on a sound server, are a loss", () => {
  const of = (server: string, differs: readonly string[], requests = 59): QuickComparison => ({
    server,
    profile: "generic",
    differs,
    requests,
    isOfSeats: server === "seat",
  });
  const same = Array.from({ length: 100 }, (_, index) => of(`defect-${index}`, []));
  const wrong = Array.from({ length: Math.ceil(100 * (1 - LEAST_AGREEMENT)) + 8 }, () => of("defect", ["create: ..."]));
  expect(isEnough([of("sound", []), ...same])).toBe(true);
  expect(isEnough([of("sound", []), ...same, ...wrong])).toBe(false);
  expect(isEnough([of("sound", []), ...same, of("seat", ["create: ..."]), of("seat", ["create: ..."])])).toBe(true);
  expect(isEnough([of("sound", []), ...same.slice(3), ...wrong.slice(0, 3)])).toBe(false);
  expect(isEnough([of("sound", []), ...same.slice(2), ...wrong.slice(0, 2)])).toBe(true);
  expect(isEnough([of("sound", ["create: ..."]), ...same])).toBe(false);
  expect(isEnough([of("sound", [], 61), ...same])).toBe(false);
});
