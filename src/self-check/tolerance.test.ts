import { expect, test } from "vitest";
import type { Run, Verdict } from "../engine/run.ts";
import { runAgainst } from "./tolerance-run.test-d.ts";
import { TOLERATED } from "./tolerance-variants.test-d.ts";

/** At least so many checks and invariants must have something to say of a server, or its silence means nothing. */
const ENOUGH = 300;

function told(run: Run, verdict: Verdict): readonly string[] {
  return run.findings
    .filter((finding) => finding.verdict === verdict)
    .map(({ check, reason }) => `${check}: ${reason}`);
}

test.each(TOLERATED)("no alarm on a server that $name", async ({ server, warnings = [] }) => {
  const run = await runAgainst(server);
  expect([...told(run, "fail"), ...told(run, "error")]).toEqual([]);
  expect(told(run, "warn").map((text) => text.split(":")[0])).toEqual(warnings);
  expect(run.summary.checks.pass).toBeGreaterThan(ENOUGH);
  expect(run.run.notes.filter((note) => note.includes("could not be removed"))).toEqual([]);
});
