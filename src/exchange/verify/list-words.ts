import type { Json, JsonObject } from "../../scim/json.ts";
import { counted } from "../counted.ts";
import type { ListBody } from "../list-body.ts";
import { idOf } from "../resource-id.ts";
import { describeRequest } from "../reply.ts";
import { shown } from "../shown.ts";
import { listOf } from "./body-words.ts";
import { placeIn } from "./place.ts";
import { fail } from "./subject.ts";
import type { Breach, Subject } from "./subject.ts";

/** A resource that a list must show, or must not. */
export interface Listable {
  readonly id: string;
  /** For example `/Users/2819c223`: what was last written to it is cited. */
  readonly path?: string;
  /** What was sent to make it. */
  readonly sent?: Readonly<Record<string, unknown>>;
}

/** Words about a list. Each throws `Violation` when the answer is none, or when it does not hold. */
export interface ListWords {
  readonly list: () => ListBody;
  readonly lists: (...resources: readonly Listable[]) => void;
  readonly doesNotList: (...resources: readonly Listable[]) => void;
  /** These and no others, and as many in totalResults; nothing when none is named. */
  readonly listsOnly: (...resources: readonly Listable[]) => void;
  /** So many resources on one page, and in totalResults. */
  readonly finds: (count: number) => void;
  /** totalResults, whatever page it is. */
  readonly counts: (total: number) => void;
}

/** The words for lists. */
export function listWords(subject: Subject): ListWords {
  const list = (): ListBody => listOf(subject);
  const finds = (count: number): void => verifyFound(subject, list(), count);
  const lists = (...resources: readonly Listable[]): void => {
    if (resources.length === 0) return;
    const found = list();
    for (const resource of resources) verifyListed(subject, found, resource);
  };
  return {
    list,
    lists,
    doesNotList: (...resources) => {
      if (resources.length === 0) return;
      const found = list();
      for (const resource of resources) verifyUnlisted(subject, found, resource);
    },
    listsOnly: (...resources) => {
      lists(...resources);
      finds(resources.length);
    },
    finds,
    counts: (total) => verifyTotal(subject, list(), total),
  };
}

function verifyTotal(subject: Subject, { totalResults }: ListBody, total: number): void {
  if (totalResults === total) return;
  const { pointer, shown: found } = placeIn(subject.reply, ["totalResults"]);
  const sentence = `${describeRequest(subject.reply)} has totalResults ${shown(found)} instead of ${total}`;
  fail(subject, { sentence, expected: String(total), actual: shown(found), at: pointer });
}

function verifyListed(subject: Subject, { resources }: ListBody, wanted: Listable): void {
  if (resources.some(isResource(wanted))) return;
  const found = resources.length === 0 ? "lists nothing" : `lists ${counted(resources.length, "resource")}`;
  // Where there are some, one of that name may be among them, under another id.
  const name = resources.length === 0 ? nameOf(wanted) : nameAndId(wanted);
  const sentence = `${describeRequest(subject.reply)} ${found}, without ${name}`;
  fail(about(subject, wanted), { sentence, expected: name, ...whole(subject) });
}

function verifyUnlisted(subject: Subject, { resources }: ListBody, unwanted: Listable): void {
  if (!resources.some(isResource(unwanted))) return;
  const { pointer, shown: found } = placeIn(subject.reply, ["Resources", isResource(unwanted)]);
  const sentence = `${describeRequest(subject.reply)} lists ${nameOf(unwanted)}`;
  fail(about(subject, unwanted), {
    sentence,
    expected: `a list without ${nameOf(unwanted)}`,
    actual: shown(found),
    at: pointer,
  });
}

/** A number in a text is a fault of its own: traffic.list.plain-integers reports it. */
function verifyFound(subject: Subject, { resources, totalResults }: ListBody, count: number): void {
  if (resources.length === count && toNumber(totalResults) === count) return;
  const total = placeIn(subject.reply, ["totalResults"]);
  const found = `${counted(resources.length, "resource")} and totalResults ${shown(total.shown)}`;
  const expected = `${counted(count, "resource")} and totalResults ${count}`;
  const sentence = `${describeRequest(subject.reply)} gives ${found} instead of ${expected}`;
  const isTotal = resources.length === count;
  fail(subject, {
    sentence,
    expected,
    ...(isTotal ? { actual: shown(total.shown), at: total.pointer } : whole(subject)),
  });
}

function toNumber(value: Json | undefined): number {
  return typeof value === "number" || (typeof value === "string" && value.trim() !== "") ? Number(value) : Number.NaN;
}

function whole(subject: Subject): Pick<Breach, "actual" | "at"> {
  const { pointer, shown: found } = placeIn(subject.reply, ["Resources"]);
  return { actual: shown(found), at: pointer };
}

function isResource({ id }: Listable): (resource: JsonObject) => boolean {
  return (resource) => idOf(resource) === id;
}

/** A list is `after` the last write to the resource that it is judged about. */
function about(subject: Subject, { path }: Listable): Subject {
  const after = path === undefined ? undefined : subject.reply.lastWrite(path);
  return subject.after !== undefined || after === undefined ? subject : { ...subject, after };
}

function nameOf(resource: Listable): string {
  return sentName(resource) ?? `the resource ${resource.id}`;
}

function nameAndId(resource: Listable): string {
  const name = sentName(resource);
  return name === undefined ? nameOf(resource) : `${name} with the id ${resource.id}`;
}

function sentName({ sent }: Listable): string | undefined {
  const name = sent?.["userName"] ?? sent?.["displayName"];
  return typeof name === "string" ? name : undefined;
}
