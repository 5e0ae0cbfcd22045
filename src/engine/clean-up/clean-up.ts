import { idOf } from "../../exchange/resource-id.ts";
import type { CleanUpResult, LeftResource } from "./leftovers.ts";
import { filterOf, quoted } from "../../scim/filter/filter-text.ts";
import { getIgnoreCase, isObject } from "../../scim/json.ts";
import { withQuery } from "../../scim/request-path.ts";
import { inBatches } from "../checks/in-batches.ts";
import type { Claim, OpenIntent, OwnResource } from "../ownership/sent-creates.ts";
import type { SessionControl } from "../session/create-session.ts";
import { nameAttribute, toEndpointPath } from "../../exchange/resource-url.ts";
import { toListBody } from "../../exchange/list-body.ts";
import { ask, isTaken } from "./ask.ts";
import { removeResource } from "./remove-resource.ts";
import type { Removal } from "./remove-resource.ts";

/**
 * Removes what the run made: everything, or what one check or scenario made. Only what a reading has proven to be the run's is
 * touched. Works on an interrupted run too, as its requests are exempt from the interruption; what is not removed within
 * a minute of it is left.
 */
export async function cleanUp(session: SessionControl, madeBy?: string): Promise<CleanUpResult> {
  const isLast = madeBy === undefined;
  const working = isLast ? reopenLeft(session, []) : [];
  const first = await removeAll(session, session.ownership.remaining(madeBy), isLast);
  const found = await resolveIntents(session, madeBy);
  const outcomes = [...first, ...(await removeAll(session, found, isLast))];
  if (isLast && reopenLeft(session, working).length > 0) return cleanUpAgain(session, outcomes);
  return toResult(session, outcomes, madeBy);
}

/**
 * What a DELETE failed for before the first one worked was left, or switched to inactive, as if the target deleted nothing. Once it is
 * seen to delete, that is tried again. Gives the types of which this is known, but for those in `before`.
 */
function reopenLeft({ ownership }: SessionControl, before: readonly string[]): readonly string[] {
  const known = ["/Groups", "/Users"].filter((endpoint) => ownership.habits.deletes.get(endpoint) === true);
  const fresh = known.filter((endpoint) => !before.includes(endpoint));
  for (const endpoint of fresh) ownership.mayLeaveNothing(endpoint);
  return fresh;
}

/** Tries once more to remove what was left or switched to inactive; what came of it before counts no more. */
async function cleanUpAgain(session: SessionControl, before: readonly Removal[]): Promise<CleanUpResult> {
  const isFailed = ({ state }: Removal): boolean => state === "deactivated" || state === "left";
  const isSame = (a: OwnResource, b: OwnResource): boolean => a.endpoint === b.endpoint && a.id === b.id;
  const failed = before.filter(isFailed);
  const open = session.ownership.remaining().filter((one) => failed.some(({ resource }) => isSame(resource, one)));
  const again = await removeAll(session, open, true);
  const isReplaced = (old: Removal): boolean => again.some(({ resource }) => isSame(resource, old.resource));
  return toResult(session, [...before.filter((old) => !isFailed(old) || !isReplaced(old)), ...again]);
}

function toResult(session: SessionControl, outcomes: readonly Removal[], madeBy?: string): CleanUpResult {
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
    String(getIgnoreCase(item, attribute)).toLowerCase() === intent.name.toLowerCase() ? (idOf(item) ?? []) : [],
  );
}
