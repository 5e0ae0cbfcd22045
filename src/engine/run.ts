import type { Capabilities } from "../profile/capability/index.ts";
import type { Exchange } from "../exchange/exchange.ts";
import type { Note } from "../exchange/traffic/audience.ts";
import type { Mismatch } from "../exchange/violation.ts";
import type { Json } from "../scim/json.ts";
import type { AdminViews, AssignmentStatus } from "./admin-views.ts";

export type * from "./admin-views.ts";

/** The whole outcome of a run: what `--reporter json` writes and every other reporter renders. */
export interface Run {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly run: RunHeader;
  readonly summary: Summary;
  /** What became of each rule that the coverage is measured against, in the order of the table. */
  readonly requirements: readonly RequirementResult[];
  readonly findings: readonly Finding[];
  /** What is wrong with the target, each thing once, in the order of the findings that lead. */
  readonly causes: readonly FoundCause[];
  readonly scenarios: readonly ScenarioResult[];
  readonly exchanges: readonly Exchange[];
}

/** What was run, against what. */
export interface RunHeader {
  readonly id: string;
  readonly seed: number;
  readonly profile: string;
  readonly idp: string;
  /** What a report needs of the identity provider, so that a saved run can be shown without it. */
  readonly provider: ProviderFacts;
  readonly dialect: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly interrupted: boolean;
  /** Only the provider's table was asked for, with as few requests as it can be told from: nothing is said of the RFCs. */
  readonly quick: boolean;
  /** How the target was lost in the middle of the run, in one sentence; null when it was not. */
  readonly lost: string | null;
  /** Always null while a run is not split. */
  readonly shard: null;
  /** No check was asked for: scenarios are played, and what they exchange is judged. Left out of other runs. */
  readonly playsOnly?: true;
  /** True when the user chose some of the checks: what passes says nothing about the rest. */
  readonly selective: boolean;
  readonly target: {
    readonly baseUrl: string;
    readonly bundled: boolean;
    readonly capabilities: Capabilities;
  };
  /** Things that the reader must know to read the rest rightly, each one sentence. */
  readonly notes: readonly string[];
}

/** The identity provider of a run, as reports speak of it. */
export interface ProviderFacts {
  readonly title: string;
  /** In the order in which they are reported. */
  readonly features: readonly { readonly id: string; readonly title: string }[];
}

/** Whether a feature of an identity provider works with the target. */
export type FeatureVerdict = "works" | "fails" | "not tested";

/** By the id of an identity provider, the features that do not work when this fails, or that were seen to be broken by it. */
export type Breaks = Readonly<Record<string, readonly string[]>>;

/** Everything counted. */
export interface Summary {
  /** Without what only the provider's submission test demands. */
  readonly checks: Counts & { readonly warn: number };
  readonly scenarios: Counts;
  readonly requirements: {
    /** Rules that a client can see kept or broken and whose level is MUST, MUST NOT, SHOULD or SHOULD NOT. */
    readonly observable: number;
    /** Of those, the ones that some check of the tool rests on. */
    readonly covered: number;
    /** Of those, the ones that this run judged (pass, warn or fail). */
    readonly exercised: number;
    /** Rules from elsewhere, such as those of a vendor: that some check of the tool rests on, and that this run judged. */
    readonly vendor: { readonly total: number; readonly exercised: number };
  };
  /** By the id of the run's identity provider, what became of each of its features. */
  readonly providers: Readonly<Record<string, Readonly<Record<string, FeatureVerdict>>>>;
  /** The same for features that are not tested: why, in one phrase. */
  readonly untested: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly residue: Residue;
  /** What became of the provider's submission test; left out where none of it was run. */
  readonly submission?: SubmissionResult;
}

/** What became of the test that an identity provider asks of vendors before it lists an app. */
export interface SubmissionResult {
  /** `not tested` where a step that is required could not be judged. */
  readonly verdict: "passes" | "fails" | "not tested";
  /** Steps of the test, those that passed, and those that failed; what is optional is counted as passed or not, and fails nothing. */
  readonly steps: number;
  readonly passed: number;
  readonly failed: number;
}

/** What the run has left on its target, as its last look found it: counts of resources. */
export interface Residue {
  readonly users: number;
  readonly groups: number;
  /** Users that the target does not delete, switched to inactive. */
  readonly deactivated: number;
  /** Whatever nothing shows to be gone: creates without a clear outcome, and endpoints that could not be looked through. */
  readonly maybe: number;
}

/** What became of a rule of an RFC. */
export interface RequirementResult {
  readonly id: string;
  readonly level: "MUST" | "MUST NOT" | "SHOULD" | "SHOULD NOT";
  /** The gravest that the checks came to; `skip` when all of them judged nothing, `not judged` when none was run. */
  readonly verdict: "pass" | "fail" | "warn" | "skip" | "not judged";
  /** Ids of the checks and traffic rules of this run that rest on it. */
  readonly checks: readonly string[];
}

/** Counted verdicts. */
export interface Counts {
  readonly total: number;
  readonly pass: number;
  readonly fail: number;
  readonly skip: number;
  readonly error: number;
}

/** The outcome of a check or traffic rule. `error` is a fault of ours and claims nothing about the target. */
export type Verdict = "pass" | "fail" | "warn" | "skip" | "error";

