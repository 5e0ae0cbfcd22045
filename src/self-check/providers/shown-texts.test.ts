import { expect, test } from "vitest";
import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import { loadScenario } from "../../documents/load-scenario.ts";
import { matchMessage } from "../../engine/providers/match-message.ts";
import type { ScenarioResult } from "../../engine/run.ts";
import { ALL_SUITES } from "../../run/suites/all-suites.ts";
import { BUILT_IN_SCENARIOS } from "../../run/scenarios/built-in-scenarios.ts";
import { provenServers, toProvenServer } from "./provider-servers.ts";
import { runOn } from "./run-on.ts";

const [okta] = IDENTITY_PROVIDERS;
const scenarios = await Promise.all(BUILT_IN_SCENARIOS.map(loadScenario));

/** Faults by which scenarios of the provider fail, a kind each. */
const MET = [
  "match-query-ignores-filter",
  "no-match-is-an-error",
  "no-match-is-null",
  "no-match-counts-a-text",
  "create-answers-nothing",
  "create-answers-another-id",
  "placeholder-password-refused",
  "charset-parameter-refused",
  "accept-scim-json-refused",
  "put-refuses-meta",
  "put-of-users-crashes",
  "pathless-patch-refused",
  "reactivation-ignored",
  "deactivated-user-is-gone",
  "filter-hides-inactive",
  "id-in-rename-refused",
  "group-create-answers-without-id",
  "groups-can-only-be-listed",
  "several-operations-refused",
  "json-behind-a-guard",
];

/** What admins would have read in a scenario. */
function textsIn({ steps, assignments }: ScenarioResult): readonly string[] {
  const tables = [assignments, ...steps.map((step) => step.assignments)];
  return tables.flatMap((table) => (table?.users ?? []).flatMap(({ error }) => error ?? []));
}

test("every text that scenarios show on faulty servers is explained", async () => {
  const wanted = { suites: ALL_SUITES, profiles: [], isSelected: () => true, seed: 1 };
  const servers = provenServers(wanted).filter(({ defect = "" }) => MET.includes(defect));
  expect(servers.length).toBe(MET.length);
  const texts = new Set<string>();
  for (const server of servers) {
    const run = await runOn(await toProvenServer(server, ALL_SUITES), { provider: okta, suites: [], scenarios });
    for (const text of (run?.scenarios ?? []).flatMap(textsIn)) texts.add(text.replaceAll(/[0-9a-f-]{36}/g, "id"));
  }
  const { messages } = okta;
  const unexplained = [...texts].filter((text) => messages === undefined || !matchMessage(text, messages)?.outcome);
  expect(texts.size).toBeGreaterThan(20);
  expect(unexplained).toEqual([]);
}, 120_000);
