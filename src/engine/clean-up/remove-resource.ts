import { bearsMark, isNamed } from "../../exchange/mark.ts";
import { nameOf } from "../ownership/note-answer.ts";
import type { Claim, OwnResource } from "../ownership/sent-creates.ts";
import type { SessionControl } from "../session/create-session.ts";
import { CLEAN_UP_TIME_MS } from "../endurance/patience.ts";
import { toResourcePath } from "../../exchange/resource-url.ts";
import { CLEAN_UP, ask, isTaken } from "./ask.ts";
import type { Answer } from "./ask.ts";
import { switchOff } from "./deactivate-user.ts";
import { emptyGroup } from "./empty-group.ts";
import { DISPUTED, UNSEEN } from "./known-leftovers.ts";
import { learnFinding } from "./find-by-mark.ts";

/** What became of one resource. */
export interface Removal {
  readonly resource: OwnResource;
  /** `unproven`: no reading shows that it is the run's, so that nothing was sent. */
  readonly state: "removed" | "deactivated" | "left" | "unproven";
  readonly why: string;
}

const TOO_LATE = `not removed within ${CLEAN_UP_TIME_MS / 1000} s of the interruption`;

/**
 * Removes one resource that a reading has proven to be the run's. Whether DELETE works a reading tells, once for each type; where it
 * does not, a user is switched to inactive and a group emptied. `isLast` says that the run ends.
 * Undefined when it is being removed already.
 */
export async function removeResource(
  session: SessionControl,
  resource: Claim,
  isLast: boolean,
): Promise<Removal | undefined> {
  if (!session.ownership.beginRemoval(resource)) return undefined;
  try {
    return await removeNow(session, resource, isLast);
  } finally {
    session.ownership.endRemoval(resource);
  }
}

async function removeNow(session: SessionControl, resource: Claim, isLast: boolean): Promise<Removal> {
  const { ownership } = session;
  const { endpoint, id } = resource;
  if (session.isOutOfTime()) return { resource, state: "left", why: TOO_LATE };
  const why = ownership.whyLeft(resource);
  if (why !== undefined) return { resource, state: "left", why };
  if (ownership.isDeleteAnswered(endpoint, id) && (await isGone(session, resource))) return removed(session, resource);
  if (!(await session.prove(endpoint, id, CLEAN_UP))) return unproven(session, resource);
  if (session.isMarking) await learnFinding(session, resource);
  const refusal = ownership.habits.deletes.get(endpoint) === false ? NO_DELETE : await remove(session, resource);
  if (refusal === undefined) return removed(session, resource);
  // A server that stumbled once may delete it at the end of the run.
  const isTriedAgain = !isLast && ownership.habits.deletes.get(endpoint) === true;
  return isTriedAgain ? { resource, state: "left", why: refusal } : leaveBehind(session, resource, refusal);
}

const NO_DELETE = "DELETE does not remove it";

/** What one reading after DELETE shows holds for all resources of the type. */
const TELLING: readonly number[] = [404, 405, 410, 501];

/** Why it is still there; undefined when it is gone. */
async function remove(session: SessionControl, resource: Claim): Promise<string | undefined> {
  const { ownership } = session;
  const { endpoint, id } = resource;
  const { deletes } = ownership.habits;
  const answer = await ask(session, { method: "DELETE", path: toResourcePath(endpoint, id) });
  // Where the last look would not show what a DELETE left, each is read after.
  const isLookedFor = ownership.habits.finds.get(endpoint) !== "nothing";
  if (isTaken(answer) && deletes.get(endpoint) === true && isLookedFor) return undefined;
  const isGoneNow = await isGone(session, resource);
  if (isTaken(answer) || (TELLING.includes(answer.status) && !isGoneNow)) deletes.set(endpoint, isGoneNow);
  if (isGoneNow) return undefined;
  if (answer.status === 0) return `DELETE ${endpoint}/{id} failed: ${answer.outcome}`;
  return `DELETE ${endpoint}/{id} answers ${answer.outcome}${isTaken(answer) ? " and does not remove it" : ""}`;
}

async function leaveBehind(session: SessionControl, resource: OwnResource, why: string): Promise<Removal> {
  if (session.isOutOfTime()) return { resource, state: "left", why: TOO_LATE };
  if (resource.endpoint === "/Users") {
    if (await switchOff(session, resource)) return { resource, state: "deactivated", why };
  } else if (await emptyGroup(session, resource)) {
    session.ownership.leave(resource, `${why}; its members were removed`);
    return { resource, state: "left", why: `${why}; its members were removed` };
  }
  return { resource, state: "left", why };
}

function removed(session: SessionControl, resource: Claim): Removal {
  // What has the id by now stays the run's.
  if (!session.ownership.isReused(resource, undefined)) session.ownership.removed(resource.endpoint, resource.id);
  return { resource, state: "removed", why: "" };
}

function unproven({ ownership }: SessionControl, resource: OwnResource): Removal {
  const isStrange = ownership.standing(resource.endpoint, resource.id) === "strange";
  const why = isStrange ? DISPUTED : UNSEEN;
  return { resource, state: "unproven", why };
}

/** Reads until nothing of the run is there any more, within the settling time. */
async function isGone(session: SessionControl, resource: Claim): Promise<boolean> {
  const path = toResourcePath(resource.endpoint, resource.id);
  const isNothing = (answer: Answer): boolean => showsNothingOf(session, resource, answer);
  return isNothing(await session.settle(() => ask(session, { method: "GET", path }), isNothing));
}

/** Nothing is there, or something else has the id by now. An answer without any name tells neither. */
function showsNothingOf(session: SessionControl, resource: Claim, { status, body }: Answer): boolean {
  if (status === 404 || status === 410) return true;
  if (status !== 200 || !isNamed(body)) return false;
  if (session.isMarking && !bearsMark(body, session.runId)) return true;
  return session.ownership.isReused(resource, nameOf(resource.endpoint, body));
}
