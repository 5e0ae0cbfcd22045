import { posix } from "node:path";

/** What a path leads to, below the base path. */
export interface Reading {
  /** For example `Users`; empty for what is outside of the base path. */
  readonly endpoint: string;
  readonly id: string | undefined;
}

const OUTSIDE: Reading = { endpoint: "", id: undefined };

/** Reads a request's URL segment by segment, as it is written. */
export function readStrictly(url: string, basePath: string): Reading {
  const path = pathOf(url);
  if (!path.startsWith(`${basePath}/`)) return OUTSIDE;
  const [endpoint = "", id] = path
    .slice(basePath.length + 1)
    .split("/")
    .map(decode);
  return { endpoint, id: id === "" ? undefined : id };
}

/** Reads it as many a proxy does: decoded first, with `..` and doubled slashes worked out after that. */
export function readLiberally(url: string, basePath: string): Reading {
  return readStrictly(encodeURI(posix.normalize(decode(pathOf(url))).replaceAll("%", "%25")), basePath);
}

function pathOf(url: string): string {
  return url.replace(/[?#].*$/s, "");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
