import type { TransportFailure } from "../../exchange/exchange.ts";
import { messageOf } from "../../scim/message-of.ts";
import { toTransportFailure } from "./transport-failure.ts";

/** How the HTTP client says that a proxy answered instead of the target. */
const REFUSALS = [/Proxy response \((\d{3})\)/, /Proxy Authentication Required \((\d{3})\)/];

const UNREACHED: readonly TransportFailure["kind"][] = ["refused", "dns"];

/**
 * The failure of a request that a proxy stopped, told of the proxy and not of the target; undefined when there is no proxy, or it
 * did its part. `proxy` is its URL, of which user and password are never told.
 */
export function toProxyFailure(error: unknown, proxy: string | undefined): TransportFailure | undefined {
  if (proxy === undefined) return undefined;
  const name = `the proxy ${new URL(proxy).host}`;
  const text = messageOf(error);
  const status = REFUSALS.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined);
  if (status !== undefined) return { kind: "proxy", message: `${name} does not let the request through (${status})` };
  const failure = toTransportFailure(error);
  // Names are resolved and connections made by the proxy: what fails here is the way to it.
  if (isOfProxy(error) || UNREACHED.includes(failure.kind)) {
    return { kind: "proxy", message: `${name} cannot be reached: ${failure.message}` };
  }
  return undefined;
}

function isOfProxy(error: unknown): boolean {
  return error instanceof Error && /^(?:Secure)?ProxyConnectionError$/.test(error.name);
}
