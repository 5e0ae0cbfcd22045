import { expect, test } from "vitest";
import type { Run, Verdict } from "../engine/run.ts";
import { runAgainst } from "./testing/tolerance-run.ts";
import { TOLERATED } from "./testing/tolerance-variants.ts";

/** At least so many checks and traffic rules must have something to say of a server, or its silence means nothing. */
const ENOUGH = 300;

/** Every scenario that needs no seats. */
const PLAYED = ["import pass", "assign pass", "group-push pass", "seat-overflow skip", "deactivate pass"];

function told(run: Run, verdict: Verdict): readonly string[] {
  return run.findings
    .filter((finding) => finding.verdict === verdict)
    .map(({ check, reason }) => `${check}: ${reason}`);
}

test.each(TOLERATED)("no alarm on a server that $name", async ({ server, warnings = [], plays = false }) => {
  const run = await runAgainst(server, plays);
  expect([...told(run, "fail"), ...told(run, "error")]).toEqual([]);
  expect(told(run, "warn").map((text) => text.split(":")[0])).toEqual(warnings);
  const troubles = run.scenarios.flatMap(({ steps }) => steps).filter(({ verdict }) => verdict !== "pass");
  expect(troubles.map(({ step, reason }) => `${step}: ${reason}`)).toEqual([]);
  expect(run.scenarios.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(plays ? PLAYED : []);
  expect(run.summary.checks.pass).toBeGreaterThan(ENOUGH);
  expect(run.run.notes.filter((note) => note.includes("could not be removed"))).toEqual([]);
});
