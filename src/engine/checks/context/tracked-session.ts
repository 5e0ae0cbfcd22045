import type { LiveExchange } from "../../../exchange/exchange.ts";
import type { Session } from "../../session/session.ts";
import { SetUpFailure } from "../../../exchange/violation.ts";

/** A session of one check, which tells when nothing of the check is under way any more. */
export interface TrackedSession {
  readonly session: Session;
  /**
   * Lets nothing further out, and resolves when what is under way has ended: what a check made is removed then, and its ids may be
   * somebody else's right after that.
   */
  readonly end: () => Promise<void>;
}

/** Tracks what one check sends: of requests sent together one may end the check while the others still wait. */
export function trackSession(session: Session): TrackedSession {
  const underWay = new Set<Promise<LiveExchange>>();
  let hasEnded = false;
  const send: Session["send"] = async (request) => {
    if (hasEnded) throw new SetUpFailure("the check has ended");
    const sent = session.send(request);
    underWay.add(sent);
    try {
      return await sent;
    } finally {
      underWay.delete(sent);
    }
  };
  return {
    session: { ...session, send },
    end: async () => {
      hasEnded = true;
      await Promise.allSettled(underWay);
    },
  };
}
