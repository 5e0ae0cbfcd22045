import type { Credentials } from "../exchange/masking/credentials.ts";
import { createSession } from "../engine/session/create-session.ts";
import type { Exchange } from "../exchange/exchange.ts";
import { cleanUp } from "../engine/clean-up/clean-up.ts";
import type { CleanUpResult } from "../engine/clean-up/leftovers.ts";
import { withMaskedErrors } from "../exchange/masking/mask-error.ts";
import { createHandlerTransport } from "../engine/transport/handler-transport.ts";
import { NO_JOURNAL } from "../engine/ownership/journal.ts";
import { Ownership } from "../engine/ownership/ownership.ts";
import { createPinnedTransport } from "../engine/transport/pinned-transport.ts";
import { createRedactor } from "../exchange/masking/redact.ts";
import { secretsOf } from "../exchange/masking/credentials.ts";
import { Secrets } from "../exchange/masking/secrets.ts";
import type { Session } from "../engine/session/session.ts";
import type { Transport } from "../engine/transport/transport.ts";
import type { FetchHandler } from "../scim/http.ts";
import { randomRunId } from "./random-id.ts";
import { REAL_CLOCK } from "./clocks/real-clock.ts";
import { parseTargetUrl } from "./target-url.ts";
import { openTransport } from "./transport/open-transport.ts";
import { userAgent } from "./transport/user-agent.ts";

/** A SCIM endpoint to talk to, over HTTP or as a function in this process. */
export interface OpenTargetOptions {
  /** SCIM base URL, for example `https://host/scim/v2`. */
  readonly url: string;
  /** Answers the requests in this process instead of the network, for example `createScimServer(...).fetch`. */
  readonly fetch?: FetchHandler;
  readonly credentials?: Credentials;
  /** Told of every exchange, with secrets masked. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** Milliseconds for one answer; default 60000, as Okta waits. */
  readonly timeoutMs?: number;
}

/** A session for an emulated org, and the ends of it. */
export interface OpenTarget {
  readonly session: Session;
  /** Removes what was made through the session. */
  readonly cleanUp: () => Promise<CleanUpResult>;
  readonly close: () => Promise<void>;
}

/** Opens a session to a SCIM endpoint, for use with `OktaOrg`. Throws `UsageError` for a URL that cannot be one. */
export function openTarget(options: OpenTargetOptions): OpenTarget {
  const baseUrl = parseTargetUrl(options.url);
  const transport = transportOf(options.fetch, baseUrl);
  const credentials = options.credentials ?? { kind: "none" };
  const secrets = new Secrets();
  secrets.add(...secretsOf(credentials));
  const redact = createRedactor({ secrets, secretHeaders: [], isPrivateTarget: true });
  let seq = 0;
  const session = createSession({
    baseUrl,
    runId: randomRunId(),
    transport,
    credentials,
    headers: {},
    userAgent: userAgent(),
    timeoutMs: options.timeoutMs ?? 60_000,
    rate: undefined,
    settleMs: 2000,
    proof: "name",
    ownership: new Ownership(NO_JOURNAL),
    nextSeq: () => (seq += 1),
    clock: REAL_CLOCK,
    signal: new AbortController().signal,
    sweep: secrets.sweep,
    onExchange: (live) => options.onExchange?.(redact(live)),
  });
  return { session, cleanUp: () => withMaskedErrors(secrets, () => cleanUp(session)), close: () => transport.close() };
}

function transportOf(fetch: FetchHandler | undefined, baseUrl: string): Transport {
  if (fetch === undefined) return openTransport(baseUrl, { connections: 8 });
  return createPinnedTransport(createHandlerTransport(fetch), baseUrl);
}
