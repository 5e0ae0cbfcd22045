import type { Suite } from "../kit/check.ts";
import { loadProfile } from "../documents/load-profile.ts";
import { loadKnownFaults } from "../documents/known-faults.ts";
import { loadScenario } from "../documents/load-scenario.ts";
import { UsageError } from "../documents/usage-error.ts";
import { packageFacts } from "../documents/package-root.ts";
import { IDENTITY_PROVIDERS } from "../../emulator/index.ts";
import { REQUIREMENTS } from "../../suites/requirements/index.ts";
import { claimedIds } from "../exchange/clause.ts";
import { featuresOf } from "../engine/providers/breaks.ts";
import { createFeatureWatch } from "../engine/providers/feature-watch.ts";
import { findProvider } from "./find-provider.ts";
import { defaultProfile, fitProfile } from "./fit-profile.ts";
import { quickSuites } from "./suites/quick-suites.ts";
import { rulesBeside } from "./suites/rules-beside.ts";
import { rulesOfPlay } from "./suites/rules-of-play.ts";
import { suitesFor } from "./suites/all-suites.ts";
import type { IdentityProvider } from "../engine/identity-provider.ts";
import { createTrafficJudge } from "../exchange/traffic/traffic-judge.ts";
import { runTarget } from "../engine/target/run-target.ts";
import type { Run, ScenarioResult } from "../engine/run.ts";
import type { RunWork } from "../engine/target/run-state.ts";
import type { Stage } from "../engine/target/stage.ts";
import type { RunContext } from "../engine/run-context.ts";
import type { Scenario } from "../engine/scenarios/document/scenario.ts";
import type { EventListener } from "../engine/event.ts";
import { secretsOfUrl } from "../exchange/masking/given-secrets.ts";
import { withMaskedErrors } from "../exchange/masking/mask-error.ts";
import { Secrets } from "../exchange/masking/secrets.ts";
import { createSweeper } from "../engine/session/sweep-results.ts";
import { isNil } from "../engine/clean-up/residue.ts";
import { createTranscript } from "../exchange/traffic/transcript.ts";
import type { Profile } from "../profile/profile.ts";
import { BUILT_IN_SCENARIOS } from "./scenarios/built-in-scenarios.ts";
import { hookRunners, secretsOfHooks } from "./hooks/hook-tools.ts";
import { requestOverNetwork } from "./hooks/hook-request.ts";
import { readLimits } from "./hooks/read-limits.ts";
import { judgeOptions } from "./judge-options.ts";
import { createLeapingClock } from "./clocks/leaping-clock.ts";
import { knownSuites } from "./suites/known-suites.ts";
import { openMainStage } from "./main-stage.ts";
import type { MainStage, StageOptions } from "./main-stage.ts";
import { givenSecrets } from "./open-session.ts";
import type { InProcess, RunChecksOptions } from "./options.ts";
import { createPlay } from "./scenarios/play-scenario.ts";
import { randomRunId } from "./random-id.ts";
import { REAL_CLOCK } from "./clocks/real-clock.ts";
import { selectSuites } from "./select.ts";
import type { TokenTools } from "./tokens/oauth-client.ts";
import { runCredentials } from "./tokens/provider-credentials.ts";

/**
 * Checks a SCIM endpoint, or the bundled reference server when no url is given, and returns the whole outcome.
 * Rejects with `UsageError` when the options cannot be carried out (nothing has been sent) and with `UnreachableTarget`
 * when nothing can be claimed about the target.
 */
export function runChecks(options: RunChecksOptions = {}, secrets: Secrets = new Secrets()): Promise<Run> {
  return runWithin(options, { secrets });
}

/** Where a run takes place, beyond its options. */
export interface Surroundings {
  readonly secrets: Secrets;
  readonly inProcess?: InProcess;
  /** Plays the run's one scenario as a document of the user's own has it: with names of its own, and nothing asked beside it. */
  readonly playGiven?: (run: RunContext, stage: Stage) => Promise<ScenarioResult>;
}

/** The same with a target that may lie in this process. */
export function runWithin(options: RunChecksOptions, surroundings: Surroundings): Promise<Run> {
  const { secrets } = surroundings;
  secrets.add(...givenSecrets(options), ...secretsOfUrl(options.url ?? ""));
  const sweeper = createSweeper(secrets);
  // Whatever tells of the run passes here: events, errors, and the run itself.
  const onEvent: EventListener = (event) => options.onEvent?.(sweeper.event(event));
  return withMaskedErrors(secrets, async () => sweeper.run(await perform({ ...options, onEvent }, surroundings)));
}

