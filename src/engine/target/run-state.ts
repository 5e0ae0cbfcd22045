import type { DeclaredRule, Suite } from "../../kit/check.ts";
import type { ContextOptions } from "../checks/context/create-check-context.ts";
import type { TrafficJudge } from "../../exchange/traffic/traffic-judge.ts";
import type { Tidied } from "../clean-up/tidy-up.ts";
import type { EventListener } from "../event.ts";
import type { IdentityProvider } from "../identity-provider.ts";
import type { Requirements } from "../../../suites/requirements/requirement.ts";
import type { Finding, Run, ScenarioResult } from "../run.ts";
import type { Scenario } from "../scenarios/document/scenario.ts";
import type { LostTarget } from "../endurance/lost-target.ts";
import type { Transcript } from "../../exchange/traffic/transcript.ts";
import type { Capabilities } from "../../profile/capability/index.ts";
import type { Stage } from "./stage.ts";

/** Everything that a run is made of. */
export interface RunTargetOptions {
  readonly tool: Run["tool"];
  readonly runId: string;
  readonly seed: number;
  readonly dialect: string;
  readonly idp: IdentityProvider;
  /** Where the checks run. */
  readonly stage: Omit<Stage, "capabilities">;
  readonly bundled: boolean;
  readonly suites: readonly Suite[];
  readonly scenarios: readonly Scenario[];
  /** Where a scenario is played, and how. */
  readonly play: (scenario: Scenario, main: Stage) => Promise<ScenarioResult>;
  readonly requirements: Requirements;
  /** Ids of the requirements that checks of the whole tool rest on. */
  readonly claimed: ReadonlySet<string>;
  /** Of the traffic rules of the suites. */
  readonly judge: TrafficJudge<DeclaredRule>;
  readonly transcript: Transcript;
  readonly concurrency: number;
  readonly settleMs: number;
  readonly maxFailures: number | undefined;
  readonly keep: boolean;
  readonly onEvent: EventListener;
  readonly clock: ContextOptions["clock"];
  readonly signal: AbortSignal;
}

/** When the run began. */
export interface Start {
  /** Epoch milliseconds, of the run's clock. */
  readonly date: number;
  /** For durations: the run's clock may leap. */
  readonly monotonic: number;
}

/** What a run has come to so far. */
export interface Progress {
  readonly findings: Finding[];
  readonly scenarios: ScenarioResult[];
  readonly notes: string[];
  capabilities: Capabilities;
  interrupted: boolean;
  /** The target was lost after the run had begun. */
  lost: LostTarget | undefined;
  /** What is left on the target. */
  tidied: Tidied | undefined;
}
