import { Interrupted } from "../../../engine/endurance/interrupted.ts";
import { createInterruptibleClock } from "../../../engine/endurance/interruptible-clock.ts";
import { UnreachableTarget } from "../../../engine/endurance/unreachable-target.ts";
import type { ScenarioResult, StepResult } from "../../../engine/run.ts";
import { counted } from "../../../exchange/counted.ts";
import { messageOf } from "../../../scim/message-of.ts";
import { demandOf, holdsFor } from "../judge/compare.ts";
import { allSteps } from "../document/test-export.ts";
import type { ConditionStep, ExportStep, RequestStep } from "../document/test-export.ts";
import { ValueProblem } from "../values/variables.ts";
import { playRequest } from "./play-request.ts";
import type { StepEnding } from "./play-request.ts";
import type { ExportPlay } from "./play-options.ts";

/**
 * Plays the steps of a test in their order, whatever becomes of them, as the hosted runner does, and tells what came of each that
 * judges something. Rejects only when the target is lost.
 */
export async function playExport(play: ExportPlay): Promise<ScenarioResult> {
  const { run, options } = play;
  const startedAt = performance.now();
  const steps: StepResult[] = [];
  run.onEvent({ type: "scenario-start", scenario: options.id, steps: toNumbered(options.test.steps).size });
  const end = await playAll(play, steps);
  const result: ScenarioResult = {
    id: options.id,
    title: titleOf(play, steps),
    ...toVerdict(steps, end),
    idp: run.idp.id,
    dialect: run.dialect,
    profile: play.stage.profile.id,
    baseUrl: play.stage.session.baseUrl,
    breaks: {},
    assignments: null,
    admin: null,
    steps,
    isGiven: true,
    durationMs: Math.round(performance.now() - startedAt),
  };
  run.onEvent({ type: "scenario-end", result });
  return result;
}

type Ending = Pick<ScenarioResult, "verdict" | "reason">;

/** Why it was not played to its end; undefined when it was. */
async function playAll(play: ExportPlay, steps: StepResult[]): Promise<Ending | undefined> {
  try {
    await playSteps(play, play.options.test.steps, { steps, numbers: toNumbered(play.options.test.steps) });
    return undefined;
  } catch (error) {
    if (error instanceof UnreachableTarget) throw error;
    if (error instanceof Interrupted) return { verdict: "skip", reason: "interrupted before its end" };
    return { verdict: "error", reason: messageOf(error) };
  }
}

interface Told {
  readonly steps: StepResult[];
  /** The number of each step that is told of. */
  readonly numbers: ReadonlyMap<ExportStep, number>;
}

async function playSteps(play: ExportPlay, steps: readonly ExportStep[], told: Told): Promise<void> {
  const clock = createInterruptibleClock(play.run.clock, play.run.signal);
  for (const step of steps) {
    if (step.kind === "pause") {
      if (play.options.pauses) await clock.sleep(step.seconds * 1000);
      continue;
    }
    const name = `${told.numbers.get(step) ?? 0}. ${nameOf(step)}`;
    play.session.begin(name);
    const isTaken = step.kind === "condition" ? isMet(play, step) : undefined;
    const ending = await endingOf(play, step, { name, isTaken });
    const result: StepResult = { step: name, ...ending, assignments: null, exchanges: [...play.session.sent()] };
    told.steps.push(result);
    play.run.onEvent({ type: "scenario-step", scenario: play.options.id, step: result });
    if (step.kind === "condition" && isTaken === true) await playSteps(play, step.steps, told);
  }
}

interface Taken {
  readonly name: string;
  /** Of a condition whether it is met; undefined where a value is missing. */
  readonly isTaken: boolean | undefined;
}

async function endingOf(
  play: ExportPlay,
  step: Exclude<ExportStep, { kind: "pause" }>,
  { name, isTaken }: Taken,
): Promise<StepEnding> {
  if (step.kind === "request") return playRequest(play, step, name);
  const plain = { mismatch: null, notes: [] };
  if (step.kind === "foreign")
    return { ...plain, verdict: "skip", reason: `a step of the type ${step.type} is not played here` };
  if (isTaken === undefined) return { ...plain, verdict: "fail", reason: "a value that it compares is missing" };
  const left = isTaken ? [] : [`not met: ${counted(step.steps.length, "step")} left out`];
  return { verdict: "pass", reason: "", mismatch: null, notes: left };
}

function isMet({ variables }: ExportPlay, { left, comparison, right }: ConditionStep): boolean | undefined {
  try {
    return holdsFor(comparison, variables.fill(left), variables.fill(right));
  } catch (problem) {
    if (problem instanceof ValueProblem) return undefined;
    throw problem;
  }
}

/** Everything but pauses is told, numbered through. */
function toNumbered(steps: readonly ExportStep[]): ReadonlyMap<ExportStep, number> {
  return new Map(
    allSteps(steps)
      .filter(({ kind }) => kind !== "pause")
      .map((step, at) => [step, at + 1]),
  );
}

function nameOf(step: Exclude<ExportStep, { kind: "pause" }>): string {
  if (step.note !== "") return step.note;
  if (step.kind === "request") return requestName(step);
  return step.kind === "foreign" ? step.type : `if ${step.left} is ${demandOf(step.comparison, step.right)}`;
}

function requestName({ method, url }: RequestStep): string {
  return `${method} ${url}`;
}

/** A pass says how much it rests on. */
function titleOf({ options: { test } }: ExportPlay, steps: readonly StepResult[]): string {
  const skipped = steps.filter(({ verdict }) => verdict === "skip").length;
  return skipped === 0 ? test.name : `${test.name} (${skipped} of ${counted(steps.length, "step")} not judged)`;
}

function toVerdict(steps: readonly StepResult[], end: Ending | undefined): Ending {
  if (end?.verdict === "error") return end;
  const failed = steps.filter(({ verdict }) => verdict === "fail");
  const [first] = failed;
  if (first !== undefined) {
    const others = failed.length > 1 ? ` (and ${counted(failed.length - 1, "further step")} failed)` : "";
    return { verdict: "fail", reason: `${first.step}: ${first.reason}${others}` };
  }
  if (end !== undefined) return end;
  if (steps.some(({ verdict }) => verdict === "pass")) return { verdict: "pass", reason: "" };
  return { verdict: "skip", reason: steps[0]?.reason ?? "it has no steps" };
}
