import type { CheckContext } from "../../../kit/check-context.ts";
import type { ProviderRequest } from "../../../kit/provider-request.ts";
import { createAppearance } from "./appearance.ts";
import type { Appearance } from "./appearance.ts";
import { createMaker } from "./create-maker.ts";
import { createMethods } from "./outgoing.ts";
import { createSend } from "./create-send.ts";
import type { Listeners, Send } from "./create-send.ts";
import { createSeatContext } from "./create-seat-context.ts";
import type { Cause } from "../../../exchange/exchange.ts";
import { describeOutcome, isSuccess } from "../../../exchange/reply.ts";
import { createJudging } from "./create-judging.ts";
import type { Reply } from "../../../exchange/reply.ts";
import { createInterruptibleClock } from "../../endurance/interruptible-clock.ts";
import type { RunContext } from "../../run-context.ts";
import type { Stage } from "../../target/stage.ts";
import type { Session } from "../../session/session.ts";
import { createSettle } from "./settle.ts";
import type { Settle } from "./settle.ts";
import type { Clock } from "../../../exchange/clock.ts";
import type { RequestPath } from "../../../scim/request-path.ts";
import { noteOn } from "../../../exchange/traffic/audience.ts";
import { Skip } from "../../../exchange/violation.ts";

/** What one check works with. */
export interface ContextOptions {
  readonly run: Pick<RunContext, "seed" | "settleMs" | "concurrency" | "clock" | "signal">;
  readonly stage: Omit<Stage, "session" | "hookValues"> & { readonly session: Session };
  /** By which the check sends; that of the stage when left out. */
  readonly session?: Session;
  /** Keeps the names of what is made apart from others; the id of the check when left out. */
  readonly scope?: string;
}

/** The context of one check. See `CheckContext`. */
export function createCheckContext(
  options: ContextOptions,
  cause: Cause,
  listeners: Listeners = { onReply: () => undefined },
): CheckContext {
  const { run, stage, session = stage.session } = options;
  const clock = createInterruptibleClock(run.clock, run.signal);
  const send = createSend(session, cause, listeners);
  const settle = createSettle({ clock, settleMs: run.settleMs });
  const { ask, appear } = createPatientRequest(options, { send, settle, clock });
  const maker = createMaker({
    runId: session.runId,
    seed: run.seed,
    profile: stage.profile,
    scope: options.scope ?? cause.id,
    // What is made has appeared when the maker hands it over: nothing is left to wait for.
    post: (path, body) => send("POST", path, { body }),
    get: (path) => ask("GET", path),
    isOwn: session.isOwn,
    settle,
    appear,
  });
  // What a check says of a request is never that somebody else made it.
  const request: CheckContext["request"] = (method, path, said = {}) =>
    ask(method, path, { ...said, sender: undefined });
  const skip = (reason: string): never => {
    throw new Skip(reason);
  };
  return {
    runId: session.runId,
    profile: stage.profile,
    capabilities: stage.capabilities,
    target: stage.target,
    baseUrl: session.baseUrl,
    hasOtherTenant: session.hasOtherTenant,
    request,
    ...createMethods(request),
    as: (provider) => ({ send: (built) => sendBuilt(provider, built, ask) }),
    make: maker,
    seats: createSeatContext({ ...stage, limits: stage.seats, concurrency: run.concurrency, maker, settle }),
    remove: async ({ path }) => {
      const reply = await request("DELETE", path);
      return isSuccess(reply) ? reply : skip(`DELETE is answered ${describeOutcome(reply)}`);
    },
    skip,
    note: ({ exchange }, sentence) => noteOn(exchange, sentence),
    settle,
    ...createJudging({ settle, settleMs: run.settleMs, clock }),
    pause: (ms) => clock.sleep(ms),
  };
}

/** Sends what a provider's wire has built. */
async function sendBuilt(provider: string, built: ProviderRequest, ask: Send): Promise<Reply> {
  const { method, path, headers, body, sender, onUnavailable } = built;
  if (sender !== provider) throw new Error(`as("${provider}") is given a request that ${sender} sends`);
  return ask(method, path, { headers, sender, onUnavailable, ...(body === undefined ? {} : { body }) });
}

interface Means {
  readonly send: Send;
  readonly settle: Settle;
  readonly clock: Clock;
}

/** Requests that bear with a target that lags behind; see `CheckContext.request`. */
function createPatientRequest(
  { run, stage }: ContextOptions,
  { send, settle, clock }: Means,
): { readonly ask: Send } & Pick<Appearance, "appear"> {
  let writtenAt = Number.NEGATIVE_INFINITY;
  const get = (path: RequestPath): Promise<Reply> => send("GET", path);
  const { appear, rest } = createAppearance({ run: stage.session, clock, settleMs: run.settleMs, settle, get });
  return {
    appear,
    ask: async (method, path, asked) => {
      if (method === "GET") await rest(writtenAt);
      const reply = await send(method, path, asked);
      if (method !== "GET") writtenAt = clock.now();
      return reply;
    },
  };
}
