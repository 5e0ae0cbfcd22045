import { idOf } from "../../../exchange/resource-id.ts";
import type { LiveExchange } from "../../../exchange/exchange.ts";
import { Interrupted } from "../../endurance/interrupted.ts";
import { idOfLocation, parseResourcePath, toResourcePath } from "../../../exchange/resource-url.ts";
import type { OutgoingRequest, Session } from "../../session/session.ts";
import { split } from "../../session/deliver.ts";
import { createFaultDesk } from "../faults/fault-desk.ts";
import type { FaultDesk } from "../faults/fault-desk.ts";

/**
 * A session that knows which step of a scenario it is working for. Its own is what the scenario has made: what checks have
 * left on the target, or cannot remove from it, is none of the scenario's people.
 */
export interface StepSession extends Session {
  /** What is sent from now on belongs to that step. */
  readonly begin: (step: string, options?: { readonly keepsExchanges: boolean }) => void;
  /** Sequence numbers of what the current step has sent. */
  readonly sent: () => readonly number[];
  /** The same as exchanges; none where the step does not keep them, as one of thousands of people would fill the memory. */
  readonly exchanges: () => readonly LiveExchange[];
  /** What the provider's client has sent in the current step and the target refused, or did not answer. */
  readonly refusals: () => readonly LiveExchange[];
  /** What goes wrong between the provider's client and the target. */
  readonly faults: FaultDesk;
  /** What the provider's client sends from now on as its token; the user's own where nothing is given. */
  readonly useToken: (token: ProviderToken) => void;
}

/** What the provider's client sends as its token. */
export type ProviderToken = Pick<OutgoingRequest, "authorization" | "credentials">;

/** Puts the step into the cause of every exchange, and sends nothing any more once the signal says so. */
export function createStepSession(session: Session, signal: AbortSignal): StepSession {
  let current = toCurrent("", false);
  const made = new Set<string>();
  const faults = createFaultDesk();
  let token: ProviderToken = {};
  const deliver = async (request: OutgoingRequest): Promise<Answered> => {
    const ofStep = { ...request, cause: { ...request.cause, step: current.step } };
    if (!isOfClient(request)) return { real: await session.send(ofStep) };
    return sendFaulty(session, { ...ofStep, ...token }, faults);
  };
  return {
    baseUrl: session.baseUrl,
    hasOtherTenant: session.hasOtherTenant,
    runId: session.runId,
    isOwn: (endpoint, id) => session.isOwn(endpoint, id) && made.has(toResourcePath(endpoint, id)),
    outages: session.outages,
    sweep: session.sweep,
    adopt: (endpoint, id, madeBy) => {
      made.add(toResourcePath(endpoint, id));
      session.adopt(endpoint, id, madeBy);
    },
    send: async (request) => {
      if (signal.aborted) throw new Interrupted();
      const { real, told = real } = await deliver(request);
      note(current, told);
      const path = pathOfNew(real);
      if (path !== undefined) made.add(path);
      return told;
    },
    begin: (step, { keepsExchanges } = { keepsExchanges: false }) => {
      current = toCurrent(step, keepsExchanges);
    },
    sent: () => current.sent,
    exchanges: () => current.exchanges,
    refusals: () => current.refusals,
    faults,
    useToken: (given) => {
      token = given;
    },
  };
}

interface CurrentStep {
  readonly step: string;
  readonly keepsExchanges: boolean;
  readonly sent: number[];
  readonly exchanges: LiveExchange[];
  readonly refusals: LiveExchange[];
}

function toCurrent(step: string, keepsExchanges: boolean): CurrentStep {
  return { step, keepsExchanges, sent: [], exchanges: [], refusals: [] };
}

function note({ keepsExchanges, sent, exchanges, refusals }: CurrentStep, live: LiveExchange): void {
  sent.push(live.seq);
  if (keepsExchanges) exchanges.push(live);
  if (isRefused(live)) refusals.push(live);
}

/** What the target has answered, and what the client is told instead. */
interface Answered {
  readonly real: LiveExchange;
  readonly told?: LiveExchange;
}

/** Nobody else meets a fault: what the tool reads for itself reaches the target. */
function isOfClient({ sender = "tool" }: OutgoingRequest): boolean {
  return sender !== "tool";
}

async function sendFaulty(session: Session, request: OutgoingRequest, faults: FaultDesk): Promise<Answered> {
  const fault = faults.meet(request);
  if (fault === undefined) return { real: await session.send(request) };
  if (!fault.reaches) return { real: await session.send({ ...request, instead: fault.outcome }) };
  const real = await session.send(request);
  return { real, told: { ...real, ...split(fault.outcome), isInjected: true } };
}

function isRefused({ sender, response, isInjected }: LiveExchange): boolean {
  return sender !== "tool" && isInjected !== true && (response === null || response.status >= 400);
}

/** The path of the resource that a POST has made, as far as the answer tells. */
function pathOfNew({ request, response, isInjected }: LiveExchange): string | undefined {
  if (request.method !== "POST" || response === null || response.status < 200 || response.status > 299)
    return undefined;
  if (isInjected === true) return undefined;
  const { location } = response.headers;
  const id = idOf(response.body) ?? (location === undefined ? undefined : idOfLocation(location));
  return id === undefined ? undefined : toResourcePath(parseResourcePath(request.path).endpoint, id);
}
