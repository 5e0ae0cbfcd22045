import { createServer } from "node:http";
import type { Server } from "node:http";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import { ScimError, toErrorBody } from "../scim/error.ts";
import { SCIM_MEDIA_TYPE } from "../scim/http.ts";
import type { FetchHandler } from "../scim/http.ts";

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
  /** How long running requests may take after `close` before they are cut off, in milliseconds; 2000 when left out. */
  readonly graceMs?: number;
}

/** A server that takes HTTP requests. */
export interface Listening {
  /** For example `http://127.0.0.1:8080/scim/v2`. */
  readonly baseUrl: string;
  readonly origin: string;
  readonly port: number;
  /** Ends idle connections at once and waits a moment for running requests; resolves when the port is free again. */
  readonly close: () => Promise<void>;
}

const IDLE_CHECK_MS = 10;

/** Serves requests over HTTP. Rejects when the port cannot be had. */
export async function listen(server: Listener, { port, host, graceMs = 2000 }: ListenOptions): Promise<Listening> {
  // The adapter would put classes of its own in place of the global Request and Response, for everyone in the process.
  const answer = getRequestListener(server.fetch, { overrideGlobalObjects: false });
  const http = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => outgoing.destroy(new Error("No answer.", { cause: error })));
  });
  http.on("clientError", refuseUnparsable);
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(port, host, () => {
      http.off("error", reject);
      resolve();
    });
  });
  const address = http.address();
  const actualPort = address !== null && typeof address === "object" ? address.port : port;
  const origin = `http://${toUrlHost(host)}:${actualPort}`;
  return { baseUrl: `${origin}${server.basePath}`, origin, port: actualPort, close: async () => close(http, graceMs) };
}

async function close(http: Server, graceMs: number): Promise<void> {
  const idle = setInterval(() => http.closeIdleConnections(), IDLE_CHECK_MS);
  const late = setTimeout(() => http.closeAllConnections(), graceMs);
  try {
    await new Promise<void>((resolve, reject) => {
      http.close((error) => (error === undefined ? resolve() : reject(error)));
      http.closeIdleConnections();
    });
  } finally {
    clearInterval(idle);
    clearTimeout(late);
  }
}

/** Node's parser knows no methods but the registered ones; the answer to others should still be one of SCIM. */
function refuseUnparsable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === "ECONNRESET") return void socket.destroy();
  const isMethod = error.code === "HPE_INVALID_METHOD";
  const status = isMethod ? "501 Not Implemented" : "400 Bad Request";
  const detail = isMethod ? "This server does not know the method of the request." : "The request is not valid HTTP.";
  const body = JSON.stringify(toErrorBody(new ScimError(isMethod ? 501 : 400, detail)));
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: ${SCIM_MEDIA_TYPE}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** The host as it stands in a URL that this machine can open. */
function toUrlHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}
