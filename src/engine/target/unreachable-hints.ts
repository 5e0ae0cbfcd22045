import type { Reply } from "../../exchange/reply.ts";
import { NO_TLS } from "../transport/transport-failure.ts";

/** Why nothing can be judged, and what to try. */
export interface Obstacle {
  readonly what: string;
  readonly hint: string;
}

/** For a server that speaks TLS at an http:// URL. */
export const TRY_TLS = "Try https:// instead of http://.";

/** The endpoints of RFC 7644 section 3.2: a base URL that ends in one of them was copied one segment too far. */
const ENDPOINT = /\/(?:Users|Groups|Me|ServiceProviderConfig|ResourceTypes|Schemas|Bulk|\.search)$/i;

/** Whether a URL looks like one of an endpoint, not of what they stand below. */
export function endsInEndpoint(baseUrl: string): boolean {
  return ENDPOINT.test(baseUrl);
}

/** What to do about a URL below which there is no SCIM. */
export function checkUrl(baseUrl: string): string {
  const endpoint = ENDPOINT.exec(baseUrl)?.[0];
  return endpoint === undefined
    ? "Check the URL: it is the SCIM base URL, the one below which /Users answers, for example https://host/scim/v2."
    : `Leave ${endpoint} out: the SCIM base URL is ${baseUrl.slice(0, -endpoint.length)}.`;
}

/** Many servers answer plain HTTP at a port of TLS by saying so. */
export function wantsTls(reply: Reply): boolean {
  return reply.status === 400 && /plain http request was sent to https port|requires? TLS|use https/i.test(reply.text);
}

/** Says of a request that nothing answered what to try. */
export function unreachable(reply: Reply, baseUrl: string): Obstacle {
  const { kind, message } = reply.exchange.failure ?? { kind: "other", message: "no answer" };
  if (kind === "tls" && message.endsWith(NO_TLS)) {
    return { what: message, hint: "Try http:// instead of https://, or the port at which the server speaks TLS." };
  }
  if (baseUrl.startsWith("http:") && (kind === "protocol" || kind === "reset")) {
    return { what: message, hint: `${TRY_TLS} Otherwise the server's own log may say why.` };
  }
  const hint = kind === "tls" ? certificateHint(message) : HINTS[kind];
  return { what: message, hint: hint ?? "Check the URL and the server's own log." };
}

const HINTS: Readonly<Record<string, string>> = {
  dns: "Check the host name in the URL.",
  refused: "Check host and port, and that the server is running.",
  proxy: "Check --proxy, or HTTP_PROXY, HTTPS_PROXY and NO_PROXY; --proxy none asks the target itself.",
  timeout: "Check that the server is up; --timeout gives it longer.",
};

/** A certificate that is for another name, or too old, is no better with the authority that signed it. */
function certificateHint(message: string): string {
  if (/ALTNAME_INVALID|HOSTNAME_MISMATCH/.test(message)) {
    return "The certificate is for another host: use the name that it holds in the URL, or --insecure to take any certificate.";
  }
  if (/EXPIRED|NOT_YET_VALID/.test(message)) {
    return "The certificate is out of date: renew it, or take any certificate with --insecure.";
  }
  return "Give the authority that signed the certificate with --ca <file.pem>, or --insecure to take any certificate.";
}
