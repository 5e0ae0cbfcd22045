import type { Json, JsonObject } from "../../../scim/json.ts";
import type { RequestPath } from "../../../scim/request-path.ts";
import { PATCH_OP_URN } from "../../../scim/urns.ts";
import type { Capabilities } from "../../../profile/capability.ts";
import type { Profile } from "../../../profile/profile.ts";
import type { SeatLimit } from "../../../profile/seat-limit.ts";
import type { CheckContext, RequestOptions } from "../../../kit/check-context.ts";
import { createAppearance } from "./appearance.ts";
import { createMaker } from "./create-maker.ts";
import { createSeatContext } from "./create-seat-context.ts";
import { ordinaryHeaders } from "../../session/plain-request.ts";
import type { Cause, TargetFacts } from "../../../exchange/exchange.ts";
import type { Clock } from "../../../exchange/clock.ts";
import { toReply } from "../../../exchange/reply.ts";
import type { Reply } from "../../../exchange/reply.ts";
import type { Session } from "../../session/session.ts";
import { createSettle } from "./settle.ts";
import { SetUpFailure, Skip } from "../../../exchange/violation.ts";

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
  let writtenAt = Number.NEGATIVE_INFINITY;
  const send = async (method: string, path: RequestPath, ask: RequestOptions = {}): Promise<Reply> => {
    const reply = toReply(await session.send({ method, path, cause, ...toOutgoing(ask) }));
    onReply(reply);
    // The session has waited it out several times: a check that is still turned away judges nothing.
    if (reply.status === 429) throw new SetUpFailure(`the target still answers 429 to ${method} after several waits`);
    return reply;
  };
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
  const post = (path: RequestPath, body: JsonObject, ask?: RequestOptions): Promise<Reply> =>
    request("POST", path, { ...ask, body });
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
  return {
    runId: session.runId,
    profile: options.profile,
    capabilities: options.capabilities,
    target: options.target,
    baseUrl: session.baseUrl,
    request,
    get: (path, ask) => request("GET", path, ask),
    post,
    put: (path, body, ask) => request("PUT", path, { ...ask, body }),
    patch: (path, operations, ask) => request("PATCH", path, { ...ask, body: patchOp(operations) }),
    delete: (path, ask) => request("DELETE", path, ask),
    make: maker,
    seats: createSeatContext({ ...options, limits: options.seats, maker, settle }),
    skip: (reason) => {
      throw new Skip(reason);
    },
    settle,
    pause: (ms) => clock.sleep(ms),
  };
}

function toOutgoing(ask: RequestOptions): {
  headers: Record<string, string>;
  body?: Json;
  text?: string;
  credentials?: "none" | "wrong";
} {
  const hasBody = ask.body !== undefined || ask.text !== undefined;
  const headers: Record<string, string> = ordinaryHeaders(hasBody ? (ask.body ?? "") : undefined);
  for (const [name, value] of Object.entries(ask.headers ?? {})) {
    if (value === null) delete headers[name];
    else headers[name] = value;
  }
  return {
    headers,
    ...(ask.body === undefined ? {} : { body: ask.body }),
    ...(ask.text === undefined ? {} : { text: ask.text }),
    ...(ask.credentials === undefined ? {} : { credentials: ask.credentials }),
  };
}

function patchOp(operations: readonly JsonObject[]): JsonObject {
  return { schemas: [PATCH_OP_URN], Operations: operations };
}
