import { isCap } from "../../../profile/seat-cap.ts";
import { isPresent } from "../../../profile/capability/index.ts";
import type { SeatLimit } from "../../../profile/seat-limit.ts";
import { counted } from "../../../exchange/counted.ts";
import { Interrupted } from "../../endurance/interrupted.ts";
import { createInterruptibleClock } from "../../endurance/interruptible-clock.ts";
import type { IdentityProvider } from "../../identity-provider.ts";
import type { Scenario } from "../document/scenario.ts";
import type { ScenarioResult, StepResult } from "../../run.ts";
import { RUNNER_ACTIONS } from "../document/scenario-actions.ts";
import { evaluateNumber } from "../document/scenario-expression.ts";
import type { ScenarioValues } from "../document/scenario-expression.ts";
import type { ScenarioOptions, ScenarioPlay } from "./scenario-play.ts";
import { selectPeople } from "../document/scenario-selection.ts";
import { scopedName } from "../document/scenario-settings.ts";
import { playStep } from "./scenario-step.ts";
import { missingHook } from "./scenario-vendor.ts";
import { createStepSession } from "./step-session.ts";
import { UnreachableTarget } from "../../endurance/unreachable-target.ts";
import { messageOf } from "../../../scim/message-of.ts";

/**
 * Plays a scenario and tells what came of it; emits `scenario-start`, `scenario-step`, `progress` and `scenario-end`. A step
 * that fails does not end it. Interrupted, it sends nothing more and returns what it has. Rejects only when the target is
 * lost for good (`UnreachableTarget`).
 */
export async function runScenario(given: ScenarioOptions): Promise<ScenarioResult> {
  const options = { ...given, clock: createInterruptibleClock(given.clock, given.run.signal) };
  const { scenario } = options;
  const { onEvent } = options.run;
  const startedAt = performance.now();
  onEvent({ type: "scenario-start", scenario: scenario.id, steps: scenario.steps.length });
  const unmet = unmetNeed(options);
  const played = unmet === undefined ? await playSteps(options) : { steps: [], end: skip(unmet), admin: null };
  const result = toResult(options, played, startedAt);
  onEvent({ type: "scenario-end", result });
  return result;
}

interface Played {
  readonly steps: readonly StepResult[];
  /** Why it was not played to its end; undefined when it was. */
  readonly end: Ending | undefined;
  readonly admin: ScenarioResult["admin"];
}

type Ending = Pick<ScenarioResult, "verdict" | "reason">;

async function playSteps(options: ScenarioOptions): Promise<Played> {
  const opened: { play?: ScenarioPlay } = {};
  const steps: StepResult[] = [];
  const played = (end: Ending | undefined): Played => {
    return { steps, end, admin: opened.play?.instance.adminViews?.() ?? null };
  };
  try {
    const play = await openPlay(options);
    opened.play = play;
    for (const step of options.scenario.steps) {
      const { result, isSetUpRefused } = await playStep(play, step);
      steps.push(result);
      options.run.onEvent({ type: "scenario-step", scenario: options.scenario.id, step: result });
      if (isSetUpRefused) return played(skip(`its set-up was refused: ${result.reason}`));
    }
  } catch (error) {
    if (error instanceof UnreachableTarget) throw error;
    if (error instanceof Interrupted) return played(skip("interrupted before its end"));
    return played({ verdict: "error", reason: messageOf(error) });
  }
  return played(undefined);
}

function skip(reason: string): Ending {
  return { verdict: "skip", reason };
}

/** Why the scenario cannot be played here; undefined when it can. */
function unmetNeed(options: ScenarioOptions): string | undefined {
  const { scenario, run } = options;
  const { capabilities, seats, profile } = options.stage;
  const unknown = scenario.steps.find(({ action }) => !isCarriedOut(action, run.idp));
  if (unknown !== undefined) return `${run.idp.title} has no step "${unknown.action}"`;
  if (scenario.needs.includes("groups") && !isPresent(capabilities.groups)) {
    return "it needs groups, which this target does not offer";
  }
  const hookless = missingHook(options);
  if (hookless !== undefined) return hookless;
  const limit = seats.find(({ product }) => product === productOf(options));
  if (limit !== undefined && limit.available < scenario.takes) {
    return `it takes ${scenario.takes} seats, and of ${limit.product} only ${limit.available} are free`;
  }
  if (!scenario.needs.includes("seats")) return undefined;
  if (seats.length > 0) return undefined;
  if (profile.seats?.attribute !== undefined) {
    return "it uses up the seats of a product: name the limit with --seats Product=total[:available] to agree to that";
  }
  const toAgree = "name the limit on active users with --seats total[:available] to agree to that";
  if (isCap(profile.seats)) return `it uses up the seats: ${toAgree}`;
  return `it uses up the seats: ${toAgree}; the profile ${profile.id} has no products with seats`;
}

/** By the provider, in the vendor's console, or by reading the target back. */
function isCarriedOut(action: string, { actions }: IdentityProvider): boolean {
  return RUNNER_ACTIONS.has(action) || actions.some(({ name }) => name === action);
}

