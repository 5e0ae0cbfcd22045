import type { TestFiles } from "../../engine/identity-provider.ts";
import { createStepSession } from "../../engine/scenarios/play/step-session.ts";
import type { StepSession } from "../../engine/scenarios/play/step-session.ts";
import type { Scenario } from "../../engine/scenarios/document/scenario.ts";
import type { Run, ScenarioResult } from "../../engine/run.ts";
import type { RunContext } from "../../engine/run-context.ts";
import type { Stage } from "../../engine/target/stage.ts";
import { toAuthorization } from "../../exchange/masking/credentials.ts";
import { secretsOfHeader } from "../../exchange/masking/given-secrets.ts";
import { findProvider } from "../find-provider.ts";
import type { RunChecksOptions } from "../options.ts";
import { runWithin } from "../run-checks.ts";
import type { Surroundings } from "../run-checks.ts";
import { judgeExport, judgeInitialScript } from "./judge-export.ts";
import { createPlaces } from "./play/places.ts";
import { playExport } from "./play/play-export.ts";
import type { ExportOptions } from "./play/play-options.ts";
import { runScript } from "./scripts/run-script.ts";
import { isSecretVariable } from "./values/secret-variable.ts";
import { Variables } from "./values/variables.ts";

/** Where a test is played: the options of a run that say how the target is reached, and how it is told. */
export type ExportReach = Omit<
  RunChecksOptions,
  "suites" | "scenarios" | "checks" | "only" | "skip" | "quick" | "url"
> & {
  readonly url: string;
};

/** The URL that stands for the emulated organisation in a test; `.invalid` is nobody's (RFC 2606). */
const EMULATED = "https://emulated-org.invalid";

/**
 * Plays an exported API test against a target. Rejects with `UsageError`, before anything is sent, when a variable has no value or
 * scripts are neither allowed nor left out.
 */
export async function runExport(
  reach: ExportReach,
  options: ExportOptions,
  surroundings: Pick<Surroundings, "secrets" | "inProcess">,
): Promise<Run> {
  const { idp } = findProvider(reach.idp, reach.dialect);
  const files = idp.testFiles;
  judgeInitialScript(options);
  judgeExport(options, givenNames(files, options));
  surroundings.secrets.add(...secretValues(options));
  return runWithin(
    { ...reach, checks: false, scenarios: [toScenario(options)] },
    { ...surroundings, playGiven: (run, stage) => play({ run, stage, reach, options }) },
  );
}

interface Playing {
  readonly run: RunContext;
  readonly stage: Stage;
  readonly reach: ExportReach;
  readonly options: ExportOptions;
}

async function play({ run, stage, reach, options }: Playing): Promise<ScenarioResult> {
  const session = createStepSession(stage.session, run.signal);
  const authorization = toAuthorization(reach.credentials ?? { kind: "none" });
  const variables = new Variables(valuesFor({ run, stage, options }, authorization), run.clock.now);
  const api = await openApi({ run, stage, session, options });
  const places = createPlaces({ run, session, authorization, origins: options.origins, reach, api });
  try {
    return await playExport({ options, run, stage, session, places, variables });
  } finally {
    await places.close();
  }
}

/** The initial script sees what is given beforehand, and what the user gives beats what it sets. */
function valuesFor(
  playing: Omit<Playing, "reach">,
  authorization: string | undefined,
): Readonly<Record<string, string>> {
  const { run, stage, options } = playing;
  const { testFiles } = run.idp;
  const { runId } = stage.session;
  const own = testFiles?.values({ runId, domain: stage.profile.domain }) ?? {};
  const reached = [
    ...(testFiles?.baseUrl ?? []).map((name) => [name, stage.session.baseUrl] as const),
    ...(testFiles?.authorization ?? []).map((name) => [name, authorization ?? ""] as const),
    ...(testFiles?.api === undefined ? [] : [[testFiles.api.variable, EMULATED] as const]),
  ];
  const before = { ...own, ...Object.fromEntries(reached), ...options.variables };
  if (options.initialScript === undefined) return before;
  const outcome = runScript(options.initialScript, { variables: before });
  const ending = outcome.problem ?? outcome.failure;
  if (ending !== undefined) throw new Error(`the initial script did not come to its end: ${ending}`);
  return { ...outcome.variables, ...options.variables };
}

interface ApiOptions extends Omit<Playing, "reach"> {
  readonly session: StepSession;
}

/** The emulated organisation's own API, where a test drives it and the user names no real one. */
async function openApi({
  run,
  stage,
  session,
  options,
}: ApiOptions): Promise<Parameters<typeof createPlaces>[0]["api"]> {
  const api = run.idp.testFiles?.api;
  if (api === undefined || Object.hasOwn(options.variables, api.variable)) return undefined;
  const fetch = await api.create({
    session,
    profile: stage.profile,
    dialect: run.dialect,
    scenario: options.id,
    population: [],
    outside: [],
    groups: [],
    app: APP,
    configured: stage.profile.providers?.[run.idp.id] ?? {},
    capabilities: stage.capabilities,
    seats: stage.seats,
    clock: run.clock,
    timeoutMs: run.idp.timeoutMs,
    onProgress: () => undefined,
  });
  return { url: EMULATED, fetch };
}

const APP = {
  createUsers: true,
  updateUserAttributes: true,
  deactivateUsers: true,
  userImport: false,
  importProfileUpdates: false,
  importGroups: false,
  pushGroups: false,
  importInactive: false,
} as const;

/** Names that have a value before the first step. */
function givenNames(files: TestFiles | undefined, { variables }: ExportOptions): readonly string[] {
  return [
    ...Object.keys(variables),
    ...(files?.baseUrl ?? []),
    ...(files?.authorization ?? []),
    ...(files?.api === undefined ? [] : [files.api.variable]),
    ...Object.keys(files?.values({ runId: "", domain: "" }) ?? {}),
  ];
}

/** What is secret by the name of its variable. */
function secretValues({ variables }: ExportOptions): readonly string[] {
  return Object.entries(variables).flatMap(([name, value]) =>
    value !== "" && isSecretVariable(name) ? secretsOfHeader("authorization", value) : [],
  );
}

/** What a run knows of the test before it is played. */
function toScenario({ test, id }: ExportOptions): Scenario {
  return {
    id,
    title: test.name,
    description: test.description,
    profile: "generic",
    needs: [],
    features: [],
    seats: {},
    takes: 0,
    population: { users: 0, usersOnTarget: 0, scalable: false, outside: [], groups: [] },
    app: APP,
    hooks: [],
    steps: [],
    defects: [],
  };
}
