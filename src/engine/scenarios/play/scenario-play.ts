import type { HookName } from "../../../profile/hook.ts";
import type { HookRunner } from "./hook-run.ts";
import type { ClientWait, IdentityProviderInstance, StepOutcome } from "../../identity-provider.ts";
import type { Person } from "../../directory.ts";
import type { Clock } from "../../../exchange/clock.ts";
import type { ScenarioValues } from "../document/scenario-expression.ts";
import type { StepSession } from "./step-session.ts";
import type { Scenario, ScenarioStep } from "../document/scenario.ts";
import type { RunContext } from "../../run-context.ts";
import type { Stage } from "../../target/stage.ts";
import type { Session } from "../../session/session.ts";

/** Everything that playing a scenario takes. */
export interface ScenarioOptions {
  readonly scenario: Scenario;
  /** On a target of somebody else's, which is not `bundled`, the population is the scenario's smaller one. */
  readonly run: Pick<RunContext, "idp" | "dialect" | "bundled" | "settleMs" | "onEvent" | "signal">;
  readonly stage: Pick<Stage, "profile" | "capabilities" | "seats"> & { readonly session: Session };
  /** What `--users` says; only scalable scenarios go by it. */
  readonly users?: number | undefined;
  /** The first people of the scenario; names must differ from those of other scenarios of the run. */
  readonly population: (count: number) => readonly Person[];
  /** What the vendor's console can be made to do. */
  readonly hooks: Readonly<Partial<Record<HookName, HookRunner>>>;
  readonly clock: Clock;
  /** Milliseconds that the emulated client waits for an answer. */
  readonly timeoutMs: number;
  /** Told before each wait of the emulated client. */
  readonly onWait?: (wait: ClientWait) => void;
}

/** A scenario while it is played. */
export interface ScenarioPlay {
  readonly options: ScenarioOptions;
  readonly session: StepSession;
  readonly instance: IdentityProviderInstance;
  /** As they were when the scenario began; by position. */
  readonly people: readonly Person[];
  /** The product that `$product` stands for; undefined where the target has none. */
  readonly product: string | undefined;
  /** Seats bought so far, by product. */
  readonly bought: Map<string, number>;
  /** Ids at the target as first read back, by position. */
  readonly ids: Map<number, string>;
  /** Examples of what is wrong that steps have told. */
  readonly told: Set<string>;
  /** What expressions may ask for at the moment. */
  readonly values: () => ScenarioValues;
}

/** A step that the runner itself carries out: in the vendor's console, or by reading the target back. Throws `Skip` when it cannot. */
export type RunnerAction = (play: ScenarioPlay, settings: ScenarioStep["settings"]) => Promise<StepOutcome>;
