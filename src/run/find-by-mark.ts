import { isObject } from "../scim/json.ts";
import type { JsonObject } from "../scim/json.ts";
import { filterOf, quoted } from "../scim/filter-text.ts";
import type { Filter } from "../scim/filter-text.ts";
import { withQuery } from "../scim/request-path.ts";
import type { Path } from "../scim/request-path.ts";
import { causeOf, ordinaryHeaders } from "../engine/session/create-session.ts";
import type { SessionControl } from "../engine/session/create-session.ts";
import { toReply } from "../engine/reply.ts";
import type { Reply } from "../engine/reply.ts";
import { nameAttribute } from "../engine/session/resource-url.ts";
import { runMark } from "../engine/checks/test-names.ts";
import { toListBody } from "../engine/verify.ts";

/**
 * Looks for what carries a run's mark in its name and takes it as the run's own, so that it can be removed. Returns the
 * endpoints that could not be looked through to their end.
 */
export async function findByMark(session: SessionControl, runId: string): Promise<readonly string[]> {
  const unsearched: string[] = [];
  for (const endpoint of ["/Groups", "/Users"] as const) {
    if (!(await isSearched(session, { endpoint, mark: runMark(runId) }))) unsearched.push(endpoint);
  }
  return unsearched;
}

interface Search {
  readonly endpoint: "/Users" | "/Groups";
  readonly mark: string;
}

const PAGE = 100;
const MAX_PAGES = 100;

/** By a filter on the beginning of the name; where that is refused, by reading everything. */
async function isSearched(session: SessionControl, search: Search): Promise<boolean> {
  const filter = filterOf`${nameAttribute(search.endpoint)} sw ${quoted(search.mark)}`;
  return (await isReadThrough(session, search, filter)) || isReadThrough(session, search, undefined);
}

/** True when all pages were read, or there is no such endpoint. Pages may be shorter than asked for. */
async function isReadThrough(session: SessionControl, search: Search, filter: Filter | undefined): Promise<boolean> {
  const seen = new Set<unknown>();
  let startIndex = 1;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const reply = await read(session, withQuery(search.endpoint, { filter, startIndex, count: PAGE }));
    if (reply.status === 404) return true;
    if (reply.status !== 200 || !isObject(reply.body)) return false;
    const { resources } = toListBody(reply.body);
    const fresh = resources.filter(({ id }) => !seen.has(id));
    // A server that does not page gives the same again and again.
    if (fresh.length === 0) return true;
    for (const resource of fresh) {
      seen.add(resource["id"]);
      takeMarked(session, search, resource);
    }
    startIndex += resources.length;
  }
  return false;
}

/** A server that ignores filters gives everything, of which only marked names count. */
function takeMarked(session: SessionControl, { endpoint, mark }: Search, resource: JsonObject): void {
  const { id, [nameAttribute(endpoint)]: name } = resource;
  const isOurs = typeof name === "string" && name.toLowerCase().startsWith(mark.toLowerCase());
  if (isOurs && typeof id === "string") session.ownership.created({ endpoint, id, madeBy: "mark" });
}

async function read(session: SessionControl, path: Path): Promise<Reply> {
  const headers = ordinaryHeaders(undefined);
  return toReply(await session.send({ method: "GET", path, headers, cause: causeOf("cleanup") }));
}
