import type { SessionOptions } from "./session-options.ts";
import type { Ownership } from "../ownership/ownership.ts";
import { createWriteGuard } from "../ownership/write-guard.ts";
import type { WriteGuard } from "../ownership/write-guard.ts";
import type { LiveExchange } from "../../exchange/exchange.ts";
import type { TargetFacts } from "../../profile/target-facts.ts";
import { createPatience } from "../endurance/patience.ts";
import { createProofReader } from "./proof-reader.ts";
import { createSettle } from "../checks/context/settle.ts";
import type { Settle } from "../checks/context/settle.ts";
import type { OutgoingRequest, Session } from "./session.ts";
import { createTraffic } from "./traffic.ts";

/** A session and what its owner does with it. */
export interface SessionControl extends Session {
  readonly ownership: Ownership;
  /** Hands what discovery found to the exchanges that follow. */
  readonly setTarget: (target: TargetFacts) => void;
  /** True when the time for cleaning up after an interruption is over. */
  readonly isOutOfTime: () => boolean;
  /** Reads a resource unless a reading has proven it already; true when it is the run's. */
  readonly prove: WriteGuard["prove"];
  /** True when all that is made shows the run's mark, so that it can be looked for. */
  readonly isMarking: boolean;
  /** Reads until the reading is right or the settling time has passed; for cleaning up, as an interruption does not end it. */
  readonly settle: Settle;
  /** How many checks may be under way at the same time: fewer once requests have gone unanswered among others. */
  readonly width: () => number;
}

/** Opens a session. See `Session`. */
export function createSession(given: SessionOptions): SessionControl {
  const options = { concurrency: 8, settleMs: 0, ...given };
  const { ownership } = options;
  const patience = createPatience(options);
  const { endurance, follow, setTarget } = createTraffic(options, patience);
  const guard = createWriteGuard({
    ownership,
    read: createProofReader({ ...options, send: (request) => patience.insist(request, () => follow(request)) }),
  });
  const send = async (request: OutgoingRequest): Promise<LiveExchange> => {
    endurance.reject(request);
    if (request.asGiven !== true) await guard.permit(request);
    return follow(request);
  };
  return {
    baseUrl: options.baseUrl,
    runId: options.runId,
    hasOtherTenant: options.otherCredentials !== undefined,
    ownership,
    send: async (request) =>
      request.onRateLimit === "never"
        ? patience.see(await send(request))
        : patience.insist(request, () => send(request)),
    isOwn: (endpoint, id) => ownership.isOwn(endpoint, id),
    adopt: (endpoint, id, madeBy = "adopted") => {
      ownership.claim({ endpoint, id, madeBy });
      // The application says so, and its names bear no mark.
      if (options.proof === "name") ownership.prove(endpoint, id, { madeBy });
    },
    isMarking: options.proof !== "name",
    prove: guard.prove,
    settle: createSettle({ clock: options.clock, settleMs: options.settleMs }),
    sweep: options.sweep ?? ((text) => text),
    isOutOfTime: () => patience.cleanUpTimeLeft() === 0,
    width: endurance.width,
    outages: endurance.outages,
    setTarget,
  };
}
