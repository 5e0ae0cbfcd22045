import type { Audience } from "../../../exchange/traffic/audience.ts";
import type { Cause } from "../../../exchange/exchange.ts";
import { toReply } from "../../../exchange/reply.ts";
import type { Reply } from "../../../exchange/reply.ts";
import { SetUpFailure } from "../../../exchange/violation.ts";
import type { RequestPath } from "../../../scim/request-path.ts";
import type { Session } from "../../session/session.ts";
import { toOutgoing } from "./outgoing.ts";
import type { Asked } from "./outgoing.ts";
import { createWritten } from "./written.ts";

/** Sends one request at once. */
export type Send = (method: string, path: RequestPath, ask?: Asked) => Promise<Reply>;

/** Who hears of the answers that a check gets. */
export interface Listeners {
  readonly onReply: (reply: Reply) => void;
  /** Hears what the check says of them; nobody when left out. */
  readonly audience?: Audience;
}

/** The way in which one check sends its requests; it remembers what was written. */
export function createSend(session: Session, cause: Cause, { onReply, audience }: Listeners): Send {
  const written = createWritten();
  return async (method, path, ask = {}) => {
    const lastWrite = written.snapshot();
    const exchange = await session.send({ method, path, cause, ...toOutgoing(ask) });
    const reply = toReply(audience === undefined ? exchange : { ...exchange, audience }, lastWrite);
    written.note(reply.exchange);
    onReply(reply);
    // The session has waited it out several times: a check that is still turned away judges nothing.
    if (reply.status === 429) throw new SetUpFailure(`the target still answers 429 to ${method} after several waits`);
    return reply;
  };
}
