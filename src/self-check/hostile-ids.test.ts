import { expect, test } from "vitest";
import type { Run, Verdict } from "../engine/run.ts";
import { runAgainst } from "./testing/run-against.ts";
import type { Serve } from "../kit/variant.ts";

/** What an id may hold: RFC 7643 section 3.1 calls it opaque. */
const IDS = [
  "a/b",
  "a?b",
  "50%",
  "50%2F",
  "a\\b",
  'a"b',
  "a'b",
  "a b",
  "ü",
  "a#b",
  "a+b",
  "a&b=c",
  "a\r\nb",
  "a:b;c,d",
  "x".repeat(2000),
];

/** The reference server with such an id for everything, made different by a number. */
function countsUp(id: string): Serve {
  return (start) => {
    let last = 0;
    return start({ newId: () => `${id}${(last += 1)}${id}` });
  };
}

function told(run: Run, verdict: Verdict): readonly string[] {
  return run.findings
    .filter((finding) => finding.verdict === verdict)
    .map(({ check, reason }) => `${check}: ${reason}`);
}

test.each(IDS)("no alarm on a server with ids such as %j", async (id) => {
  const run = await runAgainst(countsUp(id), true);
  expect([...told(run, "fail"), ...told(run, "error"), ...told(run, "warn")]).toEqual([]);
  const troubles = run.scenarios.flatMap(({ steps }) => steps).filter(({ verdict }) => verdict !== "pass");
  expect(troubles.map(({ step, reason }) => `${step}: ${reason}`)).toEqual([]);
  expect(run.summary.checks.pass).toBeGreaterThan(300);
  expect(run.run.notes).toEqual([]);
});
