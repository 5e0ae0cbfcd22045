import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import type { Dispatcher } from "undici";
import type { LiveResponse } from "../../exchange/exchange.ts";
import { createDispatcher } from "./connection-options.ts";
import type { ConnectionOptions } from "./connection-options.ts";
import { toProxyFailure } from "./proxy-failure.ts";
import { MAX_BODY_BYTES, TooLong, createVolume } from "./answer-volume.ts";
import type { Volume } from "./answer-volume.ts";
import { readBody } from "./response-body.ts";
import { timeoutFailure, toTransportFailure } from "./transport-failure.ts";
import type { Transport, WireOutcome, TransportRequest } from "./transport.ts";

/** A small body may unpack to one that fills the memory. */
const LIMIT = { maxOutputLength: MAX_BODY_BYTES };

/**
 * Sends over HTTP/1.1 with keep-alive. undici adds only Host, Connection and Content-Length to the headers given, so that
 * the target sees what the emulated client would send.
 */
export function createUndiciTransport(options: ConnectionOptions): Transport {
  const dispatcher = createDispatcher(options);
  const connection = { dispatcher, volume: createVolume(), proxy: options.proxy };
  return { send: (request) => sendOnce(connection, request), close: () => dispatcher.destroy() };
}

interface Connection {
  readonly dispatcher: Dispatcher;
  readonly volume: Volume;
  /** URL of the proxy between. */
  readonly proxy: string | undefined;
}

const INTERRUPTED: WireOutcome = { failure: { kind: "other", message: "interrupted" } };

async function sendOnce(connection: Connection, request: TransportRequest): Promise<WireOutcome> {
  const isInterrupted = (): boolean => request.signal?.aborted === true;
  // The signal speaks once only: whoever listens later waits in vain.
  if (isInterrupted()) return INTERRUPTED;
  try {
    const raw = await dispatch(connection, request);
    const headers = flatten(raw.headers);
    return { response: { status: raw.status, headers, ...readBytes(connection, raw, headers) } };
  } catch (error) {
    if (isInterrupted()) return INTERRUPTED;
    if (error instanceof Late) return { failure: timeoutFailure(request.timeoutMs) };
    return { failure: toProxyFailure(error, connection.proxy) ?? toTransportFailure(error) };
  }
}

/** The answer did not end within its time. */
class Late extends Error {}

interface RawResponse {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  readonly chunks: Buffer[];
  /** Why no more of the body was taken. */
  readonly unreadable?: string;
}

/** One request and its whole answer; the time runs from the call to the last byte. */
function dispatch({ dispatcher, volume }: Connection, request: TransportRequest): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    const raw: RawResponse = { status: 0, headers: {}, chunks: [] };
    let controller: Dispatcher.DispatchController | undefined;
    let size = 0;
    let isOver = false;
    const giveUp = (error: Error): void => {
      settle();
      controller?.abort(error);
      reject(error);
    };
    const stop = (): void => giveUp(new Error("interrupted"));
    const timer = setTimeout(() => giveUp(new Late()), request.timeoutMs);
    const settle = (): void => {
      isOver = true;
      clearTimeout(timer);
      request.signal?.removeEventListener("abort", stop);
    };
    request.signal?.addEventListener("abort", stop, { once: true });
    dispatcher.dispatch(toDispatch(request), {
      onRequestStart: (started) => {
        controller = started;
        // It was given up while it still waited for a connection.
        if (isOver) started.abort(new Late());
      },
      onResponseStart: (_, status, headers) => {
        raw.status = status;
        raw.headers = headers;
      },
      onResponseData: (_, chunk) => {
        raw.chunks.push(chunk);
        size += chunk.length;
        try {
          volume.add(chunk.length, size);
        } catch (error) {
          // It has answered, at whatever length.
          if (error instanceof TooLong) resolve({ ...raw, unreadable: error.message });
          giveUp(error instanceof Error ? error : new Error(String(error)));
        }
      },
      onResponseEnd: () => {
        settle();
        resolve(raw);
      },
      onResponseError: (_, error) => {
        settle();
        reject(error);
      },
    });
  });
}

function toDispatch(request: TransportRequest): Dispatcher.DispatchOptions {
  const { origin, pathname, search } = new URL(request.url);
  return {
    origin,
    path: `${pathname}${search}`,
    method: request.method,
    headers: { ...request.headers },
    body: request.text,
    headersTimeout: request.timeoutMs,
    bodyTimeout: request.timeoutMs,
  };
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value ?? ""].flat().join(", ")]);
  return Object.fromEntries(entries);
}

/** A body that cannot be unpacked, or is too long, is an answer all the same. */
function readBytes(
  { volume }: Connection,
  { chunks, unreadable }: RawResponse,
  headers: Readonly<Record<string, string>>,
): Pick<LiveResponse, "text" | "body" | "unreadable"> {
  if (unreadable !== undefined) return { text: "", body: undefined, unreadable };
  const packed = Buffer.concat(chunks);
  const encoding = (headers["content-encoding"] ?? "").trim().toLowerCase();
  const unpacked = unpack(packed, encoding);
  if (typeof unpacked === "string") return { text: "", body: undefined, unreadable: unpacked };
  volume.add(unpacked.length - packed.length, unpacked.length);
  const text = unpacked.toString("utf8");
  return { text, ...readBody(text) };
}

/** The bytes of a body, or why they cannot be unpacked. */
function unpack(packed: Buffer, encoding: string): Buffer | string {
  try {
    return decompress(packed, encoding);
  } catch (error) {
    const why = error instanceof RangeError ? `more than ${MAX_BODY_BYTES / 1024 / 1024} MB` : "not in that encoding";
    return `a body that cannot be unpacked (${encoding}: ${why})`;
  }
}

function decompress(bytes: Buffer, encoding: string): Buffer {
  if (bytes.length === 0) return bytes;
  if (encoding === "gzip" || encoding === "x-gzip") return gunzipSync(bytes, LIMIT);
  if (encoding === "deflate") return inflateSync(bytes, LIMIT);
  if (encoding === "br") return brotliDecompressSync(bytes, LIMIT);
  return bytes;
}