async function openPlay(options: ScenarioOptions): Promise<ScenarioPlay> {
  const { scenario, run, stage } = options;
  const product = productOf(options);
  const bought = new Map<string, number>();
  const limits = limitValues(stage.seats, product);
  const count = populationSize(options, limits);
  const people = options.population(count);
  const session = createStepSession(stage.session, run.signal);
  const choice = { count, statuses: [] };
  const instance = await run.idp.create({
    session,
    profile: stage.profile,
    dialect: run.dialect,
    scenario: scenario.id,
    population: people,
    outside: selectPeople(scenario.population.outside, choice),
    groups: scenario.population.groups.map(({ name, members }) => ({
      name: scopedName(session.runId, name),
      members: selectPeople(members, choice),
    })),
    app: scenario.app,
    configured: { ...stage.profile.providers?.[run.idp.id], ...scenario.providers?.[run.idp.id] },
    capabilities: stage.capabilities,
    seats: stage.seats,
    clock: options.clock,
    ...(options.onWait === undefined ? {} : { onWait: options.onWait }),
    timeoutMs: options.timeoutMs,
    onProgress: (progress) => run.onEvent({ type: "progress", scenario: scenario.id, ...progress }),
  });
  const values = (): ScenarioValues => ({ users: count, ...limits, ...boughtValues(stage.seats, bought, product) });
  return { options, session, instance, people, product, bought, ids: new Map(), told: new Set(), values };
}

/**
 * The product that the scenario names; else, of those with a stated limit, the scarcest one where seats are to be used up and
 * the most plentiful one where they are not; else the first that the profile knows.
 */
function productOf({ scenario, stage }: ScenarioOptions): string | undefined {
  const { seats, profile } = stage;
  const named = Object.keys(scenario.seats).find((name) => seats.some((limit) => limit.product === name));
  const byFreeSeats = seats.toSorted((a, b) => a.available - b.available);
  const fitting = scenario.needs.includes("seats") ? byFreeSeats[0] : byFreeSeats.at(-1);
  return named ?? fitting?.product ?? profile.seats?.products[0]?.name;
}

function limitValues(seats: readonly SeatLimit[], product: string | undefined): ScenarioValues {
  const own = seats.find((limit) => limit.product === product);
  return {
    ...(own !== undefined && { seats: own.total, available: own.available }),
    ...Object.fromEntries(seats.map((limit) => [`seats.${limit.product}`, limit.total])),
    ...Object.fromEntries(seats.map((limit) => [`available.${limit.product}`, limit.available])),
  };
}

function boughtValues(
  seats: readonly SeatLimit[],
  bought: ReadonlyMap<string, number>,
  product: string | undefined,
): ScenarioValues {
  const byProduct = seats.map((limit) => [`bought.${limit.product}`, bought.get(limit.product) ?? 0] as const);
  return { bought: bought.get(product ?? "") ?? 0, ...Object.fromEntries(byProduct) };
}

function populationSize({ scenario, users, run }: ScenarioOptions, limits: ScenarioValues): number {
  const { population } = scenario;
  if (population.scalable && users !== undefined) return users;
  return run.bundled ? population.users : evaluateNumber(population.usersOnTarget, limits);
}

function toResult(options: ScenarioOptions, { steps, end, admin }: Played, startedAt: number): ScenarioResult {
  const { scenario, run, stage } = options;
  const headline = scenario.steps.findIndex((step) => step.headline);
  return {
    id: scenario.id,
    title: scenario.title,
    ...toVerdict(steps, end),
    idp: run.idp.id,
    dialect: run.dialect,
    profile: stage.profile.id,
    baseUrl: stage.session.baseUrl,
    breaks: toBreaks(scenario, run.idp),
    assignments: steps[headline]?.assignments ?? null,
    admin,
    steps,
    durationMs: Math.round(performance.now() - startedAt),
  };
}

/** Of the features that the scenario names those which the provider has through whose client it is played. */
function toBreaks({ features }: Scenario, idp: IdentityProvider): ScenarioResult["breaks"] {
  const known = idp.features.filter(({ id }) => features.includes(id)).map(({ id }) => id);
  return known.length === 0 ? {} : { [idp.id]: known };
}

/** The worst of the steps; a scenario that was not or not wholly played is no pass. */
function toVerdict(steps: readonly StepResult[], end: Ending | undefined): Ending {
  for (const verdict of ["error", "fail"] as const) {
    const worst = steps.find((step) => step.verdict === verdict);
    if (worst !== undefined) return { verdict, reason: `${worst.step}: ${worst.reason}` };
  }
  if (end !== undefined) return end;
  if (steps.some((step) => step.verdict === "pass")) return { verdict: "pass", reason: skippedOf(steps) };
  return skip(steps[0]?.reason ?? "it has no steps");
}

/** How many reasons a line holds. */
const MAX_REASONS = 2;

/** How many steps were not played, and why; empty when all were. */
function skippedOf(steps: readonly StepResult[]): string {
  const skipped = steps.filter(({ verdict }) => verdict === "skip");
  if (skipped.length === 0) return "";
  const reasons = [...new Set(skipped.map(({ reason }) => reason))];
  const more = reasons.length - MAX_REASONS;
  const told = [...reasons.slice(0, MAX_REASONS), ...(more > 0 ? [counted(more, "more reason")] : [])].join("; ");
  return `${skipped.length} of ${counted(steps.length, "step")} skipped: ${told}`;
}
