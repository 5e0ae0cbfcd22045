import { randomBytes, randomUUID } from "node:crypto";
import type { Exchange } from "../../exchange/exchange.ts";
import { MASK } from "../../exchange/masking/mask.ts";
import { createHandlerTransport } from "../../engine/transport/handler-transport.ts";
import type { ReferenceAnswer } from "../../engine/run.ts";
import type { Profile } from "../../profile/profile.ts";
import { createScimServer } from "../../server/scim-server.ts";

/** A fresh reference server in this process, which answers below the URL of a target. */
export interface ReferenceServer {
  /**
   * Sends a recorded request again. What it makes gets the id that it got at the target, so that the requests after it need no
   * change. Undefined for a request that cannot be sent here.
   */
  readonly send: (exchange: Exchange, id: string | undefined) => Promise<ReferenceAnswer | undefined>;
}

/** What the requests were sent with. */
export interface ReferenceOptions {
  readonly profile: Profile;
  readonly baseUrl: string;
  /** The run sent no credentials at all. */
  readonly isOpen: boolean;
}

/** Set by the connection. */
const LEFT_OUT: ReadonlySet<string> = new Set(["host", "connection", "content-length", "accept-encoding"]);
const TOLD = ["content-type", "location"];

/** Starts a reference server without sockets. */
export function createReferenceServer({ profile, baseUrl, isOpen }: ReferenceOptions): ReferenceServer {
  const token = randomBytes(24).toString("base64url");
  let nextId: string | undefined;
  const { fetch } = createScimServer({
    profile,
    token,
    adminSecret: randomBytes(24).toString("base64url"),
    basePath: new URL(baseUrl).pathname,
    newId: () => {
      const id = nextId ?? randomUUID();
      nextId = undefined;
      return id;
    },
  });
  const transport = createHandlerTransport(fetch);
  return {
    send: async (exchange, id) => {
      const { method, url, body } = exchange.request;
      nextId = id;
      const outcome = await transport.send({
        method,
        url,
        headers: headersOf(exchange, { token, isOpen }),
        text: body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body),
        timeoutMs: 10_000,
        signal: new AbortController().signal,
      });
      if (!("response" in outcome)) return undefined;
      const { status, headers, text, body: parsed } = outcome.response;
      const told = TOLD.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]] as const]));
      return { status, headers: Object.fromEntries(told), body: text === "" ? undefined : (parsed ?? text) };
    },
  };
}

interface Access {
  readonly token: string;
  readonly isOpen: boolean;
}

/** The run's own credentials, which are masked, become those of the reference server; wrong ones stay wrong. */
function headersOf({ request }: Exchange, { token, isOpen }: Access): Readonly<Record<string, string>> {
  const all = Object.entries(request.headers);
  const kept = all.filter(([name, value]) => !LEFT_OUT.has(name) && !value.includes(MASK));
  const isKnown = isOpen || all.some(([, value]) => value.includes(MASK));
  return { ...(isKnown ? { authorization: `Bearer ${token}` } : {}), ...Object.fromEntries(kept) };
}
