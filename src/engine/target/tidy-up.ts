import { cleanUp } from "../session/clean-up.ts";
import type { SessionControl } from "../session/create-session.ts";
import { runMark } from "../checks/test-names.ts";
import { UnreachableTarget } from "../session/unreachable-target.ts";

/**
 * Removes all that a run has left on its target, and returns what its reader must know of it, one sentence each. What has
 * been found stands even when the target dies before everything is removed.
 */
export async function tidyUp(session: SessionControl): Promise<readonly string[]> {
  try {
    return await removeAndTell(session);
  } catch (error) {
    if (!(error instanceof UnreachableTarget)) throw error;
    return [`What the run made is still there: ${error.message}. ${error.hint}`];
  }
}

async function removeAndTell(session: SessionControl): Promise<readonly string[]> {
  const { left, unclear } = await cleanUp(session);
  const [first] = left;
  // Each check cleans up after itself, so most of them were deactivated long ago.
  const inactive = session.ownership.leftInactive().length;
  const why = `${first?.why}; their names begin with ${runMark(session.runId)}`;
  const names = unclear.map(({ name }) => name).join(", ");
  const cleanUpLater = `zi-scim-check cleanup ${session.baseUrl} --run ${session.runId} tries it again.`;
  return [
    ...(inactive > 0 ? [`The target deletes no users: ${inactive} of this run are left deactivated.`] : []),
    ...(left.length > 0 ? [`${left.length} resources of this run could not be removed (${why}).`] : []),
    ...(names === "" ? [] : [`The target did not tell whether it made these users or groups: ${names}.`]),
    ...(left.length + unclear.length > 0 ? [cleanUpLater] : []),
  ];
}
