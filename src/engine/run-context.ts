import type { KnownFault } from "./report/causes/known/known-fault.ts";
import type { Requirements } from "../../suites/requirements/requirement.ts";
import type { Clock } from "../exchange/clock.ts";
import type { Secrets } from "../exchange/masking/secrets.ts";
import type { TrafficJudge } from "../exchange/traffic/traffic-judge.ts";
import type { Transcript } from "../exchange/traffic/transcript.ts";
import type { DeclaredRule } from "../kit/check.ts";
import type { EventListener } from "./event.ts";
import type { IdentityProvider } from "./identity-provider.ts";
import type { FeatureWatch } from "./providers/feature-watch.ts";
import type { Run } from "./run.ts";

/** What everything in a run works with. It is made once and handed on as it is; who needs a part of it says so by `Pick`. */
export interface RunContext {
  readonly tool: Run["tool"];
  /** Random, in the name of everything that the run makes. */
  readonly runId: string;
  readonly seed: number;
  /** True without a url: the servers were started for the run. */
  readonly bundled: boolean;
  /** True when the user chose some of the checks. */
  readonly selective: boolean;
  /** Leaves what was made on the target. */
  readonly keep: boolean;
  /** The one whose client is emulated. */
  readonly idp: IdentityProvider;
  /** All that the tool knows. */
  readonly providers: readonly IdentityProvider[];
  /** Sees what the provider's own requests come to. */
  readonly watch: FeatureWatch;
  readonly dialect: string;
  /** Checks at a time. */
  readonly concurrency: number;
  /** Requests a second; undefined for no bound. */
  readonly rate: number | undefined;
  /** Milliseconds for one answer to a check. */
  readonly timeoutMs: number;
  /** Milliseconds within which a write must show. */
  readonly settleMs: number;
  /** Ends the run after so many failing checks. */
  readonly maxFailures: number | undefined;
  readonly clock: Clock;
  /** Aborted when the run is interrupted. */
  readonly signal: AbortSignal;
  readonly onEvent: EventListener;
  /** All that must not leave the process; each target of the run adds its own. */
  readonly secrets: Secrets;
  /** Of the traffic rules of the suites. */
  readonly judge: TrafficJudge<DeclaredRule>;
  /** All exchanges of the run. */
  readonly transcript: Transcript;
  readonly requirements: Requirements;
  /** Ids of the checks of the provider's submission test. */
  readonly submission?: readonly string[];
  /** Ids of the requirements that checks of the whole tool rest on. */
  readonly claimed: ReadonlySet<string>;
  /** Faults whose patterns are known: by them findings of one fault are put together. */
  readonly knownFaults: readonly KnownFault[];
}
