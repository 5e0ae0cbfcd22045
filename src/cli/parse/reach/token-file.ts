import { closeSync, openSync, readSync } from "node:fs";
import { UsageError } from "../../../documents/usage-error.ts";

/** No token is as long; a device that never ends is not read to its end. */
const MAX_BYTES = 64 * 1024;

/**
 * The token in a file, without the line break at its end. Throws `UsageError`, which never shows what is in the file, when
 * there is none, it cannot be read, it is empty, or it holds more than one line.
 */
export function readTokenFile(path: string): string {
  const bytes = readBytes(path);
  if (bytes.length > MAX_BYTES) throw refusal(`${path}, is larger than 64 KiB`);
  const token = bytes
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .replace(/(?:\r\n|\r|\n)$/, "");
  if (token.trim() === "") throw refusal(`${path}, is empty`);
  if (/[\r\n]/.test(token)) throw refusal(`${path}, holds more than one line`);
  return token;
}

function readBytes(path: string): Buffer {
  try {
    const file = openSync(path, "r");
    try {
      return readAll(file);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw refusal(`${path}, ${reasonOf(cause)}`, cause);
  }
}

/** A pipe gives its text in pieces. */
function readAll(file: number): Buffer {
  const buffer = Buffer.alloc(MAX_BYTES + 1);
  let length = 0;
  while (length < buffer.length) {
    const count = readSync(file, buffer, length, buffer.length - length, null);
    if (count === 0) break;
    length += count;
  }
  return buffer.subarray(0, length);
}

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") return "does not exist";
  return code === "EISDIR" ? "is a folder" : "cannot be read";
}

function refusal(what: string, cause?: unknown): UsageError {
  const hint = "Give the path of a file that holds the token and nothing else.";
  return new UsageError(`The file of --token-file, ${what}.`, hint, { cause });
}
