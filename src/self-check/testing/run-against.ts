import { SUITES } from "../../../suites/index.ts";
import type { Run } from "../../engine/run.ts";
import type { Clock } from "../../exchange/clock.ts";
import type { Serve } from "../../kit/variant.ts";
import { createLeapingClock } from "../../run/clocks/leaping-clock.ts";
import { loadDocuments, runWhole } from "../variants/run-whole.ts";

const DOCUMENTS = await loadDocuments();

/** Runs all suites, and the scenarios if wanted, against a server in this process. */
export function runAgainst(serve: Serve, playsScenarios: boolean, clock: Clock = createLeapingClock()): Promise<Run> {
  const { generic, scenarios } = DOCUMENTS;
  return runWhole(serve, { generic, suites: SUITES, scenarios: playsScenarios ? scenarios : [], clock });
}
