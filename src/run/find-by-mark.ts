import { isObject } from "../scim/json.ts";
import { causeOf, ordinaryHeaders } from "../engine/create-session.ts";
import type { SessionControl } from "../engine/create-session.ts";
import { toReply } from "../engine/reply.ts";
import { runMark } from "../engine/test-names.ts";
import { toListBody } from "../engine/verify.ts";

/** Looks for what carries a run's mark in its name and takes it as the run's own, so that it can be removed. */
export async function findByMark(session: SessionControl, runId: string): Promise<void> {
  await findIn(session, { endpoint: "/Groups", attribute: "displayName", mark: runMark(runId) });
  await findIn(session, { endpoint: "/Users", attribute: "userName", mark: runMark(runId) });
}

interface Search {
  readonly endpoint: string;
  readonly attribute: "userName" | "displayName";
  readonly mark: string;
}

const PAGE = 100;
const MAX_PAGES = 100;

/** By a filter on the beginning of the name; a server that ignores filters gives everything, of which only marked names count. */
async function findIn(session: SessionControl, search: Search): Promise<void> {
  const filter = encodeURIComponent(`${search.attribute} sw ${JSON.stringify(search.mark)}`);
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const path = `${search.endpoint}?filter=${filter}&startIndex=${1 + page * PAGE}&count=${PAGE}`;
    const headers = ordinaryHeaders(undefined);
    const reply = toReply(await session.send({ method: "GET", path, headers, cause: causeOf("cleanup") }));
    if (reply.status !== 200 || !isObject(reply.body)) return;
    const { resources } = toListBody(reply.body);
    for (const resource of resources) {
      const { id, [search.attribute]: name } = resource;
      const isOurs = typeof name === "string" && name.toLowerCase().startsWith(search.mark.toLowerCase());
      if (isOurs && typeof id === "string")
        session.ownership.created({ endpoint: search.endpoint, id, madeBy: "mark" });
    }
    if (resources.length === 0) return;
  }
}
