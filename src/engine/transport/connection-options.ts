import { Agent, Pool, ProxyAgent, buildConnector } from "undici";
import type { Dispatcher } from "undici";
import { ProxyConnectionError } from "./proxy-failure.ts";

/** How connections are made. */
export interface ConnectionOptions {
  /** Most connections at a time. */
  readonly connections: number;
  /** PEM text of the certificate authority to trust, instead of the usual ones. */
  readonly ca?: string;
  /** Takes any certificate. */
  readonly insecure?: boolean;
  /** URL of the HTTP proxy that requests go through, with its user and password if it wants them. */
  readonly proxy?: string;
  /** Milliseconds within which a connection, with its TLS, must come about; `CONNECT_TIMEOUT_MS` when left out. */
  readonly connectTimeoutMs?: number;
}

/** Milliseconds within which a connection must come about. */
export const CONNECT_TIMEOUT_MS = 10_000;

/** What makes and keeps the connections to one target. `ca` and `insecure` are about the target, never about a proxy. */
export function createDispatcher(options: ConnectionOptions): Dispatcher {
  const { connections, ca, insecure, proxy, connectTimeoutMs: timeout = CONNECT_TIMEOUT_MS } = options;
  const tls = { ...(ca === undefined ? {} : { ca }), rejectUnauthorized: insecure !== true, timeout };
  if (proxy === undefined) return new Agent({ connections, connect: tls });
  const connect = createProxyConnector(timeout);
  return new ProxyAgent({
    uri: proxy,
    connections,
    requestTls: tls,
    connectTimeout: timeout,
    clientFactory: (origin) => new Pool(origin, { connect }),
  });
}

/** Tells what fails on the way to a proxy from what fails behind it. */
function createProxyConnector(timeout: number): buildConnector.connector {
  const connect = buildConnector({ timeout, allowH2: false });
  return (options, callback) =>
    connect(options, (error, socket) => {
      if (error === null) callback(null, socket);
      else callback(new ProxyConnectionError(error.message, { cause: error }), null);
    });
}
