import type { TransportFailure } from "../../exchange/exchange.ts";
import { messageOf } from "../../scim/message-of.ts";

const KINDS: readonly (readonly [RegExp, TransportFailure["kind"]])[] = [
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/, "refused"],
  [/^(ENOTFOUND|EAI_AGAIN|EAI_FAIL)$/, "dns"],
  [/^(UND_ERR_CONNECT_TIMEOUT|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT|ETIMEDOUT)$/, "timeout"],
  [/^(ECONNRESET|UND_ERR_SOCKET|EPIPE|ECONNABORTED)$/, "reset"],
  [/^(HPE_|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|UND_ERR_RESPONSE)/, "protocol"],
  [/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|EPROTO)/, "tls"],
];

const WORDS: Readonly<Record<TransportFailure["kind"], string>> = {
  refused: "connection refused",
  dns: "the host name cannot be resolved",
  tls: "the TLS connection failed",
  timeout: "no answer in time",
  reset: "the connection was closed before an answer came",
  protocol: "the answer is not valid HTTP",
  proxy: "the proxy failed",
  other: "the request failed",
};

/** What a TLS client finds when plain HTTP answers it. */
const PLAIN_ANSWER = /wrong.version.number|packet.length.too.long/i;

/** What the HTTP client finds when the status is below 100. */
const NO_STATUS = /statusCode >= 100/;

/** What undici finds when an answer switches to another protocol; Node's own client says the same by a code. */
const SWITCHED = /bad upgrade|assert\(upgrade\)/;

/** What one client calls otherwise than the other: a failure is told alike, whichever of them sent the request. */
const SAME_CODE: Readonly<Record<string, string>> = { UND_ERR_SOCKET: "ECONNRESET" };

const SAME_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^Parse Error: /, ""],
  [/^Response does not match the HTTP\/1\.1 protocol \((.*)\)$/, "$1"],
  [/^Headers? overflow.*/i, "its head is too long"],
  [/^.*content-length\b.*$/i, "its Content-Length cannot be true"],
];

/** How the failure of a TLS connection to a server of plain HTTP ends its message. */
export const NO_TLS = "the server does not speak TLS";

/** Sorts an error of the HTTP client into a kind, in words that hold no secret. */
export function toTransportFailure(error: unknown): TransportFailure {
  const { code, message } = readError(error);
  if (NO_STATUS.test(message)) return { kind: "protocol", message: "an answer whose status is none (below 100)" };
  if (SWITCHED.test(message)) return { kind: "protocol", message: "an answer of 101, which nobody asked for" };
  if (code === "UND_ERR_CONNECT_TIMEOUT") return { kind: "timeout", message: "no connection in time" };
  const kind = KINDS.find(([pattern]) => pattern.test(code))?.[1] ?? "other";
  if (kind === "tls" && PLAIN_ANSWER.test(`${code} ${message}`)) {
    return { kind, message: `${WORDS.tls} (${code}): ${NO_TLS}` };
  }
  const detail = code === "" || kind === "protocol" ? inSameWords(message) : (SAME_CODE[code] ?? code);
  return { kind, message: detail === "" ? WORDS[kind] : `${WORDS[kind]} (${detail})` };
}

function inSameWords(message: string): string {
  return SAME_WORDS.reduce((text, [pattern, words]) => text.replace(pattern, words), message);
}

/** The failure of a request that did not end within its time. */
export function timeoutFailure(timeoutMs: number): TransportFailure {
  return { kind: "timeout", message: `no answer within ${formatSeconds(timeoutMs)}` };
}

function formatSeconds(ms: number): string {
  return ms >= 1000 ? `${Number((ms / 1000).toFixed(1))} s` : `${ms} ms`;
}

/** The code of the innermost error that has one: clients wrap socket errors, and dual-stack failures come as aggregates. */
function readError(error: unknown): { code: string; message: string } {
  const message = messageOf(error);
  for (const inner of causesOf(error)) {
    if (inner.name === "HTTPParserError") return { code: "HPE_INVALID", message };
    const code = "code" in inner && typeof inner.code === "string" ? inner.code : "";
    if (KINDS.some(([pattern]) => pattern.test(code))) return { code, message };
  }
  return { code: "", message };
}

function causesOf(error: unknown): readonly Error[] {
  if (!(error instanceof Error)) return [];
  const inner: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  return [error, ...causesOf(error.cause), ...inner.flatMap(causesOf)];
}
