import { filterOf, quoted } from "../../scim/filter-text.ts";
import { getIgnoreCase, isObject } from "../../scim/json.ts";
import { withQuery } from "../../scim/request-path.ts";
import { inBatches } from "../checks/in-batches.ts";
import { idIn } from "../ownership/note-answer.ts";
import type { Claim, OpenIntent, OwnResource } from "../ownership/sent-creates.ts";
import type { SessionControl } from "../session/create-session.ts";
import { nameAttribute, toEndpointPath } from "../session/resource-url.ts";
import { toListBody } from "../verify.ts";
import { ask, isTaken } from "./ask.ts";
import { removeResource } from "./remove-resource.ts";
import type { Removal } from "./remove-resource.ts";

/** What cleaning up came to. */
export interface CleanUpResult {
  readonly removed: number;
  /** Users that the target does not delete, switched to inactive instead. */
  readonly deactivated: readonly OwnResource[];
  /** What could be neither removed nor deactivated. */
  readonly left: readonly LeftResource[];
  /** What the target said it had made, and no reading shows to be the run's: nothing was sent to it. */
  readonly unproven: readonly LeftResource[];
  /** Creates without a clear outcome that the target did not let look for: something of these names may be there. */
  readonly unclear: readonly OpenIntent[];
}

/** A resource that stays, and why. */
export type LeftResource = OwnResource & { readonly why: string };

/**
 * Removes what the run made: everything, or what one check or scenario made. Only what a reading has proven to be the run's is
 * touched. Works on an interrupted run too, as its requests are exempt from the interruption; what is not removed within
 * a minute of it is left.
 */
export async function cleanUp(session: SessionControl, madeBy?: string): Promise<CleanUpResult> {
  const isLast = madeBy === undefined;
  const outcomes = await removeAll(session, session.ownership.remaining(madeBy), isLast);
  const found = await resolveIntents(session, madeBy);
  outcomes.push(...(await removeAll(session, found, isLast)));
  const left = (state: Removal["state"]): readonly LeftResource[] =>
    outcomes.filter((o) => o.state === state).map((o) => ({ ...o.resource, why: o.why }));
  return {
    removed: outcomes.filter((o) => o.state === "removed").length,
    deactivated: outcomes.filter((o) => o.state === "deactivated").map((o) => o.resource),
    left: left("left"),
    unproven: left("unproven"),
    unclear: session.ownership.unclear(madeBy),
  };
}

/** Groups before users; of each type one first, since its removal teaches how the others go. */
async function removeAll(session: SessionControl, resources: readonly Claim[], isLast: boolean): Promise<Removal[]> {
  const outcomes: (Removal | undefined)[] = [];
  for (const endpoint of new Set(resources.map((resource) => resource.endpoint))) {
    const [first, ...rest] = resources
      .filter((resource) => resource.endpoint === endpoint)
      .map((resource) => () => removeResource(session, resource, isLast));
    if (first !== undefined) outcomes.push(await first());
    outcomes.push(...(await inBatches(rest, Math.min(8, session.width()))));
  }
  return outcomes.filter((outcome) => outcome !== undefined);
}

/**
 * A create without a clear outcome may have stored something: look for exactly the name that was sent. A slow target may
 * store it after that, so what one check did not find is looked for again at the end of the run.
 */
async function resolveIntents(session: SessionControl, madeBy: string | undefined): Promise<readonly OwnResource[]> {
  const { ownership } = session;
  const claimed: OwnResource[] = [];
  for (const intent of ownership.openIntents(madeBy)) {
    if (session.isOutOfTime()) break;
    const found = await findByName(session, intent);
    for (const id of found ?? []) {
      const resource = { endpoint: intent.endpoint, id, madeBy: intent.madeBy };
      ownership.claim(resource);
      const isKnown = claimed.some((one) => one.endpoint === resource.endpoint && one.id === id);
      if (!isKnown && ownership.isOwn(resource.endpoint, id)) claimed.push(resource);
    }
    const isFinding = ownership.habits.finds.get(intent.endpoint) === "filter" && !ownership.isDoubtful(intent.seq);
    const isOwned = (id: string): boolean => ownership.isOwn(intent.endpoint, id);
    const isSettled = found?.length === 0 ? madeBy === undefined && isFinding : found?.every(isOwned) === true;
    if (isSettled) ownership.settle(intent.seq);
  }
  return claimed;
}

/** Ids of what bears the name; undefined when the target did not tell. */
async function findByName(session: SessionControl, intent: OpenIntent): Promise<readonly string[] | undefined> {
  const attribute = nameAttribute(intent.endpoint);
  const filter = filterOf`${attribute} eq ${quoted(intent.name)}`;
  const answer = await ask(session, { method: "GET", path: withQuery(toEndpointPath(intent.endpoint), { filter }) });
  if (answer.status === 404) return [];
  if (!isTaken(answer) || !isObject(answer.body)) return undefined;
  // Nothing but the exact name is ours, should the target ignore the filter.
  return toListBody(answer.body).resources.flatMap((item) =>
    String(getIgnoreCase(item, attribute)).toLowerCase() === intent.name.toLowerCase() ? (idIn(item) ?? []) : [],
  );
}
