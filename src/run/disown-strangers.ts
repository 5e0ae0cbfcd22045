import { causeOf, ordinaryHeaders } from "../engine/session/create-session.ts";
import type { SessionControl } from "../engine/session/create-session.ts";
import { inBatches } from "../engine/checks/in-batches.ts";
import { toReply } from "../engine/reply.ts";
import { toResourcePath } from "../engine/session/resource-url.ts";
import type { OwnResource } from "../engine/session/ownership.ts";
import { runMark } from "../engine/checks/test-names.ts";

/**
 * Looks at each resource that a journal names before anything is removed: on a target that gives ids anew, an old id may be
 * somebody else's by now. What is read and does not carry the run's mark is no longer taken as the run's.
 */
export async function disownStrangers(session: SessionControl, runId: string): Promise<void> {
  const jobs = session.ownership.remaining().map((resource) => async () => {
    if (await isStranger(session, resource, runMark(runId))) session.ownership.removed(resource.endpoint, resource.id);
  });
  await inBatches(jobs, 8);
}

async function isStranger(session: SessionControl, resource: OwnResource, mark: string): Promise<boolean> {
  const path = toResourcePath(resource.endpoint, resource.id);
  const headers = ordinaryHeaders(undefined);
  const reply = toReply(await session.send({ method: "GET", path, headers, cause: causeOf("cleanup") }));
  return reply.status === 200 && !reply.text.toLowerCase().includes(mark.toLowerCase());
}
