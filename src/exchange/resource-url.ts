import { pathTo } from "../scim/request-path.ts";
import type { Path } from "../scim/request-path.ts";

/** A path below the base URL, read as SCIM reads it. */
export interface ResourcePath {
  /** For example `/Users`. */
  readonly endpoint: string;
  /** Decoded; undefined when the path names the endpoint itself. */
  readonly id: string | undefined;
}

/** Reads `/Users/2819c223?attributes=userName` as endpoint and id. */
export function parseResourcePath(path: string): ResourcePath {
  const [first = "", second] = path
    .replace(/[?#].*$/s, "")
    .split("/")
    .filter((part) => part !== "");
  return { endpoint: `/${first}`, id: second === undefined ? undefined : decodeSegment(second) };
}

/** The attribute that names the resources of an endpoint. */
export function nameAttribute(endpoint: string): "userName" | "displayName" {
  return endpoint.toLowerCase() === "/users" ? "userName" : "displayName";
}

/** True when a URL with that path asks for the path as it is written: dot segments and backslashes lead elsewhere. */
export function isStraight(path: string): boolean {
  const written = path.replace(/[?#].*$/s, "");
  const { pathname } = new URL(`http://h${written}`);
  return pathname.split("/").map(decodeSegment).join("\n") === written.split("/").map(decodeSegment).join("\n");
}

/** The path of a resource, its id percent-encoded. */
export function toResourcePath(endpoint: string, id: string): Path {
  const [, name = ""] = endpoint.split("/");
  return pathTo`/${name}/${id}`;
}

/** The path of an endpoint. */
export function toEndpointPath(endpoint: string): Path {
  const [, name = ""] = endpoint.split("/");
  return pathTo`/${name}`;
}

/** Last path segment of a Location header, which is the id. */
export function idOfLocation(location: string): string | undefined {
  const last = location
    .replace(/[?#].*$/s, "")
    .replace(/\/+$/, "")
    .split("/")
    .at(-1);
  return last === undefined || last === "" ? undefined : decodeSegment(last);
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** A text without its percent signs; one whose percent signs spell no UTF-8 stays as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
