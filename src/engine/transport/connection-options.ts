import { Agent, ProxyAgent } from "undici";
import type { Dispatcher } from "undici";

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
}

/** What makes and keeps the connections to one target. `ca` and `insecure` are about the target, never about a proxy. */
export function createDispatcher({ connections, ca, insecure, proxy }: ConnectionOptions): Dispatcher {
  const tls = { ...(ca === undefined ? {} : { ca }), rejectUnauthorized: insecure !== true };
  if (proxy === undefined) return new Agent({ connections, connect: tls });
  return new ProxyAgent({ uri: proxy, connections, requestTls: tls });
}