async function perform(options: RunChecksOptions, surroundings: Surroundings): Promise<Run> {
  const { secrets, inProcess, playGiven } = surroundings;
  const planned = await makePlan(options);
  // What the user gives is judged by what it says itself.
  const plan = playGiven === undefined ? planned : { ...planned, suites: [], playsOnly: false };
  const { profile, suites, beside, scenarios, isQuick, isOpen, playsOnly } = plan;
  secrets.add(...secretsOfHooks(profile));
  const context = createRunContext(options, plan, secrets);
  const run = inProcess === undefined ? context : { ...context, clock: inProcess.clock };
  const reach = await reachOf(run, options, profile);
  const opened = await openMainStage(run, {
    ...reach,
    profile,
    ...(inProcess && { fetch: inProcess.fetch }),
    ...(playGiven && { proof: "name" }),
  });
  let isClean = true;
  try {
    const stage = { ...opened, seats: await seatsOf(run, opened) };
    const play: RunWork["play"] =
      playGiven === undefined ? createPlay(run, { ...options, scenarios }) : (_, main) => playGiven(run, main);
    const isBare = playGiven !== undefined;
    const work = { suites, beside, scenarios, isQuick, isBare, isOpen, playsOnly };
    const whole = await runTarget({ run, stage, ...work, play });
    isClean = isNil(whole.summary.residue);
    return whole;
  } finally {
    await opened.close(isClean);
  }
}

/** On a URL the profile says how the provider's client shows who it is; the bundled server is reached by its own token. */
async function reachOf(run: RunContext, options: RunChecksOptions, profile: Profile): Promise<StageOptions> {
  if (run.bundled) return { ...options, profile };
  const { idp, secrets, clock, signal, onEvent } = run;
  const request: TokenTools["request"] = (asked) => requestOverNetwork(asked, signal);
  const onNote = (text: string): void => onEvent({ type: "note", text });
  const sources = { idp, profile, given: options.credentials, env: process.env };
  return { ...options, profile, ...(await runCredentials(sources, { request, secrets, clock, onNote })) };
}

/** On a target of somebody else's its console knows better than the command line. */
async function seatsOf(run: RunContext, stage: MainStage): Promise<MainStage["seats"]> {
  if (run.bundled || stage.seats.length === 0) return stage.seats;
  const { "read-seats": read } = hookRunners(stage, { signal: run.signal, secrets: run.secrets });
  return readLimits(stage.seats, read, (text) => run.onEvent({ type: "note", text }));
}

interface Plan {
  readonly profile: Profile;
  /** All suites that the run could choose from. */
  readonly known: readonly Suite[];
  readonly suites: readonly Suite[];
  /** Traffic rules of suites that are not selected, by which the provider's own requests are judged all the same. */
  readonly beside: readonly Suite[];
  readonly scenarios: readonly Scenario[];
  readonly idp: IdentityProvider;
  readonly dialect: string;
  /** Only the provider's table is asked for. */
  readonly isQuick: boolean;
  /** No check is asked for: what the scenarios exchange is judged. */
  readonly playsOnly: boolean;
  /** No suite and no check was named. */
  readonly isOpen: boolean;
}

async function makePlan(options: RunChecksOptions): Promise<Plan> {
  const choice = findProvider(options.idp, options.dialect);
  const profile = fitProfile(await resolveProfile(options), options);
  const { known, wanted } = knownSuites(options.suites ?? []);
  if (options.quick === true) {
    const planned = { ...quickSuites(choice.idp, known, options), scenarios: [] };
    judgeOptions(options, { profile, scenarios: [], scenarioProfiles: [] });
    return { profile, known, ...planned, ...choice, isQuick: true, isOpen: false, playsOnly: false };
  }
  const { only = [], skip = [] } = options;
  const isOpen = wanted.length + only.length === 0;
  const selection = { suites: isOpen ? suitesFor(choice.idp).map(({ id }) => id) : wanted, only, skip };
  const playsOnly = options.checks === false;
  const selected = playsOnly ? rulesOfPlay(choice.idp, known, skip) : selectSuites(known, selection);
  // Whoever names a suite means what it says.
  const suites = isOpen ? selected : selected.map(asNamed);
  const scenarios = await resolveScenarios(options.scenarios);
  const plays = scenarios.length > 0;
  const beside = playsOnly ? [] : rulesBeside(choice.idp, { known, selection, selected: suites, plays });
  if ((playsOnly || suites.length === 0) && !plays) {
    throw new UsageError(
      "Nothing is selected: neither a check nor a scenario.",
      "zi-scim-check list shows what there is.",
    );
  }
  judgeOptions(options, { profile, scenarios, scenarioProfiles: await scenarioProfiles(options, scenarios) });
  return { profile, known, suites, beside, scenarios, ...choice, isQuick: false, isOpen, playsOnly };
}

