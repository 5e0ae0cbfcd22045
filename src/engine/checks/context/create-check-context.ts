import type { Capabilities } from "../../../profile/capability/index.ts";
import type { Profile } from "../../../profile/profile.ts";
import type { SeatLimit } from "../../../profile/seat-limit.ts";
import type { CheckContext } from "../../../kit/check-context.ts";
import { createAppearance } from "./appearance.ts";
import { createMaker } from "./create-maker.ts";
import { createMethods } from "./outgoing.ts";
import { createSend } from "./create-send.ts";
import { createSeatContext } from "./create-seat-context.ts";
import type { Cause } from "../../../exchange/exchange.ts";
import type { TargetFacts } from "../../../profile/target-facts.ts";
import type { Clock } from "../../../exchange/clock.ts";
import { describeOutcome, isSuccess } from "../../../exchange/reply.ts";
import { createJudging } from "./create-judging.ts";
import type { Reply } from "../../../exchange/reply.ts";
import type { Session } from "../../session/session.ts";
import { createSettle } from "./settle.ts";
import { Skip } from "../../../exchange/violation.ts";

/** What all checks of a run share. */
export interface ContextOptions {
  readonly session: Session;
  /** What all checks of the run share; the session when left out. */
  readonly run?: object;
  /** Keeps the names of what is made apart from others; the id of the check when left out. */
  readonly scope?: string;
  readonly profile: Profile;
  readonly capabilities: Capabilities;
  readonly target: TargetFacts;
  readonly seats: readonly SeatLimit[];
  readonly seed: number;
  /** How long a reading may take to become right. */
  readonly settleMs: number;
  readonly concurrency: number;
  readonly clock: Clock;
}

/** The context of one check. `onReply` hears of every answer that the check got. See `CheckContext`. */
export function createCheckContext(
  options: ContextOptions,
  cause: Cause,
  onReply: (reply: Reply) => void,
): CheckContext {
  const { session, clock } = options;
  const send = createSend(session, cause, onReply);
  let writtenAt = Number.NEGATIVE_INFINITY;
  // The clock of a check ends its waits by itself when the run is interrupted.
  const settle = createSettle({ clock, settleMs: options.settleMs });
  const appearance = createAppearance({
    ...options,
    run: options.run ?? session,
    settle,
    get: (path) => send("GET", path),
  });
  const request: CheckContext["request"] = async (method, path, ask) => {
    if (method === "GET") await appearance.rest(writtenAt);
    const reply = await send(method, path, ask);
    if (method !== "GET") writtenAt = clock.now();
    return reply;
  };
  const maker = createMaker({
    ...options,
    runId: session.runId,
    scope: options.scope ?? cause.id,
    // What is made has appeared when the maker hands it over: nothing is left to wait for.
    post: (path, body) => send("POST", path, { body }),
    get: (path) => request("GET", path),
    isOwn: session.isOwn,
    settle,
    appear: appearance.appear,
  });
  const skip = (reason: string): never => {
    throw new Skip(reason);
  };
  return {
    runId: session.runId,
    profile: options.profile,
    capabilities: options.capabilities,
    target: options.target,
    baseUrl: session.baseUrl,
    request,
    ...createMethods(request),
    make: maker,
    seats: createSeatContext({ ...options, limits: options.seats, maker, settle }),
    remove: async ({ path }) => {
      const reply = await request("DELETE", path);
      return isSuccess(reply) ? reply : skip(`DELETE ${path} is answered ${describeOutcome(reply)}`);
    },
    skip,
    settle,
    ...createJudging({ settle, settleMs: options.settleMs, clock }),
    pause: (ms) => clock.sleep(ms),
  };
}
