// Which faults Okta meets, and which it does not. That nothing of Okta's fails by the latter is proven by `self-check --providers`.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadScenario } from "../../../src/documents/load-scenario.ts";
import { decides } from "../../../src/engine/providers/breaks.ts";
import { BUILT_IN_SCENARIOS } from "../../../src/run/scenarios/built-in-scenarios.ts";
import { okta } from "../provider.ts";
import { loadProfile } from "../../../src/documents/load-profile.ts";
import type { Check, DeclaredRule, Suite } from "../../../src/kit/check.ts";
import type { Defect } from "../../../src/kit/defect.ts";
import { judgeDeclared } from "../../../src/self-check/judge-declared.ts";
import { proveProvider } from "../../../src/self-check/providers/prove-provider.ts";
import { SUITES } from "../../../suites/index.ts";
import { MET_DEFECTS } from "./met.ts";
import { UNMET_DEFECTS } from "./unmet.ts";

const own = SUITES.filter(({ id }) => decides(okta, id));
const others = SUITES.filter(({ id }) => !decides(okta, id));
const scenarios = await Promise.all(BUILT_IN_SCENARIOS.map(loadScenario));
const profiles = await Promise.all(["generic", "zoominfo"].map(loadProfile));

function declaredIn({ checks, trafficRules }: Suite): readonly (Check | DeclaredRule)[] {
  return [...checks, ...trafficRules];
}

/** Who finds a fault, by the fault's name: checks and traffic rules of the RFCs. */
const finders = new Map(
  others
    .flatMap(declaredIn)
    .flatMap(({ id, defects }) => defects.map((defect) => [defect.name, { id, defect }] as const)),
);

function faultNamed(name: string): Defect {
  const found = finders.get(name);
  if (found === undefined) throw new Error(`no check of the RFCs declares ${name}`);
  return found.defect;
}

test("a fault stands in one of the lists, once, and the check that is named for it declares it", () => {
  const names = [...Object.values(MET_DEFECTS).flat(), ...UNMET_DEFECTS.map(({ defect }) => defect)];
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !finders.has(name))).toEqual([]);
  const wrong = UNMET_DEFECTS.filter(({ defect, noticedBy }) => finders.get(defect)?.id !== noticedBy);
  expect(wrong).toEqual([]);
});

test("a fault that Okta does not meet is a row of docs/providers.md", () => {
  const text = readFileSync(new URL("../../../docs/providers.md", import.meta.url), "utf8");
  const rows = [...text.matchAll(/^\| `.*\|$/gm)].map(([row]) => row.split("|").map((cell) => cell.trim()));
  expect(rows.map((cells) => cells.slice(1, -1))).toEqual(
    UNMET_DEFECTS.map(({ defect, noticedBy, why, warns }) => [
      `\`${defect}\``,
      `\`${noticedBy}\``,
      warns === undefined ? why : `${why} \`${warns}\` warns.`,
    ]),
  );
});

describe("a fault that Okta meets", () => {
  const checks = own.flatMap((suite) => suite.checks);

  /** The faults that a check does not notice by itself: its own are the self-check's business. */
  async function missedAlone(id: string, names: readonly string[]): Promise<readonly string[]> {
    const check = checks.find((one) => one.id === id);
    if (check === undefined) return names;
    const missed: string[] = [];
    for (const name of names) if (!(await isNoticed(check, faultNamed(name)))) missed.push(name);
    return missed;
  }

  async function isNoticed(check: Check, fault: Defect): Promise<boolean> {
    for (const profile of profiles) {
      if ((await judgeDeclared(check, profile, fault)).outcome.kind === "violation") return true;
    }
    return false;
  }

  test.each(Object.entries(MET_DEFECTS))("makes %s fail", async (id, names) => {
    // What is inferred only warns, which is not enough.
    expect(checks.find((check) => check.id === id)?.clause).not.toMatchObject({ standing: "inferred" });
    // A traffic rule needs the traffic of all, and an id can only be given out again once another check has removed a user.
    for (const name of await missedAlone(id, names)) expect(await brokenBy(faultNamed(name))).toEqual([]);
  });

  /** What is wrong with the table of a run of everything; nothing when a feature fails in it. */
  async function brokenBy(defect: Defect): Promise<readonly string[]> {
    const problems: string[] = [];
    for (const profile of profiles) {
      const proof = await proveProvider(okta, { profile, defect, breaks: "something" }, scenarios);
      if (proof.problems.length === 0) return [];
      problems.push(...proof.problems);
    }
    return problems;
  }
});
