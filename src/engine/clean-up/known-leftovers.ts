import type { Ownership } from "../ownership/ownership.ts";
import type { OwnResource } from "../ownership/sent-creates.ts";
import type { SessionControl } from "../session/create-session.ts";
import type { Leftovers } from "./leftovers.ts";

/** Why nothing is sent to what a reading has not proven. */
export const UNSEEN = "no reading shows that it is of this run";

/** Why nothing is sent to what two creates were given. */
export const DISPUTED = "its id was given to two creates, or was seen to be somebody else's";

/** Why nothing is sent to what was the run's. */
export const ESTRANGED = "it shows no name of this run any more";

/** Why something is still there while the clean-up is to come, or the target is lost. */
export const NOT_YET = "it was not removed yet";

/** What the run remembers, without another request. */
export function whatIsKnown({ ownership }: SessionControl, lost: string | undefined): Leftovers {
  const remaining = ownership.remaining();
  const isProven = ({ endpoint, id }: OwnResource): boolean => ownership.standing(endpoint, id) === "proven";
  const unseen = ["/Groups", "/Users"].filter((endpoint) => lost !== undefined && ownership.isSuspected(endpoint));
  const known = {
    deactivated: ownership.leftInactive(),
    left: remaining.filter(isProven).map((resource) => ({ ...resource, why: NOT_YET })),
    unproven: [
      ...remaining.filter((r) => !isProven(r)).map((r) => ({ ...r, why: UNSEEN })),
      ...ownership.estranged().map((r) => ({ ...r, why: ESTRANGED })),
      ...[...ownership.disputed(), ...ownership.doubtfulWithoutName()].map((r) => ({ ...r, why: DISPUTED })),
    ],
    unclear: ownership.unclear(),
  };
  return {
    ...known,
    overlooked: unseen.map((endpoint) => ({
      endpoint,
      found: [],
      isComplete: false,
      isControlled: false,
      isMissing: false,
      withoutId: 0,
      isTrusted: false,
      seen: 0,
      total: undefined,
      unknown: unknownCreates(ownership, endpoint, known),
    })),
    found: 0,
    removed: 0,
    lost,
  };
}

/** What is known of what is left. */
type Known = Pick<Leftovers, "deactivated" | "left" | "unproven" | "unclear">;

/** How many creates were sent to an endpoint that neither are known to be gone nor are told of; one at least. */
export function unknownCreates(ownership: Ownership, endpoint: string, known: Known): number {
  const told = [...known.deactivated, ...known.left, ...known.unproven, ...known.unclear];
  const accounted = told.filter((one) => one.endpoint === endpoint).length;
  return Math.max(1, ownership.creates(endpoint) - ownership.goneCreates(endpoint) - accounted);
}

/** What `--keep` leaves, in one sentence; none when there is nothing. */
export function describeKept({ ownership, baseUrl, runId }: SessionControl): readonly string[] {
  const kept = ownership.remaining().length + ownership.openIntents().length;
  if (kept === 0) return [];
  const command = `zi-scim-check cleanup ${baseUrl} --run ${runId}`;
  const what = `Up to ${kept} ${kept === 1 ? "resource was" : "resources were"} kept`;
  return [`${what}, as --keep says; ${command} removes what is there.`];
}
