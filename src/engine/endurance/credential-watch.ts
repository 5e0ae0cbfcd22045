import type { LiveExchange } from "../../exchange/exchange.ts";
import { parseResourcePath } from "../../exchange/resource-url.ts";
import type { OutgoingRequest } from "../session/session.ts";
import { hasSucceeded } from "../../exchange/exchange.ts";

/** Notices that the credentials have ended in the middle of a run. */
export interface CredentialWatch {
  /** Looks at an answer; resolves to true when the credentials are no longer taken. */
  readonly haveEnded: (request: OutgoingRequest, live: LiveExchange) => Promise<boolean>;
  /** The last exchange that was answered with a success; 0 before one. */
  readonly lastAccepted: () => number;
}

/** What watching takes. */
export interface CredentialWatchOptions {
  /** Path of the preflight's GET. */
  readonly path: string;
  /** Sends that GET once more. */
  readonly ask: () => Promise<LiveExchange>;
}

const SUSPICIOUS_IN_A_ROW = 3;

/**
 * Refusals without a success in between may be the target's rules (seats, rights), so that after three of them the preflight's own
 * GET decides: only when that, answered with a success at the start, is refused now, have the credentials ended.
 */
export function createCredentialWatch({ path, ask }: CredentialWatchOptions): CredentialWatch {
  let wereTaken = false;
  let refusals = 0;
  let lastAccepted = 0;
  let asking: Promise<boolean> | undefined;
  const accept = (live: LiveExchange): void => {
    refusals = 0;
    lastAccepted = Math.max(lastAccepted, live.seq);
    wereTaken ||= live.request.path === path;
  };
  const findOut = async (): Promise<boolean> => {
    refusals = 0;
    const live = await ask();
    if (hasSucceeded(live)) accept(live);
    return isRefused(live);
  };
  return {
    lastAccepted: () => lastAccepted,
    haveEnded: async (request, live) => {
      if ((request.credentials ?? "token") !== "token") return false;
      // What a server publishes about itself it may give to anybody.
      if (hasSucceeded(live) && !isPublished(live)) accept(live);
      if (!isRefused(live) || !wereTaken) return false;
      refusals += 1;
      if (refusals < SUSPICIOUS_IN_A_ROW) return asking ?? false;
      asking ??= findOut().finally(() => (asking = undefined));
      return asking;
    },
  };
}

function isPublished({ request }: LiveExchange): boolean {
  return ["/ServiceProviderConfig", "/ResourceTypes", "/Schemas"].includes(parseResourcePath(request.path).endpoint);
}

function isRefused({ response }: LiveExchange): boolean {
  return response !== null && [401, 403].includes(response.status);
}
