import type { Residue } from "../run.ts";
import type { OwnResource } from "../ownership/ownership.ts";
import type { SessionControl } from "../session/create-session.ts";
import { toResourcePath } from "../session/resource-url.ts";
import { UnreachableTarget } from "../session/unreachable-target.ts";
import { inBatches } from "../checks/in-batches.ts";
import { ask } from "./ask.ts";
import { cleanUp } from "./clean-up.ts";
import type { CleanUpResult } from "./clean-up.ts";
import { findByMark } from "./find-by-mark.ts";
import type { Look } from "./find-by-mark.ts";
import { describeLeftovers, toResidue } from "./residue.ts";
import type { Leftovers } from "./residue.ts";

/** What a run leaves on its target. */
export interface Tidied {
  /** How many resources were removed. */
  readonly removed: number;
  readonly leftovers: Leftovers;
  readonly residue: Residue;
  /** What the reader of a report must know of it, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Removes all that a run has left on its target, looks once for the run's mark, removes what that finds, and tells what is still
 * there. What has been found stands even when the target dies before everything is removed.
 */
export async function tidyUp(session: SessionControl): Promise<Tidied> {
  try {
    return told(session, await removeAndLook(session));
  } catch (error) {
    if (!(error instanceof UnreachableTarget)) throw error;
    return told(session, whatIsKnown(session, error.message));
  }
}

/** What is known to be there without another request: for a report that cannot wait for the clean-up. */
export function tellKnown(session: SessionControl): Tidied {
  return told(session, whatIsKnown(session, undefined));
}

function told(session: SessionControl, leftovers: Leftovers): Tidied {
  return {
    removed: leftovers.removed,
    leftovers,
    residue: toResidue(leftovers),
    notes: describeLeftovers(leftovers, session),
  };
}

async function removeAndLook(session: SessionControl): Promise<Leftovers> {
  const first = await cleanUp(session);
  const looks = await lookAround(session);
  const fresh = looks.flatMap((look) => claimFound(session, look)).length;
  const last = fresh === 0 ? first : await cleanUp(session);
  const inactive = await inactiveStill(session, looks);
  return {
    deactivated: inactive.filter(({ isActive }) => !isActive).map(({ resource }) => resource),
    left: [
      ...last.left,
      ...inactive.filter(({ isActive }) => isActive).map(({ resource }) => ({ ...resource, why: AWAKE })),
    ],
    unproven: last.unproven.filter((resource) => !isRuledOut(resource, looks)),
    unclear: settleRuledOut(session, last.unclear, looks),
    overlooked: looks.filter((look) => !look.isComplete || !look.isTrusted),
    found: fresh,
    removed: fresh === 0 ? first.removed : first.removed + last.removed,
    lost: undefined,
  };
}

const AWAKE = "the target deletes no users, and shows it as active though it was switched to inactive";

async function lookAround(session: SessionControl): Promise<readonly Look[]> {
  const looks: Look[] = [];
  for (const endpoint of ["/Groups", "/Users"]) {
    if (session.ownership.creates(endpoint) > 0) looks.push(await findByMark(session, endpoint));
  }
  return looks;
}

/** What shows the mark and was not known to be there is taken as a claim: a reading of its own decides before it is removed. */
function claimFound({ ownership }: SessionControl, { endpoint, found }: Look): readonly string[] {
  const fresh = found.map(({ id }) => id).filter((id) => !ownership.isOwn(endpoint, id));
  for (const id of fresh) {
    // It was deleted, as the target said.
    if (ownership.standing(endpoint, id) === "gone") ownership.habits.deletes.delete(endpoint);
    ownership.claim({ endpoint, id, madeBy: "mark" });
  }
  return fresh;
}

interface Inactive {
  readonly resource: OwnResource;
  readonly isActive: boolean;
}

/** Those that are still there of the users that were switched to inactive: a target may delete them later than it says. */
async function inactiveStill(session: SessionControl, looks: readonly Look[]): Promise<readonly Inactive[]> {
  const jobs = session.ownership.leftInactive().map((resource) => async (): Promise<readonly Inactive[]> => {
    const seen = looks
      .find(({ endpoint }) => endpoint === resource.endpoint)
      ?.found.find(({ id }) => id === resource.id);
    if (seen !== undefined) return [{ resource, isActive: seen.isActive }];
    const { status } = await ask(session, { method: "GET", path: toResourcePath(resource.endpoint, resource.id) });
    if (status !== 404 && status !== 410) return [{ resource, isActive: false }];
    session.ownership.removed(resource.endpoint, resource.id);
    return [];
  });
  return (await inBatches(jobs, Math.min(8, session.width()))).flat();
}

/** A look that finds what is there did not find it, nor did a reading. */
function isRuledOut({ endpoint, id }: OwnResource, looks: readonly Look[]): boolean {
  const look = lookAt(endpoint, looks);
  return look !== undefined && look.isComplete && look.isTrusted && !look.found.some((marked) => marked.id === id);
}

function settleRuledOut(
  session: SessionControl,
  unclear: CleanUpResult["unclear"],
  looks: readonly Look[],
): CleanUpResult["unclear"] {
  const open = session.ownership
    .openIntents()
    .filter(({ endpoint, name }) => unclear.some((u) => u.endpoint === endpoint && u.name === name));
  return open.filter(({ endpoint, seq }) => {
    const look = lookAt(endpoint, looks);
    if (look === undefined || !look.isComplete || !look.isTrusted) return true;
    session.ownership.settle(seq);
    return false;
  });
}

function lookAt(endpoint: string, looks: readonly Look[]): Look | undefined {
  return looks.find((look) => look.endpoint === endpoint);
}

/** What the run remembers, without another request. */
function whatIsKnown({ ownership }: SessionControl, lost: string | undefined): Leftovers {
  const remaining = ownership.remaining();
  const isProven = ({ endpoint, id }: OwnResource): boolean => ownership.standing(endpoint, id) === "proven";
  const unseen = ["/Groups", "/Users"].filter((endpoint) => lost !== undefined && ownership.creates(endpoint) > 0);
  return {
    deactivated: ownership.leftInactive(),
    left: remaining.filter(isProven).map((resource) => ({ ...resource, why: "it was not removed yet" })),
    unproven: remaining
      .filter((r) => !isProven(r))
      .map((r) => ({ ...r, why: "no reading shows that it is of this run" })),
    unclear: ownership.openIntents(),
    overlooked: unseen.map((endpoint) => ({
      endpoint,
      found: [],
      isComplete: false,
      isTrusted: false,
      seen: 0,
      total: undefined,
    })),
    found: 0,
    removed: 0,
    lost,
  };
}
