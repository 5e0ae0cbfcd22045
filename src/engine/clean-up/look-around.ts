import { getIgnoreCase, isObject } from "../../scim/json.ts";
import { inBatches } from "../checks/in-batches.ts";
import type { OwnResource } from "../ownership/sent-creates.ts";
import type { SessionControl } from "../session/create-session.ts";
import { toResourcePath } from "../../exchange/resource-url.ts";
import { ask } from "./ask.ts";
import type { CleanUpResult } from "./leftovers.ts";
import { findByMark } from "./find-by-mark.ts";
import type { Look } from "./find-by-mark.ts";
import { DISPUTED, ESTRANGED } from "./known-leftovers.ts";

/** Looks once for the run's mark wherever something was created. */
export async function lookAround(session: SessionControl): Promise<readonly Look[]> {
  const looks: Look[] = [];
  for (const endpoint of ["/Groups", "/Users"]) {
    if (session.ownership.isSuspected(endpoint)) looks.push(await findByMark(session, endpoint));
  }
  return looks;
}

/** What shows the mark and was not known to be there is taken as a claim: a reading of its own decides before it is removed. */
export function claimFound({ ownership }: SessionControl, { endpoint, found }: Look): readonly string[] {
  const isFresh = (id: string): boolean => !["claimed", "proven", "strange"].includes(ownership.standing(endpoint, id));
  const fresh = found.map(({ id }) => id).filter(isFresh);
  for (const id of fresh) {
    // It was deleted, as the target said.
    if (ownership.standing(endpoint, id) === "gone") ownership.habits.deletes.delete(endpoint);
    ownership.claim({ endpoint, id, madeBy: "mark" });
  }
  return fresh;
}

/** A user that the target does not delete. */
export interface Inactive {
  readonly resource: OwnResource;
  readonly isActive: boolean;
}

/** Those that are still there of the users that were switched to inactive: a target may delete them later than it says. */
export async function inactiveStill(session: SessionControl, looks: readonly Look[]): Promise<readonly Inactive[]> {
  const jobs = session.ownership.leftInactive().map((resource) => async (): Promise<readonly Inactive[]> => {
    const seen = looks
      .find(({ endpoint }) => endpoint === resource.endpoint)
      ?.found.find(({ id }) => id === resource.id);
    if (seen?.isActive !== undefined) return [{ resource, isActive: seen.isActive }];
    const path = toResourcePath(resource.endpoint, resource.id);
    const { status, body } = await ask(session, { method: "GET", path });
    const isActive = isObject(body) && getIgnoreCase(body, "active") === true;
    if (status !== 404 && status !== 410) return [{ resource, isActive }];
    session.ownership.removed(resource.endpoint, resource.id);
    return [];
  });
  return (await inBatches(jobs, Math.min(8, session.width()))).flat();
}

/** What lost the run's names and is still there: nothing tells whose it is by now. */
export async function estrangedStill(session: SessionControl): Promise<CleanUpResult["unproven"]> {
  const jobs = session.ownership.estranged().map((resource) => async (): Promise<CleanUpResult["unproven"]> => {
    const path = toResourcePath(resource.endpoint, resource.id);
    const { status } = await ask(session, { method: "GET", path });
    return status === 404 || status === 410 ? [] : [{ ...resource, why: ESTRANGED }];
  });
  return (await inBatches(jobs, Math.min(8, session.width()))).flat();
}

/** What two creates were given, as often as it is listed, or once where nothing lists it and nothing rules it out. */
export function disputedStill({ ownership }: SessionControl, looks: readonly Look[]): CleanUpResult["unproven"] {
  const listed = looks.flatMap(({ endpoint, found }) =>
    found
      .filter(({ id }) => ownership.standing(endpoint, id) === "strange")
      .map(({ id }) => ({ endpoint, id, madeBy: "mark", why: DISPUTED })),
  );
  const isListed = ({ endpoint, id }: OwnResource): boolean =>
    listed.some((r) => r.endpoint === endpoint && r.id === id);
  const unlisted = ownership.disputed().filter((resource) => !isListed(resource) && !isRuledOut(resource, looks));
  const unnamed = ownership.doubtfulWithoutName();
  const doubted = [...unlisted, ...unnamed].map((resource) => ({ ...resource, why: DISPUTED }));
  return [...listed, ...doubted, ...looks.flatMap(withoutIds)];
}

function withoutIds({ endpoint, withoutId }: Look): CleanUpResult["unproven"] {
  const why = "the list shows it without an id";
  return Array.from({ length: withoutId }, () => ({ endpoint, id: "?", madeBy: "mark", why }));
}

/** A look that finds what is there did not find it, nor did a reading. */
export function isRuledOut({ endpoint, id }: OwnResource, looks: readonly Look[]): boolean {
  const look = lookAt(endpoint, looks);
  return look !== undefined && look.isComplete && look.isControlled && !look.found.some((marked) => marked.id === id);
}
/** Settles the creates of which a look that finds what is there found nothing; the others stay unclear. */
export function settleRuledOut(
  session: SessionControl,
  unclear: CleanUpResult["unclear"],
  looks: readonly Look[],
): CleanUpResult["unclear"] {
  const open = session.ownership
    .openIntents()
    .filter(({ endpoint, name }) => unclear.some((u) => u.endpoint === endpoint && u.name === name));
  return open.filter(({ endpoint, seq }) => {
    const look = lookAt(endpoint, looks);
    const isDoubtful = session.ownership.isDoubtful(seq);
    if (look === undefined || !look.isComplete || !(look.isControlled || look.isMissing) || isDoubtful) return true;
    session.ownership.settle(seq);
    return false;
  });
}

function lookAt(endpoint: string, looks: readonly Look[]): Look | undefined {
  return looks.find((look) => look.endpoint === endpoint);
}
