import { expect, test } from "vitest";
import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import type { IdentityProvider } from "../../engine/identity-provider.ts";
import { loadScenario } from "../../documents/load-scenario.ts";
import { ALL_SUITES, suitesFor } from "../../run/suites/all-suites.ts";
import { quickSuites } from "../../run/suites/quick-suites.ts";
import { BUILT_IN_SCENARIOS } from "../../run/scenarios/built-in-scenarios.ts";
import { isEnough, LEAST_AGREEMENT } from "../../cli/commands/provider/compare-quick-runs.ts";
import { ALLOWANCE } from "../../engine/quick/allowance.ts";
import { compareQuick, ONE_FREE } from "./compare-quick.ts";
import type { QuickComparison } from "./compare-quick.ts";
import { provenServers, toProvenServer } from "./provider-servers.ts";
import { runOn } from "./run-on.ts";
import type { Scope } from "./run-on.ts";
import { tableOf } from "./tables.ts";
import type { Table } from "./tables.ts";

const [okta] = IDENTITY_PROVIDERS;
const scenarios = await Promise.all(BUILT_IN_SCENARIOS.map(loadScenario));

/** The provider whose first dialect is the other one. */
const [ofCatalogue, ofWizard] = okta.dialects;
const wizard: IdentityProvider = ofWizard === undefined ? okta : { ...okta, dialects: [ofWizard, ofCatalogue] };

function quickScope(provider: IdentityProvider): Scope {
  return { ...quickSuites(provider, suitesFor(provider), {}), provider, scenarios: [], isQuick: true };
}

async function quickTable(profile: string, defect: string | undefined, provider = okta): Promise<Table> {
  const server = await toProvenServer({ profile, defect, breaks: undefined }, ALL_SUITES);
  return tableOf(await runOn(server, { ...quickScope(provider), seats: ONE_FREE }), provider);
}

function failingIn(table: Table): readonly string[] {
  return Object.entries(table).flatMap(([feature, verdict]) => (verdict === "fails" ? [feature] : []));
}

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
  expect(comparisons.filter(({ differs }) => differs.length > 0).length).toBeLessThanOrEqual(1);
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
  ["inactive-user-keeps-the-external-id", ["create"]],
  ["refused-create-overwrites-user", ["create"]],
  ["apostrophe-in-a-name-crashes", ["create", "import", "group-push"]],
  ["database-without-unicode", ["create", "update"]],
  ["page-holds-less-than-asked-for", ["import"]],
  ["add-of-existing-value-refused", ["group-push"]],
  ["second-patch-at-a-time-is-forgotten", ["group-push"]],
  ["duplicate-is-refused-and-stored", ["create"]],
  ["created-in-milliseconds", ["create", "update", "deactivate", "import"]],
  ["filter-total-of-all-users", ["create", "import"]],
  ["inactive-users-show-a-status", ["create", "update", "deactivate", "import"]],
  ["group-name-with-punctuation-refused", ["group-push"]],
])("a quick run finds what %s breaks", async (defect, failing) => {
  const found = failingIn(await quickTable("generic", defect));
  expect(failing.filter((feature) => !found.includes(feature))).toEqual([]);
});

test.each([
  ["no-seat-limit", ["create"]],
  ["one-seat-too-many", ["create"]],
  ["seat-check-races", ["create"]],
  ["half-created-user", ["create"]],
  ["refused-user-is-remembered", ["create"]],
  ["seat-refusal-as-500", ["create"]],
  ["update-ignores-seats", ["create", "update"]],
  ["refused-product-of-a-patch-is-shown", ["create", "update"]],
  ["refused-reactivation-is-stored", ["create", "deactivate"]],
  ["reactivation-by-put-ignores-seats", ["create", "update", "deactivate"]],
  ["patch-swallows-seat-refusal", ["create", "update", "deactivate"]],
  ["credit-limit-as-text", ["create", "update", "deactivate", "import"]],
])("where one seat is free a quick run finds what %s breaks", async (defect, failing) => {
  expect(failingIn(await quickTable("zoominfo", defect))).toEqual(failing);
});

test("where many seats are free a quick run says that it does not judge them", async () => {
  const server = await toProvenServer({ profile: "zoominfo", defect: "no-seat-limit", breaks: undefined }, ALL_SUITES);
  const run = await runOn(server, quickScope(okta));
  const limit = run?.findings.find(({ check }) => check === "seats.create.limit");
  expect(limit?.reason).toBe("a quick run fills 2 free seats at most, and of Marketing there are 15");
});

test.each([
  [undefined, [], []],
  ["put-ignores-active", [], ["deactivate"]],
  ["put-cannot-reactivate", [], ["update", "deactivate"]],
  ["group-put-keeps-name", [], ["group-push"]],
  ["group-put-collides-with-itself", [], ["group-push"]],
  ["group-put-drops-members", [], ["group-push"]],
  ["pathless-active-ignored", ["deactivate"], []],
  ["ten-operations-applied-at-most", ["group-push"], []],
])(
  "%s breaks what apps of the catalogue send, or what those of the wizard do",
  async (defect, ofCatalogue, ofWizard) => {
    expect(failingIn(await quickTable("generic", defect))).toEqual(ofCatalogue);
    expect(failingIn(await quickTable("generic", defect, wizard))).toEqual(ofWizard);
  },
);

test("a server on which the two tables differ is told with both verdicts", async () => {
  // The whole run makes a large group, a quick one cannot.
  const large = { profile: "generic", defect: "members-beyond-a-hundred-not-shown", breaks: undefined };
  const { differs } = await compareQuick(okta, await toProvenServer(large, ALL_SUITES), scenarios);
  expect(differs).toEqual(["group-push: fails in the whole run, works in the quick one"]);
});

test("too many differences, and one on a sound server, are a loss", () => {
  const of = (server: string, differs: readonly string[], requests = 59): QuickComparison => ({
    server,
    profile: "generic",
    differs,
    requests,
  });
  const same = Array.from({ length: 100 }, (_, index) => of(`defect-${index}`, []));
  const wrong = Array.from({ length: Math.ceil(100 * (1 - LEAST_AGREEMENT)) + 8 }, () => of("defect", ["create: ..."]));
  expect(isEnough([of("sound", []), ...same])).toBe(true);
  expect(isEnough([of("sound", []), ...same, ...wrong])).toBe(false);
  expect(isEnough([of("sound", []), ...same.slice(3), ...wrong.slice(0, 3)])).toBe(false);
  expect(isEnough([of("sound", []), ...same.slice(2), ...wrong.slice(0, 2)])).toBe(true);
  expect(isEnough([of("sound", ["create: ..."]), ...same])).toBe(false);
  expect(isEnough([of("sound", [], 61), ...same])).toBe(false);
});
