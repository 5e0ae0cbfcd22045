import type { Json } from "../scim/json.ts";
import type { LiveExchange } from "./exchange.ts";

/** What came back for one request, as checks read it. No response at all is status 0; `failure` says why. */
export interface Reply {
  readonly exchange: LiveExchange;
  readonly status: number;
  /** One phrase when no response came, for example `no answer within 10 s`. */
  readonly failure: string | undefined;
  readonly text: string;
  /** Parsed body; undefined when it is empty, not JSON, or left unread. */
  readonly body: Json | undefined;
  /** Why a body was left unread although it may be JSON. */
  readonly unreadable: string | undefined;
  /** By name, whatever its letter case. */
  readonly header: (name: string) => string | undefined;
  /** The last write to a resource before this request, as far as the sender remembers it; by the resource's path. */
  readonly lastWrite: (path: string) => LiveExchange | undefined;
}

/** Reads an exchange as a reply. `lastWrite` knows the writes before it; none when left out. */
export function toReply(exchange: LiveExchange, lastWrite: Reply["lastWrite"] = () => undefined): Reply {
  const response = exchange.response;
  return {
    exchange,
    status: response?.status ?? 0,
    failure: exchange.failure?.message,
    text: response?.text ?? "",
    body: response?.body,
    unreadable: response?.unreadable,
    header: (name) => response?.headers[name.toLowerCase()],
    lastWrite,
  };
}

/** True for a 2xx. */
export function isSuccess(reply: Pick<Reply, "status">): boolean {
  return reply.status >= 200 && reply.status < 300;
}

/** The request in one phrase, for reasons: `GET /Users?filter=userName eq "ann"`, its query as a person reads it. */
export function describeRequest(reply: Reply): string {
  const { method, path } = reply.exchange.request;
  const [resource = "", query] = path.split(/\?(.*)/s);
  return `${method} ${resource}${query === undefined ? "" : `?${legible(query)}`}`;
}

function legible(query: string): string {
  try {
    return decodeURIComponent(query);
  } catch {
    return query;
  }
}

/** The outcome in one phrase, for reasons: `201`, or why nothing came. */
export function describeOutcome(reply: Pick<Reply, "status" | "failure">): string {
  if (reply.status !== 0) return String(reply.status);
  // Its code, which stands in parentheses, is within these now.
  return reply.failure === undefined ? "nothing" : `nothing (${reply.failure.replace(/ \((\w+)\)$/, ", $1")})`;
}
