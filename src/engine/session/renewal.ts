import type { Clock } from "../../exchange/clock.ts";
import type { Credentials } from "../../exchange/masking/credentials.ts";
import { toAuthorization } from "../../exchange/masking/credentials.ts";

/** Credentials that end while a run goes on, and are renewed then. */
export interface Renewal {
  /** What is to be sent now; renewed first where its time is known to be over. */
  readonly current: () => Promise<Credentials>;
  /** Told of an Authorization header that the target has taken. */
  readonly noteTaken: (authorization: string | undefined) => void;
  /** Told of one that it has refused; resolves to true when there is another to be sent. */
  readonly renew: (authorization: string | undefined) => Promise<boolean>;
}

/** A token, as an authorization server hands it out. */
export interface GrantedToken {
  readonly token: string;
  /** Milliseconds; undefined where nothing is said. */
  readonly lifetimeMs: number | undefined;
}

/** What renewing takes. */
export interface RenewalOptions {
  /** The first token. */
  readonly first: GrantedToken;
  /** Asks the authorization server for another one. */
  readonly ask: () => Promise<GrantedToken>;
  readonly clock: Pick<Clock, "now">;
  /** Told why no other token came. */
  readonly onFailure: (reason: unknown) => void;
}

/** A target that refuses every token must not make a run ask for tokens without end. */
const MOST_RENEWALS = 100;

/**
 * Renews a bearer token: when its time is over, and when the target refuses it. However many requests were refused at the same
 * time, one token is asked for; and none where the last one that came has never been taken.
 */
export function createRenewal({ first, ask, clock, onFailure }: RenewalOptions): Renewal {
  let held = toHeld(first, clock);
  let asking: Promise<boolean> | undefined;
  let count = 0;
  const isHeld = (authorization: string | undefined): boolean => authorization === toAuthorization(held.credentials);
  const replace = async (): Promise<boolean> => {
    count += 1;
    try {
      held = toHeld(await ask(), clock);
      return true;
    } catch (reason) {
      onFailure(reason);
      return false;
    }
  };
  const askOnce = (): Promise<boolean> => {
    if (count >= MOST_RENEWALS) return Promise.resolve(false);
    asking ??= replace().finally(() => (asking = undefined));
    return asking;
  };
  return {
    current: async () => {
      if (clock.now() >= held.endsAt) await askOnce();
      return held.credentials;
    },
    noteTaken: (authorization) => {
      held.isTaken ||= isHeld(authorization);
    },
    renew: async (authorization) => {
      if (!isHeld(authorization)) return true;
      return count === 0 || held.isTaken ? askOnce() : (asking ?? false);
    },
  };
}

interface Held {
  readonly credentials: Credentials;
  readonly endsAt: number;
  isTaken: boolean;
}

function toHeld({ token, lifetimeMs }: GrantedToken, clock: Pick<Clock, "now">): Held {
  const endsAt = lifetimeMs === undefined ? Number.POSITIVE_INFINITY : clock.now() + lifetimeMs;
  return { credentials: { kind: "bearer", token }, endsAt, isTaken: false };
}
