import type { TransportFailure } from "../../exchange/exchange.ts";
import { messageOf } from "../../scim/message-of.ts";
import { toTransportFailure } from "./transport-failure.ts";

/** The way to the proxy failed, not the one from there on. */
export class ProxyConnectionError extends Error {
  override readonly name = "ProxyConnectionError";
}

/** How the HTTP client says that a proxy answered instead of the target. */
const REFUSALS = [/Proxy response \((\d{3})\)/, /Proxy Authentication Required \((\d{3})\)/];

const UNREACHED: readonly TransportFailure["kind"][] = ["refused", "dns"];

/**
 * The failure of a request that a proxy stopped, told of the proxy and not of the target; undefined when there is no proxy, or it
 * did its part. `proxy` is its URL, of which user and password are never told; `url` is that of the request.
 */
export function toProxyFailure(
  error: unknown,
  { proxy, url }: { readonly proxy: string | undefined; readonly url: string },
): TransportFailure | undefined {
  if (proxy === undefined) return undefined;
  const name = `the proxy ${new URL(proxy).host}`;
  const text = messageOf(error);
  const status = REFUSALS.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined);
  if (status !== undefined) return { kind: "proxy", message: `${name} does not let the request through (${status})` };
  const failure = toTransportFailure(error);
  // Names are resolved and connections made by the proxy: what fails here is the way to it. A target of plain HTTP has no TLS.
  const isOfWay = UNREACHED.includes(failure.kind) || (failure.kind === "tls" && url.startsWith("http:"));
  if (isOfProxy(error) || isOfWay) {
    return { kind: "proxy", message: `${name} cannot be reached: ${failure.message}` };
  }
  return undefined;
}

function isOfProxy(error: unknown): boolean {
  return error instanceof Error && /^(?:Secure)?ProxyConnectionError$/.test(error.name);
}
