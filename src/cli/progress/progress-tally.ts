import type { RunEvent, RunPlan } from "../../engine/event.ts";
import type { Exchange } from "../../exchange/exchange.ts";
import type { Finding, RunHeader, Verdict } from "../../engine/run.ts";

/** What is known of a run while it is under way. */
export interface Tally {
  /** Undefined until the target has answered. */
  readonly run: RunHeader | undefined;
  readonly plan: RunPlan;
  /** Checks that have ended. */
  readonly done: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Verdicts of each suite so far. */
  readonly suites: ReadonlyMap<string, Readonly<Record<Verdict, number>>>;
  /** Of the run's identity provider, as far as checks and scenarios tell. */
  readonly features: ReadonlyMap<string, "pass" | "fail">;
  readonly requests: number;
  readonly lastExchange: Exchange | undefined;
  /** The scenario that is played at the moment. */
  readonly scenario: PlayedScenario | undefined;
}

/** How far a scenario has come. */
export interface PlayedScenario {
  readonly id: string;
  readonly steps: number;
  readonly stepsDone: number;
  /** Assignments that the queue has worked off; undefined before the first. */
  readonly assignments: { readonly done: number; readonly total: number; readonly failed: number } | undefined;
}

/** No verdict of any kind. */
export const NO_VERDICTS: Readonly<Record<Verdict, number>> = { pass: 0, fail: 0, warn: 0, skip: 0, error: 0 };

/** What is known before the first event. */
export const EMPTY_TALLY: Tally = {
  run: undefined,
  plan: { checks: 0, scenarios: 0, suites: {} },
  done: 0,
  verdicts: NO_VERDICTS,
  suites: new Map(),
  features: new Map(),
  requests: 0,
  lastExchange: undefined,
  scenario: undefined,
};

/** What is known after an event. */
export function advance(tally: Tally, event: RunEvent): Tally {
  switch (event.type) {
    case "run-start":
      return { ...tally, run: event.run, plan: event.plan };
    case "exchange":
      return { ...tally, requests: tally.requests + 1, lastExchange: event.exchange };
    case "finding":
      return count(tally, event.finding);
    case "scenario-start":
      return { ...tally, scenario: { id: event.scenario, steps: event.steps, stepsDone: 0, assignments: undefined } };
    case "scenario-step":
      return inScenario(tally, (scenario) => ({ ...scenario, stepsDone: scenario.stepsDone + 1 }));
    case "progress": {
      const { done, total, failed } = event;
      return inScenario(tally, (scenario) => ({ ...scenario, assignments: { done, total, failed } }));
    }
    case "scenario-end": {
      const { verdict, breaks, idp } = event.result;
      return { ...tally, features: mark(tally.features, verdict, breaks[idp] ?? []), scenario: undefined };
    }
    case "check-start":
    case "note":
    case "run-partial":
    case "run-end":
      return tally;
  }
}

function count(tally: Tally, { suite, verdict, breaks }: Finding): Tally {
  const ofSuite = tally.suites.get(suite) ?? NO_VERDICTS;
  return {
    ...tally,
    done: tally.done + 1,
    verdicts: addOne(tally.verdicts, verdict),
    suites: new Map(tally.suites).set(suite, addOne(ofSuite, verdict)),
    features: mark(tally.features, verdict, breaks[tally.run?.idp ?? ""] ?? []),
  };
}

function addOne(counts: Readonly<Record<Verdict, number>>, verdict: Verdict): Readonly<Record<Verdict, number>> {
  return { ...counts, [verdict]: counts[verdict] + 1 };
}

/** One failure outweighs all passes. */
function mark(features: Tally["features"], verdict: Verdict, about: readonly string[]): Tally["features"] {
  if (verdict !== "pass" && verdict !== "fail") return features;
  const marked = new Map(features);
  for (const feature of about) if (marked.get(feature) !== "fail") marked.set(feature, verdict);
  return marked;
}

function inScenario(tally: Tally, change: (scenario: PlayedScenario) => PlayedScenario): Tally {
  return tally.scenario === undefined ? tally : { ...tally, scenario: change(tally.scenario) };
}
