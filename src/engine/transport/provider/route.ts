import { Agent as HttpAgent, request as httpRequest } from "node:http";
import type { ClientRequest, RequestOptions } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { AgentOptions } from "node:https";
import type { ConnectionOptions } from "../connection-options.ts";
import { TunnelAgent } from "./tunnel-agent.ts";
import { proxyAuthorization, toEndpoint } from "./endpoint.ts";

/** How the requests to one origin reach it. */
export interface Route {
  /** Begins a request to `url`; `headers` are names and values by turns. */
  readonly open: (method: string, url: URL, headers: readonly string[]) => ClientRequest;
  /** What a proxy that reads the request has to be told, names and values by turns. */
  readonly forProxy: readonly string[];
  readonly isForwarded: boolean;
  readonly close: () => void;
}

/** An idle connection is given up before a server would, as undici does. */
const IDLE_MS = 4000;

/** The route to targets of a protocol: straight, by way of a proxy that reads the requests, or by a tunnel through it. */
export function createRoute(protocol: string, options: ConnectionOptions): Route {
  const { proxy } = options;
  if (proxy === undefined) return createStraightRoute(protocol, options);
  return protocol === "https:" ? createTunnel(new URL(proxy), options) : createForwarding(new URL(proxy), options);
}

function agentOptions({ connections }: ConnectionOptions): AgentOptions {
  return { keepAlive: true, maxSockets: connections, timeout: IDLE_MS };
}

function tlsOptions({ ca, insecure }: ConnectionOptions): AgentOptions {
  return { ...(ca === undefined ? {} : { ca }), rejectUnauthorized: insecure !== true };
}

function createStraightRoute(protocol: string, options: ConnectionOptions): Route {
  const isTls = protocol === "https:";
  const agent = isTls
    ? new HttpsAgent({ ...agentOptions(options), ...tlsOptions(options) })
    : new HttpAgent(agentOptions(options));
  const begin = isTls ? httpsRequest : httpRequest;
  return {
    open: (method, url, headers) =>
      begin({ ...toEndpoint(url), ...toOptions({ method, headers, agent }), path: pathOf(url) }),
    forProxy: [],
    isForwarded: false,
    close: () => agent.destroy(),
  };
}

function createTunnel(proxy: URL, options: ConnectionOptions): Route {
  const agent = new TunnelAgent(proxy, { ...agentOptions(options), ...tlsOptions(options) });
  return {
    open: (method, url, headers) =>
      httpsRequest({ ...toEndpoint(url), ...toOptions({ method, headers, agent }), path: pathOf(url) }),
    forProxy: [],
    isForwarded: false,
    close: () => agent.destroy(),
  };
}

/** The proxy is asked for the whole URL; `ca` and `insecure` are about the target, never about it. */
function createForwarding(proxy: URL, options: ConnectionOptions): Route {
  const isTls = proxy.protocol === "https:";
  const agent = isTls ? new HttpsAgent(agentOptions(options)) : new HttpAgent(agentOptions(options));
  const begin = isTls ? httpsRequest : httpRequest;
  return {
    open: (method, url, headers) =>
      begin({ ...toEndpoint(proxy), ...toOptions({ method, headers, agent }), path: `${url.origin}${pathOf(url)}` }),
    forProxy: proxyAuthorization(proxy),
    isForwarded: true,
    close: () => agent.destroy(),
  };
}

function toOptions({
  method,
  headers,
  agent,
}: {
  readonly method: string;
  readonly headers: readonly string[];
  readonly agent: HttpAgent;
}): RequestOptions {
  return { method, headers: [...headers], agent, setHost: false };
}

function pathOf({ pathname, search }: URL): string {
  return `${pathname}${search}`;
}
