import type { LiveExchange } from "../../../exchange/exchange.ts";
import { idIn } from "../../ownership/note-answer.ts";
import { Interrupted } from "../../endurance/interrupted.ts";
import { idOfLocation, parseResourcePath, toResourcePath } from "../../../exchange/resource-url.ts";
import type { Session } from "../../session/session.ts";

/**
 * A session that knows which step of a scenario it is working for. Its own is what the scenario has made: what checks have
 * left on the target, or cannot remove from it, is none of the scenario's people.
 */
export interface StepSession extends Session {
  /** What is sent from now on belongs to that step. */
  readonly begin: (step: string) => void;
  /** Sequence numbers of what the current step has sent. */
  readonly sent: () => readonly number[];
  /** What the provider's client has sent in the current step and the target refused, or did not answer. */
  readonly refusals: () => readonly LiveExchange[];
}

/** Puts the step into the cause of every exchange, and sends nothing any more once the signal says so. */
export function createStepSession(session: Session, signal: AbortSignal): StepSession {
  const current: { step: string; sent: number[]; refusals: LiveExchange[] } = { step: "", sent: [], refusals: [] };
  const made = new Set<string>();
  return {
    baseUrl: session.baseUrl,
    runId: session.runId,
    isOwn: (endpoint, id) => session.isOwn(endpoint, id) && made.has(toResourcePath(endpoint, id)),
    outages: session.outages,
    sweep: session.sweep,
    adopt: (endpoint, id) => {
      made.add(toResourcePath(endpoint, id));
      session.adopt(endpoint, id);
    },
    send: async (request) => {
      if (signal.aborted) throw new Interrupted();
      const live = await session.send({ ...request, cause: { ...request.cause, step: current.step } });
      current.sent.push(live.seq);
      if (live.sender !== "tool" && (live.response === null || live.response.status >= 400))
        current.refusals.push(live);
      const path = pathOfNew(live);
      if (path !== undefined) made.add(path);
      return live;
    },
    begin: (step) => {
      current.step = step;
      current.sent = [];
      current.refusals = [];
    },
    sent: () => current.sent,
    refusals: () => current.refusals,
  };
}

/** The path of the resource that a POST has made, as far as the answer tells. */
function pathOfNew({ request, response }: LiveExchange): string | undefined {
  if (request.method !== "POST" || response === null || response.status < 200 || response.status > 299)
    return undefined;
  const { location } = response.headers;
  const id = idIn(response.body) ?? (location === undefined ? undefined : idOfLocation(location));
  return id === undefined ? undefined : toResourcePath(parseResourcePath(request.path).endpoint, id);
}