/** The profile that a run is about, from its options. */
export function resolveProfile(options: Pick<RunChecksOptions, "profile" | "url">): Promise<Profile> {
  const wanted = options.profile ?? defaultProfile(options);
  return typeof wanted === "string" ? loadProfile(wanted) : Promise.resolve(wanted);
}

/** Without a target each scenario plays in the profile that it names. */
function scenarioProfiles({ url }: RunChecksOptions, scenarios: readonly Scenario[]): Promise<readonly Profile[]> {
  const names = url === undefined ? new Set(scenarios.map(({ profile }) => profile)) : [];
  return Promise.all([...names].map(loadProfile));
}

function resolveScenarios(wanted: RunChecksOptions["scenarios"]): Promise<readonly Scenario[]> {
  if (wanted === false) return Promise.resolve([]);
  const list = wanted ?? BUILT_IN_SCENARIOS;
  return Promise.all(list.map(async (one) => (typeof one === "string" ? loadScenario(one) : one)));
}

function createRunContext(options: RunChecksOptions, plan: Plan, secrets: Secrets): RunContext {
  const rules = [...plan.suites, ...plan.beside].flatMap((suite) => suite.trafficRules);
  const judge = createTrafficJudge(rules, { featuresOf: (exchange) => featuresOf(exchange, IDENTITY_PROVIDERS) });
  const watch = createFeatureWatch(plan.idp);
  const onEvent = options.onEvent ?? ((): void => undefined);
  const bundled = options.url === undefined;
  return {
    tool: packageFacts(),
    runId: randomRunId(),
    seed: options.seed ?? 1,
    bundled,
    selective: isSelection(plan),
    keep: options.keep ?? false,
    idp: plan.idp,
    providers: IDENTITY_PROVIDERS,
    watch,
    dialect: plan.dialect,
    concurrency: options.concurrency ?? 8,
    rate: options.rate,
    timeoutMs: options.timeoutMs ?? 10_000,
    settleMs: options.settleMs ?? (bundled ? 0 : 2000),
    maxFailures: options.maxFailures,
    clock: bundled ? createLeapingClock() : REAL_CLOCK,
    signal: options.signal ?? new AbortController().signal,
    onEvent,
    secrets,
    judge,
    transcript: createTranscript([judge.judge, watch.note], (exchange) => onEvent({ type: "exchange", exchange })),
    requirements: REQUIREMENTS,
    submission: idsOfSubmission(plan),
    claimed: claimedBy(plan.known),
    knownFaults: loadKnownFaults(),
  };
}

/** Of what would run if nothing were chosen, something is missing. */
function isSelection({ idp, suites }: Plan): boolean {
  const chosen = new Set(suites.flatMap(declaredIds));
  return !suitesFor(idp)
    .flatMap(declaredIds)
    .every((id) => chosen.has(id));
}

function declaredIds({ checks, trafficRules }: Suite): readonly string[] {
  return [...checks, ...trafficRules].map(({ id }) => id);
}

function asNamed(suite: Suite): Suite {
  const { isSubmission = false, ...named } = suite;
  return isSubmission ? named : suite;
}

function idsOfSubmission({ idp, known }: Plan): readonly string[] {
  return known.find(({ id }) => id === idp.beside?.submission)?.checks.map(({ id }) => id) ?? [];
}

function claimedBy(suites: readonly Suite[]): ReadonlySet<string> {
  const declared = suites.flatMap((suite) => [...suite.checks, ...suite.trafficRules]);
  return new Set(declared.flatMap(({ clause }) => claimedIds(clause)));
}
