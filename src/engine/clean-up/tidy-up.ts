import type { Residue } from "../run.ts";
import type { SessionControl } from "../session/create-session.ts";
import { UnreachableTarget } from "../endurance/unreachable-target.ts";
import { cleanUp } from "./clean-up.ts";
import {
  claimFound,
  disputedStill,
  estrangedStill,
  inactiveStill,
  isRuledOut,
  lookAround,
  settleRuledOut,
} from "./look-around.ts";
import { describeKept, unknownCreates, whatIsKnown } from "./known-leftovers.ts";
import { describeLeftovers, toResidue } from "./residue.ts";
import type { Leftovers } from "./leftovers.ts";

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

/** What `--keep` leaves, as far as it is known. */
export function tellKept(session: SessionControl): Tidied {
  return { ...tellKnown(session), notes: describeKept(session) };
}

function told(session: SessionControl, leftovers: Leftovers): Tidied {
  return {
    removed: leftovers.removed,
    leftovers,
    residue: toResidue(leftovers),
    notes: describeLeftovers(leftovers, session),
  };
}

/** Looks, and where something was found looks again. */
const LOOKS = 3;

async function removeAndLook(session: SessionControl): Promise<Leftovers> {
  let last = await cleanUp(session);
  let looks = await lookAround(session);
  let { removed } = last;
  let found = 0;
  // What a look found and was removed is looked for once more: a DELETE that works may have worked once only.
  for (let round = 1; round <= LOOKS; round += 1) {
    const fresh = looks.flatMap((look) => claimFound(session, look)).length;
    if (fresh === 0) break;
    last = await cleanUp(session);
    removed += last.removed;
    found = Math.max(found, fresh);
    looks = await lookAround(session);
  }
  const inactive = await inactiveStill(session, looks);
  const known = {
    deactivated: inactive.filter(({ isActive }) => !isActive).map(({ resource }) => resource),
    left: [
      ...last.left,
      ...inactive.filter(({ isActive }) => isActive).map(({ resource }) => ({ ...resource, why: AWAKE })),
    ],
    unproven: [
      ...last.unproven.filter((resource) => !isRuledOut(resource, looks)),
      ...disputedStill(session, looks),
      ...(await estrangedStill(session)),
    ],
    unclear: settleRuledOut(session, last.unclear, looks),
  };
  return {
    ...known,
    overlooked: looks
      .filter((look) => !look.isComplete || !look.isTrusted)
      .map((look) => ({ ...look, unknown: unknownCreates(session.ownership, look.endpoint, known) })),
    found,
    removed,
    lost: undefined,
  };
}

const AWAKE = "the target deletes no users, and shows it as active though it was switched to inactive";
