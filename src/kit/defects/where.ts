import type { Json } from "../../scim/json.ts";

/** Which requests a defect meddles with. */
export interface Match {
  /** All methods when left out. */
  readonly method?: string | readonly string[];
  /** Held against the path below the base path, without the query; all paths when left out. */
  readonly path?: RegExp;
  /** Held against the query parameters. */
  readonly query?: (query: URLSearchParams) => boolean;
  /** Held against the parsed JSON body; not called when there is none. */
  readonly body?: (body: Json) => boolean;
  /** Only the first, the second, ... of those that match, counted from 1. */
  readonly nth?: number;
  /** Only once a request like this has come. */
  readonly after?: Where;
}

/**
 * Requests in one line, or in full. A line is methods and a path below the base path: `DELETE /Users/:id`,
 * `PUT|PATCH /Groups/:id`, `GET /Users/:id?` (the collection or one of it), `/Schemas` (all methods), `POST` (all paths).
 */
export type Where = string | Match;

/** Tells of each request in turn whether it is meant; it counts, so that each server needs one of its own. */
export type Matcher = (request: Request) => Promise<boolean>;

/** Makes a matcher; `more` narrows it. */
export function createMatcher(where: Where, more: Match = {}): Matcher {
  const match = { ...toMatch(where), ...more };
  const isOpen = match.after === undefined ? undefined : createMatcher(match.after);
  let opened = isOpen === undefined;
  let count = 0;
  return async (request) => {
    if (!opened) {
      opened = (await isOpen?.(request)) ?? true;
      return false;
    }
    if (!(await fits(match, request))) return false;
    count += 1;
    return match.nth === undefined || match.nth === count;
  };
}

/** Reads a line as what it stands for. */
export function toMatch(where: Where): Match {
  if (typeof where !== "string") return where;
  const [, methods = "", path = ""] = /^([A-Z|]*) ?(\/.*)?$/.exec(where) ?? [];
  if (methods === "" && path === "")
    throw new Error(`${JSON.stringify(where)} is no method and path, such as "GET /Users/:id"`);
  return {
    ...(methods === "" ? {} : { method: methods.split("|") }),
    ...(path === "" ? {} : { path: toPattern(path) }),
  };
}

function toPattern(path: string): RegExp {
  const segments = path.slice(1).split("/");
  const parts = segments.map((segment) => {
    if (segment.startsWith(":")) return segment.endsWith("?") ? "(?:/[^/]+)?" : "/[^/]+";
    return `/${segment.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}`;
  });
  return new RegExp(`^${parts.join("")}$`);
}

async function fits(match: Match, request: Request): Promise<boolean> {
  const url = new URL(request.url);
  if (match.method !== undefined && ![match.method].flat().includes(request.method)) return false;
  if (match.path !== undefined && !match.path.test(belowBase(url.pathname))) return false;
  if (match.query !== undefined && !match.query(url.searchParams)) return false;
  if (match.body === undefined) return true;
  const body = await readJson(request);
  return body !== undefined && match.body(body);
}

/** Path below the bundled server's base path. */
function belowBase(pathname: string): string {
  return pathname.replace(/^\/scim\/v2/, "");
}

/** The parsed JSON body of a request, which stays readable. */
export async function readJson(request: Request): Promise<Json | undefined> {
  return request.body === null ? undefined : parseJson(await request.clone().text());
}

/** The parsed text; undefined when it is no JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
