import type { UnmetSupposition } from "../checks/suppositions.ts";
import type { RunContext } from "../run-context.ts";
import type { Suite } from "../../kit/check.ts";
import type { Tidied } from "../clean-up/tidy-up.ts";
import type { Finding, ScenarioResult } from "../run.ts";
import type { Scenario } from "../scenarios/document/scenario.ts";
import type { LostTarget } from "../endurance/lost-target.ts";
import type { Capabilities } from "../../profile/capability/index.ts";
import type { BareStage, Stage } from "./stage.ts";

/** What a run does, and where. */
export interface RunWork {
  readonly run: RunContext;
  readonly stage: BareStage;
  readonly suites: readonly Suite[];
  /** Traffic rules of other suites, for what the provider's client sends; only those that are broken are findings. */
  readonly beside: readonly Suite[];
  readonly scenarios: readonly Scenario[];
  /** The suites hold no checks: only what is exchanged on the way of the scenarios is judged. */
  readonly playsOnly?: boolean;
  /** The walks of the suites are carried out instead of their checks, with as few requests as they can do with. */
  readonly isQuick?: boolean;
  /** No suite was named: those that have nothing to check on the target are left out. */
  readonly isOpen?: boolean;
  /** Nothing is asked but whether the target answers: what it publishes about itself is neither read nor probed for. */
  readonly isBare?: boolean;
  /** Where a scenario is played, and how. */
  readonly play: (scenario: Scenario, main: Stage) => Promise<ScenarioResult>;
}

/** When the run began. */
export interface Start {
  /** Epoch milliseconds, of the run's clock. */
  readonly date: number;
  /** For durations: the run's clock may leap. */
  readonly monotonic: number;
}

/** What a run has come to so far. */
export interface RunProgress {
  readonly findings: Finding[];
  /** What checks supposed and did not find: it is charged to the checks that are about it. */
  readonly unmet: UnmetSupposition[];
  readonly scenarios: ScenarioResult[];
  readonly notes: string[];
  capabilities: Capabilities;
  interrupted: boolean;
  /** There were so many failures that the rest was not run. */
  isStopped: boolean;
  /** The target was lost after the run had begun. */
  lost: LostTarget | undefined;
  /** What is left on the target. */
  tidied: Tidied | undefined;
}
