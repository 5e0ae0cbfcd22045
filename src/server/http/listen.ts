import { createServer } from "node:http";
import type { Server, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { ScimError, toErrorBody } from "../../scim/error.ts";
import { SCIM_MEDIA_TYPE } from "../../scim/http.ts";
import type { FetchHandler } from "../../scim/http.ts";
import { trackConnections } from "./connections.ts";
import type { Connections } from "./connections.ts";
import { refuseConnection } from "./refuse-connection.ts";
import { trustLength } from "./request-body.ts";
import { toErrorResponse } from "./scim-response.ts";

/** Anything that answers requests below a base path, such as a `ScimServer` or one with a defect around it. */
export interface Listener {
  readonly fetch: FetchHandler;
  readonly basePath: string;
}

/** Where to listen. */
export interface ListenOptions {
  /** 0 takes a free port. */
  readonly port: number;
  readonly host: string;
  /** How long running requests may take after `close` before they are cut off, in milliseconds; 1000 when left out. */
  readonly graceMs?: number;
  /** How long a client may take to send a request before it is refused, in milliseconds; 30 seconds when left out. */
  readonly receiveMs?: number;
}

/** A server that takes HTTP requests. */
export interface Listening {
  /** For example `http://127.0.0.1:8080/scim/v2`. */
  readonly baseUrl: string;
  readonly origin: string;
  readonly port: number;
  /** Ends idle connections and half-sent requests at once, and waits a moment for running requests; resolves when the port is free again. */
  readonly close: () => Promise<void>;
}

const IDLE_CHECK_MS = 10;
const CHECKS = 8;

/** Serves requests over HTTP. Rejects when the port cannot be had. */
export async function listen(server: Listener, options: ListenOptions): Promise<Listening> {
  const { port, host, graceMs = 1000, receiveMs = 30_000 } = options;
  // The adapter would put classes of its own in place of the global Request and Response, for everyone in the process.
  const answer = getRequestListener(async (request) => server.fetch(trustLength(request)), {
    overrideGlobalObjects: false,
    errorHandler: toAnswer,
  });
  const http = createServer({
    headersTimeout: receiveMs,
    requestTimeout: receiveMs,
    connectionsCheckingInterval: Math.ceil(receiveMs / CHECKS),
    // Without a Host there is no URL, which the adapter tells us; Node would answer without a body.
    requireHostHeader: false,
  });
  const connections = trackConnections(http);
  http.on("request", (incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => outgoing.destroy(new Error("No answer.", { cause: error })));
  });
  http.on("clientError", (error: NodeJS.ErrnoException, socket) =>
    refuseConnection(socket, connections.isAnswering(socket) ? "ECONNRESET" : error.code),
  );
  http.on("checkExpectation", (_incoming, outgoing: ServerResponse) => {
    const body = JSON.stringify(toErrorBody(new ScimError(417, "This server expects nothing but 100-continue.")));
    outgoing.writeHead(417, { "Content-Type": SCIM_MEDIA_TYPE }).end(body);
  });
  // Without a listener Node would end the connection without a word.
  http.on("connect", (_incoming, socket) => refuseConnection(socket, "HPE_INVALID_METHOD"));
  await open(http, port, host);
  const address = http.address();
  const actualPort = address !== null && typeof address === "object" ? address.port : port;
  const origin = `http://${toUrlHost(host)}:${actualPort}`;
  const baseUrl = `${origin}${server.basePath}`;
  return { baseUrl, origin, port: actualPort, close: async () => close(http, connections, graceMs) };
}

async function open(http: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(port, host, () => {
      http.off("error", reject);
      // A connection that cannot be accepted, as file descriptors have run out, must not end the process.
      http.on("error", () => undefined);
      resolve();
    });
  });
}

async function close(http: Server, connections: Connections, graceMs: number): Promise<void> {
  const idle = setInterval(connections.endIdle, IDLE_CHECK_MS);
  const late = setTimeout(() => http.closeAllConnections(), graceMs);
  try {
    await new Promise<void>((resolve, reject) => {
      http.close((error) => (error === undefined ? resolve() : reject(error)));
      connections.endIdle();
    });
  } finally {
    clearInterval(idle);
    clearTimeout(late);
  }
}

/** The answer when there is none by the handler: to a request that makes no URL, such as one without a Host. */
function toAnswer(error: unknown): Response {
  const isClients = error instanceof Error && error.name === "RequestError";
  const detail = isClients ? `The request is not valid: ${error.message}.` : "The server failed to answer.";
  return toErrorResponse(new ScimError(isClients ? 400 : 500, detail));
}

/** The host as it stands in a URL that this machine can open. */
function toUrlHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}
