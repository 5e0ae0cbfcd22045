import type { Exchange } from "../exchange/exchange.ts";
import type { Finding, Run, RunHeader, ScenarioResult, StepResult } from "./run.ts";

/** What happens in a run, as it happens. Live output listens; every other report is made from the Run at the end. */
export type RunEvent =
  | { readonly type: "run-start"; readonly run: RunHeader; readonly plan: RunPlan }
  | { readonly type: "exchange"; readonly exchange: Exchange }
  | { readonly type: "check-start"; readonly check: string; readonly suite: string }
  | { readonly type: "finding"; readonly finding: Finding }
  | { readonly type: "scenario-start"; readonly scenario: string; readonly steps: number }
  | { readonly type: "scenario-step"; readonly scenario: string; readonly step: StepResult }
  | {
      readonly type: "progress";
      readonly scenario: string;
      readonly done: number;
      readonly total: number;
      readonly failed: number;
    }
  | { readonly type: "scenario-end"; readonly result: ScenarioResult }
  | { readonly type: "note"; readonly text: string }
  /** Interrupted: what has been judged so far, before what the run made is removed. Comes again when more is judged by then. */
  | { readonly type: "run-partial"; readonly run: Run }
  | { readonly type: "run-end"; readonly run: Run };

/** How much there is to do. */
export interface RunPlan {
  /** Checks, each of which ends in a finding while the run goes on; traffic rules are judged to its end. */
  readonly checks: number;
  readonly scenarios: number;
  /** Suite id to number of checks and traffic rules. */
  readonly suites: Readonly<Record<string, number>>;
}

/** Takes events; must not throw. */
export type EventListener = (event: RunEvent) => void;
