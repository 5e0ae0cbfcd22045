import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { Agent, request as send } from "undici";
import type { Dispatcher } from "undici";
import type { LiveResponse } from "./exchange.ts";
import { parseBody } from "./response-body.ts";
import { timeoutFailure, toTransportFailure } from "./transport-failure.ts";
import type { Transport, WireOutcome, WireRequest } from "./transport.ts";

/** How connections are made. */
export interface ConnectionOptions {
  /** Most connections at a time. */
  readonly connections: number;
  /** PEM text of a certificate authority to trust beside the usual ones' place. */
  readonly ca?: string;
  /** Takes any certificate. */
  readonly insecure?: boolean;
}

const MAX_BODY_BYTES = 64 * 1024 * 1024;

/**
 * Sends over HTTP/1.1 with keep-alive. `undici.request` adds only Host, Connection and Content-Length to the headers given,
 * so that the target sees what the emulated client would send.
 */
export function createUndiciTransport(options: ConnectionOptions): Transport {
  const agent = new Agent({
    connections: options.connections,
    connect: {
      ...(options.ca === undefined ? {} : { ca: options.ca }),
      rejectUnauthorized: options.insecure !== true,
    },
  });
  return { send: (request) => sendOnce(agent, request), close: () => agent.destroy() };
}

async function sendOnce(agent: Agent, request: WireRequest): Promise<WireOutcome> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), request.timeoutMs);
  const stop = (): void => deadline.abort();
  request.signal?.addEventListener("abort", stop, { once: true });
  try {
    return { response: await exchange(agent, request, deadline.signal) };
  } catch (error) {
    if (request.signal?.aborted === true) return { failure: { kind: "other", message: "interrupted" } };
    return { failure: deadline.signal.aborted ? timeoutFailure(request.timeoutMs) : toTransportFailure(error) };
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener("abort", stop);
  }
}

async function exchange(agent: Agent, request: WireRequest, signal: AbortSignal): Promise<LiveResponse> {
  const answer = await send(request.url, {
    dispatcher: agent,
    method: request.method,
    headers: { ...request.headers },
    body: request.text,
    signal,
    headersTimeout: request.timeoutMs,
    bodyTimeout: request.timeoutMs,
  });
  const headers = flatten(answer.headers);
  const bytes = await readBounded(answer.body);
  const text = decode(bytes, headers["content-encoding"]);
  return { status: answer.statusCode, headers, text, body: parseBody(text) };
}

function readBounded(body: Dispatcher.ResponseData["body"]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    body.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MAX_BODY_BYTES) body.destroy(new Error(`the body is larger than ${MAX_BODY_BYTES} bytes`));
    });
    body.on("end", () => resolve(chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks)));
    body.on("error", reject);
  });
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value ?? ""].flat().join(", ")]);
  return Object.fromEntries(entries);
}

function decode(bytes: Buffer, encoding: string | undefined): string {
  return decompress(bytes, (encoding ?? "").trim().toLowerCase()).toString("utf8");
}

function decompress(bytes: Buffer, encoding: string): Buffer {
  if (bytes.length === 0) return bytes;
  if (encoding === "gzip" || encoding === "x-gzip") return gunzipSync(bytes);
  if (encoding === "deflate") return inflateSync(bytes);
  if (encoding === "br") return brotliDecompressSync(bytes);
  return bytes;
}
