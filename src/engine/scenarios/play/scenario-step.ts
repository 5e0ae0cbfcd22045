import type { StepOutcome } from "../../identity-provider.ts";
import { Interrupted } from "../../endurance/interrupted.ts";
import { HookFailure } from "./hook-run.ts";
import type { StepResult } from "../../run.ts";
import { RUNNER_ACTIONS } from "../document/scenario-actions.ts";
import { asksForRequests } from "../facts/request-fact.ts";
import type { PersonNow } from "../facts/person-fact.ts";
import { findUnmet } from "../document/scenario-expect.ts";
import type { UnmetExpectation } from "../document/scenario-expect.ts";
import { peopleNow } from "./people-now.ts";
import type { ScenarioPlay } from "./scenario-play.ts";
import { resolveSettings, spokenSettings } from "../document/scenario-settings.ts";
import { describeStep } from "../document/scenario-words.ts";
import { toReply } from "../../../exchange/reply.ts";
import { describeRefusal } from "./scenario-requests.ts";
import type { ScenarioStep } from "../document/scenario.ts";
import { UnreachableTarget } from "../../endurance/unreachable-target.ts";
import { RefusedSetUp, SetUpFailure, Skip, Violation } from "../../../exchange/violation.ts";
import { messageOf } from "../../../scim/message-of.ts";

/** Milliseconds between two readings of a target that needs time. */
const SETTLE_STEP_MS = 250;

/** How often the list of somebody else's target is imported before what is missing there counts as missed. */
const IMPORTS = 4;

/**
 * Plays one step and judges what came of it. Everything but an interruption and a lost target ends in the step's verdict:
 * an expectation that is not met, a `Violation` or a `HookFailure` is `fail`, `Skip` is `skip`, anything else is a fault of ours.
 */
export async function playStep(play: ScenarioPlay, step: ScenarioStep): Promise<PlayedStep> {
  const words = wordsOf(play, step);
  play.session.begin(words, { keepsExchanges: asksForRequests(step.expect) });
  const toResult = (judgement: Judgement, outcome?: StepOutcome): PlayedStep => ({
    results: outcome?.results ?? {},
    result: {
      step: words,
      ...judgement,
      assignments: play.instance.knows(step.action) ? play.instance.assignments() : null,
      exchanges: play.session.sent(),
    },
    isSetUpRefused: false,
  });
  try {
    const { outcome, unmet } = await performUntilSettled(play, step);
    const notes = [...outcome.notes, ...play.session.faults.told()];
    if (unmet === undefined) return toResult({ verdict: "pass", reason: "", notes, mismatch: null }, outcome);
    const refusal = refusedSetUp(play, step);
    if (refusal !== undefined) throw new RefusedSetUp(refusal);
    const reason = withNewExamples(unmet, play.told);
    return toResult({ verdict: "fail", reason, notes, mismatch: unmet.mismatch }, outcome);
  } catch (error) {
    if (error instanceof Interrupted || error instanceof UnreachableTarget) throw error;
    const isSetUpRefused = error instanceof RefusedSetUp;
    return { ...toResult({ ...verdictOf(error), notes: play.session.faults.told() }), isSetUpRefused };
  }
}

/** What became of a step. */
export interface PlayedStep {
  readonly result: StepResult;
  /** Named results of the step; none where it could not be played. */
  readonly results: StepOutcome["results"];
  /** The target refused what the scenario needs before it comes to what it is about: it goes no further. */
  readonly isSetUpRefused: boolean;
}

/**
 * What the target refused before the scenario comes to what it is about: a write of the provider's client that is about none of the
 * scenario's features, as the creates are that a scenario of group push begins with. Other scenarios and checks judge that. What
 * cannot even be read, as by a test of the credentials, fails every scenario.
 */