/** What a check or traffic rule found. */
export interface Finding {
  readonly check: string;
  readonly suite: string;
  readonly title: string;
  readonly severity: "must" | "should";
  readonly clause: FindingClause;
  /** Those rules of the clause that the answers were held against. */
  readonly judged: readonly string[];
  readonly verdict: Verdict;
  /** Empty for a pass; else one sentence: what the target did, why it is skipped, or what went wrong in the tool. */
  readonly reason: string;
  /** True for a skip whose check could not get what it needs first, as the target refused it. */
  readonly setUpFailed: boolean;
  readonly advice: string;
  /**
   * Of a check what does not work when it fails, by identity provider; of a traffic rule what the provider's own requests show to be
   * broken.
   */
  readonly breaks: Breaks;
  /** Id of the first finding with the same cause (its own id for that one); null unless the verdict is fail or warn. */
  readonly cause: string | null;
  /** Always null while there is no baseline. */
  readonly baseline: null;
  readonly mismatch: Mismatch | null;
  /** Remarks that never make a verdict. */
  readonly notes: readonly Note[];
  /** Sequence numbers of the exchanges of the check; of a traffic rule the first 20 that broke it. */
  readonly exchanges: readonly number[];
  /** How many exchanges there were in all. */
  readonly exchangeCount: number;
  /** Those of them that show the fault together, for example a write and the reading that belies it; the one that decides is the last. */
  readonly cited: readonly number[];
  /** The exchange that decides; null when none does. */
  readonly decisive: number | null;
  readonly durationMs: number;
  /** The steps of scenarios in whose exchanges a traffic rule was broken, in the order of play; left out where there are none. */
  readonly steps?: readonly PlayedStepName[];
  /** True where only the provider's submission test demands it, so that it fails no run by itself; else left out. */
  readonly submission?: true;
  /** What the reference server answers to the same request; only of the first causes, and where the request says all that it takes. */
  readonly reference?: ReferenceAnswer;
}

/** A step of a scenario. */
export interface PlayedStepName {
  /** The scenario's id. */
  readonly scenario: string;
  /** In words, as its result has it. */
  readonly step: string;
}

/** What the reference server answers after the same requests, in the target's URLs and ids. */
export interface ReferenceAnswer {
  readonly status: number;
  /** Of these headers those that it sends: `content-type`, `location`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json | undefined;
}

/** One thing that is wrong with a target, and all findings that come of it. */
export interface FoundCause {
  /** The id of the finding that leads: what `cause` says of each of them. */
  readonly id: string;
  /** What many findings were put down to by their pattern, for example `filters-ignored`; null where the lead speaks for all. */
  readonly gate: string | null;
  /** What is wrong, in one sentence that fits all of them. */
  readonly title: string;
  readonly advice: string;
  /** Ids of checks and traffic rules, in the order of the registry. */
  readonly findings: readonly string[];
}

/** The clause as reports show it. */
export interface FindingClause {
  /** `RFC7644`, or the vendor's name; `own` for a rule of the user's own. */
  readonly source: string;
  /** Section of the RFC; null for a rule from elsewhere. */
  readonly section: string | null;
  /** `MUST`, `SHOULD`, ... for an RFC and for a rule of the user's own; `documented`, `observed` or `inferred` for a vendor. */
  readonly level: string;
  /** All that the check rests on, the broken one first. */
  readonly requirements: readonly string[];
  /** The first of these rules in our own words. */
  readonly text: string;
  readonly url: string;
}

/** What became of a scenario. */
export interface ScenarioResult {
  readonly id: string;
  readonly title: string;
  readonly verdict: "pass" | "fail" | "skip" | "error";
  /** Empty for a pass of all steps; of one in which some were skipped how many, and why. */
  readonly reason: string;
  readonly idp: string;
  readonly dialect: string;
  readonly profile: string;
  /** Where it was played. */
  readonly baseUrl: string;
  /** What does not work when it fails, by the identity provider through whose client it was played. */
  readonly breaks: Breaks;
  /** The assignments after the step that the scenario is named for; null when there are none. */
  readonly assignments: Assignments | null;
  /** What the provider's admins see at its end; null when it was not begun, or the provider tells nothing of that. */
  readonly admin: AdminViews | null;
  readonly steps: readonly StepResult[];
  /** True for a document of the user's own that is played as it stands, so that each of its steps is told; else left out. */
  readonly isGiven?: true;
  readonly durationMs: number;
}

/** What became of a step. */
export interface StepResult {
  /** The step in words, for example `assign group "Sales Users"`. */
  readonly step: string;
  readonly verdict: "pass" | "fail" | "skip" | "error";
  readonly reason: string;
  /** Things an admin would be told, one sentence each. */
  readonly notes: readonly string[];
  readonly mismatch: Mismatch | null;
  readonly assignments: Assignments | null;
  readonly exchanges: readonly number[];
  /** Ids of the traffic rules that its exchanges broke; left out where they broke none. */
  readonly breaches?: readonly string[];
}

/** The app's Assignments tab. */
export interface Assignments {
  readonly total: number;
  readonly provisioned: number;
  readonly failed: number;
  readonly users: readonly AssignmentRow[];
}

/** One line of the Assignments tab. */
export interface AssignmentRow {
  readonly userName: string;
  readonly status: AssignmentStatus;
  /** What the admin would read beside the red X; null when there is no error. */
  readonly error: string | null;
}
