import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import type { LiveResponse } from "../../exchange/exchange.ts";
import { MAX_BODY_BYTES } from "./answer-volume.ts";
import type { Volume } from "./answer-volume.ts";
import { readBody } from "./response-body.ts";

/** An answer as it came off the wire. */
export interface Received {
  readonly status: number;
  /** Lower-case names; several values of one name are joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly chunks: readonly Buffer[];
  /** Why no more of the body was taken. */
  readonly unreadable?: string;
}

/** A small body may unpack to one that fills the memory. */
const LIMIT = { maxOutputLength: MAX_BODY_BYTES };

/** Reads an answer. A body that cannot be unpacked, or is too long, is an answer all the same. */
export function toResponse(received: Received, volume: Volume): LiveResponse {
  const { status, headers } = received;
  return { status, headers, ...readBytes(received, volume) };
}

/** Headers by lower-case name; `pairs` may name one several times. */
export function joinHeaders(pairs: Iterable<readonly [string, string]>): Record<string, string> {
  const joined = new Map<string, string>();
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    const before = joined.get(key);
    joined.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(joined);
}

function readBytes(
  { chunks, unreadable, headers }: Received,
  volume: Volume,
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
