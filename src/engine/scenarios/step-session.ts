import { Interrupted } from "../session/interrupted.ts";
import type { Session } from "../session/session.ts";

/** A session that knows which step of a scenario it is working for. */
export interface StepSession extends Session {
  /** What is sent from now on belongs to that step. */
  readonly begin: (step: string) => void;
  /** Sequence numbers of what the current step has sent. */
  readonly sent: () => readonly number[];
}

/** Puts the step into the cause of every exchange, and sends nothing any more once the signal says so. */
export function createStepSession(session: Session, signal: AbortSignal): StepSession {
  const current: { step: string; sent: number[] } = { step: "", sent: [] };
  return {
    baseUrl: session.baseUrl,
    runId: session.runId,
    isOwn: (endpoint, id) => session.isOwn(endpoint, id),
    outages: session.outages,
    sweep: session.sweep,
    adopt: (endpoint, id) => session.adopt(endpoint, id),
    send: async (request) => {
      if (signal.aborted) throw new Interrupted();
      const live = await session.send({ ...request, cause: { ...request.cause, step: current.step } });
      current.sent.push(live.seq);
      return live;
    },
    begin: (step) => {
      current.step = step;
      current.sent = [];
    },
    sent: () => current.sent,
  };
}
