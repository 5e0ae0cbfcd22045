import { SetUpFailure, Skip } from "../../exchange/violation.ts";
import type { RunContext } from "../run-context.ts";
import type { SessionControl } from "../session/create-session.ts";
import type { Session } from "../session/session.ts";

/**
 * So many requests a quick run sends at most, whatever the target does: waits, settling and clean-up are among them. A write that waits
 * for a reading may add a few at the very end.
 */
export const ALLOWANCE = 70;

/** What the last look takes, and what the removal of one resource takes. */
const LOOK = 4;
const REMOVAL = 2;
/** So near to the end no answer is waited for that only asks to come back later: each wait is a request. */
const IMPATIENT = 8;
/** How often the clean-up reads until a change shows. */
const READINGS = 3;

/** The session for a walk: it ends the walk, by a skip, while enough is left for removing what was made. */
export function boundWalk(session: Session & Pick<SessionControl, "ownership">, run: RunContext): Session {
  return {
    ...session,
    send: (request) => {
      const reserve = LOOK + REMOVAL * session.ownership.remaining().length;
      if (sentBy(run) + reserve >= ALLOWANCE)
        throw new Skip(`the quick run ended before it, to send ${ALLOWANCE} requests at most`);
      return session.send(isNearEnd(run) ? { ...request, ...WITHOUT_WAITS } : request);
    },
  };
}

/** The session for removing what a quick run has made. */
export function boundCleanUp(session: SessionControl, run: RunContext): SessionControl {
  const isSpent = (): boolean => sentBy(run) >= ALLOWANCE;
  return {
    ...session,
    send: async (request) => {
      if (isSpent()) throw new SetUpFailure(`not sent, as a quick run sends ${ALLOWANCE} requests at most`);
      return session.send(isNearEnd(run) ? { ...request, ...WITHOUT_WAITS } : request);
    },
    prove: async (endpoint, id, cause) => !isSpent() && session.prove(endpoint, id, cause),
    settle: (read, isSettled) => {
      let readings = 0;
      return session.settle(read, (value) => {
        readings += 1;
        return isSettled(value) || readings >= READINGS || isSpent();
      });
    },
  };
}

const WITHOUT_WAITS = { onRateLimit: "never", onUnavailable: "never" } as const;

function isNearEnd(run: RunContext): boolean {
  return sentBy(run) >= ALLOWANCE - IMPATIENT;
}

function sentBy({ transcript }: RunContext): number {
  return transcript.exchanges().length;
}
