import { idOf } from "../../exchange/resource-id.ts";
import { filterOf, quoted } from "../../scim/filter/filter-text.ts";
import type { Filter } from "../../scim/filter/filter-text.ts";
import { getIgnoreCase, isObject } from "../../scim/json.ts";
import type { JsonObject } from "../../scim/json.ts";
import { withQuery } from "../../scim/request-path.ts";
import type { RequestPath } from "../../scim/request-path.ts";
import { bearsMark } from "../../exchange/mark.ts";
import { nameOf } from "../ownership/note-answer.ts";
import type { OwnResource } from "../ownership/sent-creates.ts";
import { runMark } from "../checks/context/test-names.ts";
import type { SessionControl } from "../session/create-session.ts";
import { nameAttribute, toEndpointPath } from "../../exchange/resource-url.ts";
import { toListBody } from "../../exchange/list-body.ts";
import { ask } from "./ask.ts";

/** What looking through one endpoint for the run's mark came to. */
export interface Look {
  readonly endpoint: string;
  readonly found: readonly Marked[];
  /** False when something may have been overlooked. */
  readonly isComplete: boolean;
  /** There is no such endpoint. */
  readonly isMissing: boolean;
  /** False when nothing shows that the target lists what the run made. */
  readonly isTrusted: boolean;
  /** True when it is known to find what the run made: a look was seen to find some of it. */
  readonly isControlled: boolean;
  /** How many show the mark and no id, so that nothing can be sent to them. */
  readonly withoutId: number;
  /** How many resources were read, and of how many where the target told. */
  readonly seen: number;
  readonly total: number | undefined;
}

/** A resource that shows the mark; whether it is the run's a reading of its own URL tells. */
export interface Marked {
  readonly id: string;
  /** Undefined where the list does not tell. */
  readonly isActive: boolean | undefined;
}

const PAGE = 100;
const MAX_PAGES = 100;
const MAX_MS = 20_000;

/** Looks for what shows the run's mark: by a filter where that was seen to find things, else by reading everything. */
export async function findByMark(session: SessionControl, endpoint: string): Promise<Look> {
  const { finds, renames } = session.ownership.habits;
  const habit = finds.get(endpoint);
  const filtered =
    habit === "reading" ? undefined : await readThrough(session, endpoint, markFilter(session, endpoint));
  if (habit === "filter" && filtered?.isComplete === true && !renames.has(endpoint))
    return { ...filtered, isControlled: true, isTrusted: true };
  const read = await readThrough(session, endpoint, undefined);
  const known = new Set(read.found.map(({ id }) => id));
  const found = [...read.found, ...(filtered?.found ?? []).filter(({ id }) => !known.has(id))];
  // Where nothing was ever known to be there, a list that shows others is believed, and one of nothing when nothing was sent.
  const isBelieved = habit === undefined && (read.seen > 0 || read.isMissing || !mayBeThere(session, endpoint));
  const isControlled = found.length > 0 || habit === "filter" || habit === "reading";
  return { ...read, found, isControlled, isTrusted: isControlled || isBelieved };
}

function mayBeThere({ ownership }: SessionControl, endpoint: string): boolean {
  const known = [...ownership.remaining(), ...ownership.openIntents()];
  return ownership.creates(endpoint) > 0 || known.some((one) => one.endpoint === endpoint);
}

/** Looks for something that is there: what does not find that finds nothing. */
export async function learnFinding(session: SessionControl, { endpoint, id }: OwnResource): Promise<void> {
  const { finds } = session.ownership.habits;
  if (finds.has(endpoint)) return;
  finds.set(endpoint, "nothing");
  const isListed = ({ found }: Reading): boolean => found.some((marked) => marked.id === id);
  const filter = markFilter(session, endpoint);
  const isFiltered = isListed(await session.settle(() => readThrough(session, endpoint, filter), isListed));
  if (isFiltered) finds.set(endpoint, "filter");
  else if (isListed(await readThrough(session, endpoint, undefined))) finds.set(endpoint, "reading");
}

type Reading = Omit<Look, "isControlled" | "isTrusted">;

function markFilter(session: SessionControl, endpoint: string): Filter {
  return filterOf`${nameAttribute(endpoint)} sw ${quoted(runMark(session.runId))}`;
}

interface Page {
  readonly resources: readonly JsonObject[];
  readonly total: number | undefined;
  readonly isMissing: boolean;
}

/** Pages may be shorter than asked for; one without anything new is the last. */
async function readThrough(session: SessionControl, endpoint: string, filter: Filter | undefined): Promise<Reading> {
  const seen = new Set<string>();
  const marked: JsonObject[] = [];
  const deadline = performance.now() + MAX_MS;
  let total: number | undefined;
  const toReading = (isComplete: boolean, isMissing: boolean): Reading => {
    const found = marked.flatMap(toMarked);
    const withoutId = marked.length - found.length;
    return { endpoint, found, isComplete, isMissing, withoutId, seen: seen.size, total };
  };
  for (let page = 0, startIndex = 1; page < MAX_PAGES && performance.now() < deadline; page += 1) {
    const path = withQuery(toEndpointPath(endpoint), { filter, startIndex, count: PAGE });
    const current = await readPage(session, path);
    if (current === undefined) break;
    total = current.total;
    const fresh = current.resources.filter((resource) => !seen.has(keyOf(resource, endpoint)));
    for (const resource of fresh) seen.add(keyOf(resource, endpoint));
    marked.push(...fresh.filter((resource) => bearsMark(resource, session.runId)));
    startIndex += current.resources.length;
    const isAll = current.isMissing || seen.size >= (total ?? Infinity) || (fresh.length === 0 && total === undefined);
    if (isAll || fresh.length === 0) return toReading(isAll, current.isMissing);
  }
  return toReading(false, false);
}

async function readPage(session: SessionControl, path: RequestPath): Promise<Page | undefined> {
  if (session.isOutOfTime()) return undefined;
  const { status, body } = await ask(session, { method: "GET", path });
  if (status === 404) return { resources: [], total: 0, isMissing: true };
  if (status !== 200 || !isObject(body)) return undefined;
  const { resources, totalResults } = toListBody(body);
  return { resources, total: typeof totalResults === "number" ? totalResults : undefined, isMissing: false };
}

/** Id and name: a target may give one id to several. */
function keyOf(resource: JsonObject, endpoint: string): string {
  const id = idOf(resource);
  return id === undefined ? JSON.stringify(resource) : JSON.stringify([id, nameOf(endpoint, resource) ?? ""]);
}

function toMarked(resource: JsonObject): readonly Marked[] {
  const id = idOf(resource);
  return id === undefined ? [] : [{ id, isActive: activeOf(resource) }];
}

function activeOf(resource: JsonObject): boolean | undefined {
  const active = getIgnoreCase(resource, "active");
  return typeof active === "boolean" ? active : undefined;
}
