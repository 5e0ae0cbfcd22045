/**
 * The library: check a SCIM endpoint (`runChecks`), prove checks of your own (`proveSuites`, see `zi-scim-check/kit`), run the
 * reference server (`createScimServer`, `listen`), drive an endpoint as Okta would (`OktaOrg`).
 */
export { runChecks } from "./run/run-checks.ts";
export type { RunChecksOptions } from "./run/options.ts";
export { BUILT_IN_SUITES } from "./run/suites/known-suites.ts";
export { proveOwnSuites as proveSuites } from "./self-check/prove-own-suites.ts";
export type { ProveSuitesOptions } from "./self-check/prove-own-suites.ts";
export { isProven } from "./self-check/proof.ts";
export type { DefectProof, Proof } from "./self-check/proof.ts";
export { cleanUpRun } from "./run/journals/clean-up-run.ts";
export type { CleanUpRunOptions } from "./run/journals/clean-up-run.ts";
export { openTarget } from "./run/open-target.ts";
export type { OpenTarget, OpenTargetOptions } from "./run/open-target.ts";
export { loadProfile } from "./documents/load-profile.ts";
export { loadScenario } from "./documents/load-scenario.ts";
export { UsageError } from "./documents/usage-error.ts";
export { UnreachableTarget } from "./engine/endurance/unreachable-target.ts";
export { createScimServer } from "./server/scim-server.ts";
export type { ScimServer, ScimServerOptions } from "./server/scim-server.ts";
export { DEFAULT_LIMITS } from "./server/http/limits.ts";
export type { ServerLimits } from "./server/http/limits.ts";
export { listen } from "./server/http/listen.ts";
export type { Listening, ListenOptions } from "./server/http/listen.ts";
export * from "../emulator/library.ts";
export { REPORTERS } from "../reports/index.ts";
export type { RenderOptions, Reporter } from "./engine/report/reporter.ts";
export type {
  AdminViews,
  Assignments,
  Breaks,
  FeatureVerdict,
  Finding,
  LogEvent,
  ProviderFacts,
  Residue,
  Run,
  ScenarioResult,
  StepResult,
  Summary,
  Verdict,
} from "./engine/run.ts";
export type { RunEvent, EventListener } from "./engine/event.ts";
export type { Exchange } from "./exchange/exchange.ts";
export type { Credentials } from "./exchange/masking/credentials.ts";
export type { Scenario } from "./engine/scenarios/document/scenario.ts";
export type { Profile } from "./profile/profile.ts";
export { THE_PLAN } from "./profile/seat-cap.ts";
export type { SeatLimit } from "./profile/seat-limit.ts";
export type { FetchHandler } from "./scim/http.ts";
export type { Session } from "./engine/session/session.ts";
export type { CleanUpResult } from "./engine/clean-up/leftovers.ts";
export type { Tidied } from "./engine/clean-up/tidy-up.ts";