function refusedSetUp(play: ScenarioPlay, step: ScenarioStep): string | undefined {
  const { scenario, run } = play.options;
  const headline = scenario.steps.findIndex((one) => one.headline);
  if (scenario.steps.indexOf(step) >= headline) return undefined;
  const about = run.idp.features.filter(({ id }) => scenario.features.includes(id));
  const beside = run.idp.features.filter(({ id }) => !scenario.features.includes(id));
  const exchange = play.session.refusals().find(({ request }) => {
    return (
      request.method !== "GET" &&
      beside.some(({ isAbout }) => isAbout(request)) &&
      !about.some(({ isAbout }) => isAbout(request))
    );
  });
  return exchange === undefined ? undefined : describeRefusal(toReply(exchange), "");
}

/** What an earlier step has told already is not told again: a reader would take it for another fault. */
function withNewExamples({ reason, examples }: UnmetExpectation, told: Set<string>): string {
  const fresh = examples.filter((example) => !told.has(example));
  for (const example of fresh) told.add(example);
  return [reason, ...fresh].join("; ");
}

type Judgement = Pick<StepResult, "verdict" | "reason" | "notes" | "mismatch">;

interface Performance {
  readonly outcome: StepOutcome;
  readonly unmet: UnmetExpectation | undefined;
}

/** What only reads may be done again: a target may be catching up, and others come and go while a list is paged through. */
async function performUntilSettled(play: ScenarioPlay, step: ScenarioStep): Promise<Performance> {
  const { clock, run } = play.options;
  const { settleMs, bundled } = run;
  const isReading = step.action.startsWith("verify-") || step.action === "import";
  const deadline = clock.now() + (isReading ? settleMs : 0);
  const least = step.action === "import" && !bundled ? IMPORTS : 1;
  for (let round = 1; ; round += 1) {
    const isLast = clock.now() >= deadline && round >= least;
    const performed = await performOnce(play, step).catch((error: unknown) => {
      // What was listed may be gone when it is read: that is a matter of the next reading too.
      if (isLast || !(error instanceof Violation)) throw error;
      return undefined;
    });
    if (performed !== undefined && (isLast || performed.unmet === undefined)) return performed;
    await clock.sleep(SETTLE_STEP_MS);
  }
}

async function performOnce(play: ScenarioPlay, step: ScenarioStep): Promise<Performance> {
  const settings = resolveSettings(play, step);
  const already = play.session.sent().length;
  const performed = await perform(play, { ...step, settings });
  const requests = play.session.sent().length - already;
  const outcome = { ...performed, results: { ...performed.results, requests } };
  const choose = (selector: string): readonly PersonNow[] => peopleNow(play, selector, outcome);
  const grounds = { values: play.values(), choose, exchanges: play.session.exchanges().slice(already) };
  return { outcome, unmet: findUnmet(step.expect, outcome, grounds) };
}

function perform(play: ScenarioPlay, step: ScenarioStep): Promise<StepOutcome> {
  const own = RUNNER_ACTIONS.get(step.action);
  if (own !== undefined) return own(play, step.settings);
  if (play.instance.knows(step.action)) return play.instance.perform(step);
  throw new Skip(`${play.options.run.idp.title} has no step "${step.action}"`);
}

function verdictOf(error: unknown): Pick<Judgement, "verdict" | "reason" | "mismatch"> {
  // What the session does not send, as nothing shows whose it is or the target drops it, says nothing of this step.
  if (error instanceof Skip || error instanceof SetUpFailure) {
    return { verdict: "skip", reason: error.message, mismatch: null };
  }
  if (error instanceof HookFailure) return { verdict: "fail", reason: error.message, mismatch: null };
  if (error instanceof Violation) return { verdict: "fail", reason: error.message, mismatch: error.mismatch };
  const reason = messageOf(error);
  return { verdict: "error", reason, mismatch: null };
}

/** A step whose expressions cannot be evaluated is spoken of as it was written. */
function wordsOf(play: ScenarioPlay, step: ScenarioStep): string {
  try {
    return describeStep({ ...step, settings: spokenSettings(play, step) });
  } catch {
    return describeStep(step);
  }
}
