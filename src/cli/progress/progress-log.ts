import { counted } from "../../exchange/counted.ts";
import { toPrintable } from "../../../reports/terminal/text/printable.ts";
import type { RunEvent, RunPlan } from "../../engine/event.ts";
import type { Finding, RunHeader, ScenarioResult, Verdict } from "../../engine/run.ts";
import type { Progress, ProgressOptions } from "./progress-options.ts";
import { formatElapsed } from "./progress-clock.ts";
import type { ProgressClock } from "./progress-clock.ts";
import { EMPTY_TALLY, NO_VERDICTS, advance } from "./progress-tally.ts";
import type { Tally } from "./progress-tally.ts";

const HEARTBEAT_MS = 10_000;
const TICK_MS = 1000;
const WORDS = { pass: "ok", fail: "fail", warn: "warn", skip: "skip", error: "error" } as const;

/** Progress in a pipe or in CI: a line for each suite and scenario as it ends, and a sign of life when nothing ends for ten seconds. */
export function createLogProgress(options: ProgressOptions, clock: ProgressClock): Progress {
  const startedAt = clock.now();
  const told = new Set<string>();
  let tally = EMPTY_TALLY;
  let lastLineAt = startedAt;

  const say = (text: string): void => {
    lastLineAt = clock.now();
    options.write(`${formatElapsed(lastLineAt - startedAt, 2)}  ${toPrintable(text, options.unicode)}\n`);
  };
  const end = clock.every(TICK_MS, () => {
    if (clock.now() - lastLineAt >= HEARTBEAT_MS) say(describeLife(tally));
  });
  const tell = (suite: string, counts: Readonly<Record<Verdict, number>>): void => {
    if (told.has(suite)) return;
    told.add(suite);
    say(describeSuite(suite, counts));
  };
  return {
    listen: (event) => {
      tally = advance(tally, event);
      for (const line of linesOf(event)) say(line);
      for (const [suite, counts] of endedSuites(event, tally)) tell(suite, counts);
      if (event.type === "run-end") end();
    },
    note: say,
    end,
  };
}

function linesOf(event: RunEvent): readonly string[] {
  if (event.type === "run-start") return [describeStart(event.run, event.plan)];
  if (event.type === "scenario-end") return [describeResult(event.result)];
  return event.type === "note" ? [event.text] : [];
}

function describeStart({ id, target, idp, dialect, seed }: RunHeader, { checks, scenarios }: RunPlan): string {
  const where = `${target.bundled ? "bundled server at " : ""}${target.baseUrl}`;
  // Nothing stays on a bundled server, so there is no run to clean up.
  const run = target.bundled ? "" : `   run ${id}`;
  return `${where}   ${idp}/${dialect}   seed ${seed}${run}   ${counted(checks, "check")}, ${counted(scenarios, "scenario")}`;
}

/** A suite whose last check has just ended; at the end of the run all of them, with their traffic rules. */
function endedSuites(event: RunEvent, tally: Tally): Iterable<readonly [string, Readonly<Record<Verdict, number>>]> {
  if (event.type === "run-end")
    return [...Map.groupBy(event.run.findings, ({ suite }) => suite)].map(
      ([suite, findings]) => [suite, countVerdicts(findings)] as const,
    );
  if (event.type !== "finding") return [];
  const { suite } = event.finding;
  const counts = tally.suites.get(suite) ?? NO_VERDICTS;
  return totalOf(counts) === tally.plan.suites[suite] ? [[suite, counts]] : [];
}

function countVerdicts(findings: readonly Finding[]): Readonly<Record<Verdict, number>> {
  const counts = { ...NO_VERDICTS };
  for (const { verdict } of findings) counts[verdict] += 1;
  return counts;
}

function totalOf(counts: Readonly<Record<Verdict, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function describeSuite(suite: string, counts: Readonly<Record<Verdict, number>>): string {
  const verdicts = (["pass", "fail", "warn", "skip", "error"] as const).filter((verdict) => counts[verdict] > 0);
  const told = verdicts.map((verdict) => `${counts[verdict]} ${WORDS[verdict]}`).join("   ");
  const total = totalOf(counts);
  return `${suite.padEnd(12)} ${String(total).padStart(3)} ${total === 1 ? "check " : "checks"}   ${told}`.trimEnd();
}

function describeResult({ id, verdict, reason, assignments }: ScenarioResult): string {
  const counts = assignments === null ? "" : `   ${assignments.provisioned} provisioned, ${assignments.failed} failed`;
  return `${id.padEnd(12)} scenario   ${WORDS[verdict]}${counts}${reason === "" ? "" : `   ${reason}`}`;
}

function describeLife({ run, scenario, plan, done, lastExchange }: Tally): string {
  if (scenario?.assignments !== undefined) {
    const { done: assigned, total, failed } = scenario.assignments;
    return `…still in ${scenario.id}: ${assigned}/${total} assigned, ${failed} failed`;
  }
  if (scenario !== undefined) return `…still in ${scenario.id}: ${scenario.stepsDone} of ${scenario.steps} steps`;
  const hasAnswered = lastExchange !== undefined && lastExchange.response !== null;
  if (run === undefined) return `…still connecting${hasAnswered ? "" : ", nothing has answered yet"}`;
  const last = lastExchange === undefined ? "nothing was asked yet" : `last ${lastExchange.cause.id}`;
  return plan.checks === 0 ? `…still running, ${last}` : `…still running: ${done}/${plan.checks}, ${last}`;
}
