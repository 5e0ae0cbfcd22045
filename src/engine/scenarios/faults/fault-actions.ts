import type { StepOutcome } from "../../identity-provider.ts";
import { Skip } from "../../../exchange/violation.ts";
import type { ScenarioStep } from "../document/scenario.ts";
import type { RunnerAction, ScenarioPlay } from "../play/scenario-play.ts";
import type { ProviderToken } from "../play/step-session.ts";
import { toFault } from "./scenario-fault.ts";

type Settings = ScenarioStep["settings"];

/** Steps about what lies between the provider's client and the target: time, faults, the token. */
export const FAULT_ACTIONS: Readonly<Record<string, RunnerAction>> = {
  wait: waitFor,
  fault: (play, settings) => told(() => play.session.faults.add(toFault(settings))),
  "clear-faults": (play) => Promise.resolve({ results: {}, notes: play.session.faults.clear() }),
  "change-token": (play, settings) => told(() => play.session.useToken(toToken(play, settings))),
};

/** The longest wait at once: longer ones the run's clock cuts short. */
const LONGEST_MS = 60_000;

async function waitFor({ options: { clock } }: ScenarioPlay, { seconds }: Settings): Promise<StepOutcome> {
  const wanted = Number(seconds) * 1000;
  for (let left = wanted; left > 0; left -= LONGEST_MS) await clock.sleep(Math.min(left, LONGEST_MS));
  return { results: {}, notes: [] };
}

async function told(change: () => void): Promise<StepOutcome> {
  change();
  return Promise.resolve({ results: {}, notes: [] });
}

/** Throws `Skip` for a token that this run does not have. */
function toToken({ options, session }: ScenarioPlay, { token: named, env }: Settings): ProviderToken {
  if (typeof env === "string") {
    const token = options.token?.(env);
    if (token === undefined) throw new Skip(`the environment variable ${env}, which holds the new token, is not set`);
    return { authorization: `Bearer ${token}` };
  }
  if (named === "wrong") return { credentials: "wrong" };
  if (named !== "other") return {};
  if (!session.hasOtherTenant) throw new Skip("it takes the token of a second tenant: name it with --other-token");
  return { credentials: "other" };
}
