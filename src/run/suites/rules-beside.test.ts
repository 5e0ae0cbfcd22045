import { expect, test } from "vitest";
import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import { REQUIREMENTS } from "../../../suites/requirements/index.ts";
import { severityOf } from "../../engine/checks/requirements.ts";
import { causeOf, ordinaryHeaders } from "../../engine/session/plain-request.ts";
import { loadProfile } from "../../documents/load-profile.ts";
import { openGround } from "../../self-check/proving-ground.ts";
import { selectSuites } from "../select.ts";
import { ALL_SUITES } from "./all-suites.ts";
import { rulesBeside } from "./rules-beside.ts";

const [okta] = IDENTITY_PROVIDERS;
const declared = ALL_SUITES.flatMap(({ trafficRules }) => trafficRules);
const musts = declared.filter(({ clause }) => severityOf(clause, REQUIREMENTS) === "must").map(({ id }) => id);

function idsBeside(selection: {
  readonly suites?: string[];
  readonly only?: string[];
  readonly skip?: string[];
}): string[] {
  const whole = { suites: [], only: [], skip: [], ...selection };
  const selected = selectSuites(ALL_SUITES, whole);
  const beside = rulesBeside(okta, { known: ALL_SUITES, selection: whole, selected });
  return beside.flatMap(({ trafficRules }) => trafficRules.map(({ id }) => id));
}

test("a run without the traffic suite judges the provider's own requests by its must rules all the same", () => {
  expect(idsBeside({ suites: ["okta"] })).toEqual(musts.filter((id) => !id.startsWith("okta.")));
  expect(idsBeside({ suites: ["users"] })).toEqual(musts);
  expect(musts.length).toBeGreaterThan(20);
  expect(idsBeside({})).toEqual([]);
});

test("what is skipped stays out, and a run of single checks judges just those", () => {
  expect(idsBeside({ suites: ["users"], skip: ["traffic.list.*"] })).toEqual(
    musts.filter((id) => !id.startsWith("traffic.list.")),
  );
  expect(idsBeside({ only: ["okta.create.*"] })).toEqual([]);
});

test("they apply to what the provider sends alone", async () => {
  const ground = await openGround({ profile: await loadProfile("generic"), rules: [] });
  const headers = ordinaryHeaders(undefined);
  const live = await ground.session.send({ method: "GET", path: "/Users", headers, cause: causeOf("discovery") });
  const selection = { suites: ["okta"], only: [], skip: [] };
  const beside = rulesBeside(okta, { known: ALL_SUITES, selection, selected: [] });
  const applying = (sender: string): number =>
    beside.flatMap(({ trafficRules }) => trafficRules).filter(({ applies }) => applies({ ...live, sender })).length;
  expect(applying("tool")).toBe(0);
  expect(applying("okta")).toBeGreaterThan(5);
});

test("what a scenario exchanges is judged by all rules, whoever sends it", async () => {
  const ground = await openGround({ profile: await loadProfile("generic"), rules: [] });
  const headers = ordinaryHeaders(undefined);
  const cause = { kind: "scenario", id: "assign", step: "verify everybody at the target" } as const;
  const live = await ground.session.send({ method: "GET", path: "/Users", headers, cause });
  const selection = { suites: ["users"], only: [], skip: [] };
  const beside = rulesBeside(okta, { known: ALL_SUITES, selection, selected: [], plays: true });
  const rules = beside.flatMap(({ trafficRules }) => trafficRules);
  expect(rules.map(({ id }) => id)).toEqual(declared.map(({ id }) => id));
  const applying = rules.filter(({ applies }) => applies(live)).map(({ id }) => id);
  expect(applying).toContain("traffic.list.message");
  // A should rule.
  expect(applying).toContain("traffic.page.spelling");
  const spelling = rules.find(({ id }) => id === "traffic.page.spelling");
  expect(spelling?.applies({ ...live, cause: causeOf("discovery"), sender: "okta" })).toBe(false);
});
