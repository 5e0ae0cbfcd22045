import type { Exchange } from "../../../exchange/exchange.ts";
import type { Mismatch } from "../../../exchange/violation.ts";
import { getIgnoreCase, isArray, isObject } from "../../../scim/json.ts";
import type { Json } from "../../../scim/json.ts";
import type { Finding, ReferenceAnswer } from "../../run.ts";
import { isOpenList } from "./open-list.ts";
import { bodyValuesOf, MASKED } from "./leaves.ts";
import type { BodyValue } from "./leaves.ts";
import { describeListed, listedIn } from "./listed.ts";

/** A line in which two answers differ. */
export interface ContrastRow {
  /** `status`, the name of a header, or a JSON pointer; empty for the whole body. */
  readonly at: string;
  /** What the reference server answers; null for nothing. */
  readonly reference: string | null;
  /** What the target answers; null for nothing. */
  readonly found: string | null;
}

/**
 * In what the answer of the reference server differs from the one that decides a finding, what the finding is about first. Empty
 * where that says nothing of the finding: the same is answered, or something that the check does not expect either.
 */
export function contrastOf(finding: Finding, deciding: Exchange, reference: ReferenceAnswer): readonly ContrastRow[] {
  const { mismatch } = finding;
  if (mismatch === null || reference.status === NOT_OFFERED || !isExpected(mismatch, reference)) return [];
  const status = statusRow(deciding, reference);
  const { response } = deciding;
  const whole = wholeRow(response?.body, reference.body);
  if (isOfStatus(mismatch, deciding)) {
    if (status.length === 0) return [];
    return [...status, ...(isAlike(deciding, reference) ? memberRows({ at: null, deciding, reference }) : whole)];
  }
  // Taken by the one and refused by the other: the two answers are about different things.
  if (response === null || !isSameKind(response.status, reference.status)) return [];
  if (mismatch.at === null) return [...status, ...headerRows(deciding, reference)];
  if (!isObject(response?.body) || !isObject(reference.body)) return [...status, ...whole];
  const rows = memberRows({ at: mismatch.at, deciding, reference });
  return rows.length === 0 ? [] : [...status, ...rows];
}

/** Both take the request or both refuse it, with a body that can be compared member by member. */
function isAlike({ response }: Exchange, { status, body }: ReferenceAnswer): boolean {
  return response !== null && isSameKind(response.status, status) && isObject(response.body) && isObject(body);
}

function isSameKind(one: number, other: number): boolean {
  return one < 400 === other < 400;
}

/** What the reference server itself does not do. */
const NOT_OFFERED = 501;

function isOfStatus({ at, actual }: Mismatch, { response, failure }: Exchange): boolean {
  if (at !== null) return false;
  return response === null ? actual === failure?.message : actual.startsWith(`status ${response.status}`);
}

const STATUS_WORDS: readonly (readonly [RegExp, (status: number) => boolean])[] = [
  [/^a 2xx status$/, (status) => status >= 200 && status < 300],
  [/^a 4xx status$/, (status) => status >= 400 && status < 500],
  [/^a refusal$/, (status) => status >= 400],
];

/** False where the expectation is told by statuses, and the reference's is none of them. */
function isExpected({ expected }: Mismatch, { status }: ReferenceAnswer): boolean {
  const fits = expected.map((words) => {
    const number = /^status (\d{3})$/.exec(words)?.[1];
    if (number !== undefined) return Number(number) === status;
    return STATUS_WORDS.find(([pattern]) => pattern.test(words))?.[1](status);
  });
  return fits.some((fit) => fit !== false);
}

function statusRow({ response, failure }: Exchange, { status }: ReferenceAnswer): readonly ContrastRow[] {
  if (response?.status === status) return [];
  const found = response === null ? (failure?.message ?? "no answer") : String(response.status);
  return [{ at: "status", reference: String(status), found }];
}

function wholeRow(found: Json | undefined, reference: Json | undefined): readonly ContrastRow[] {
  const [told, wanted] = [textOf(found), textOf(reference)];
  return told === wanted ? [] : [{ at: "", reference: wanted, found: told }];
}

function textOf(body: Json | undefined): string | null {
  return body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body);
}

/** Which URL a location names differs by nature; that there is none does not. */
function headerRows({ response }: Exchange, { headers }: ReferenceAnswer): readonly ContrastRow[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    const found = response?.headers[name];
    const isSame = found !== undefined && (name === "location" || mediaTypeOf(found) === mediaTypeOf(value));
    return isSame ? [] : [{ at: name, reference: value, found: found ?? null }];
  });
}

function mediaTypeOf(value: string): string {
  return value.split(";", 1).join("").trim().toLowerCase();
}

/** Differ from server to server: that they are there can be compared, what they say cannot. */
const BY_NATURE = /\/(?:id|location|created|lastmodified|version|\$ref|detail|formatted)$/;
/** A server may leave them out. */
const OPTIONAL = /\/(?:version|created|lastmodified|location|\$ref|type|display|formatted)$/;

interface Members {
  /** What the finding is about; null where that is the status. */
  readonly at: string | null;
  readonly deciding: Exchange;
  readonly reference: ReferenceAnswer;
}

function memberRows({ at, deciding, reference }: Members): readonly ContrastRow[] {
  const isOpen = isOpenList(deciding);
  if (isOpen && at !== null && OF_STATE.test(at.toLowerCase())) return [];
  const found = bodyValuesOf(deciding.response?.body);
  const wanted = bodyValuesOf(reference.body);
  const keys = [...new Set([...wanted.keys(), ...found.keys()])].filter((key) => !(isOpen && OF_STATE.test(key)));
  const list = isOpen ? undefined : listRows(deciding, reference);
  const hidden = [...found].filter(([, { text }]) => text === MASKED).map(([key]) => `${key}/`);
  const array = arrayRow(at, deciding, reference);
  const covered = [
    ...hidden,
    ...(list === undefined ? [] : ["/resources/"]),
    ...(array === undefined ? [] : [`${array.at.toLowerCase()}/`]),
  ];
  const told = keys.filter((key) => !covered.some((start) => `${key}/`.startsWith(start)));
  const rows = [
    ...(list ?? []),
    ...(array === undefined ? [] : [array]),
    ...told.flatMap((key) => rowOf(found.get(key), wanted.get(key), at)),
  ];
  if (at === null) return rows;
  const about = rows.filter((row) => isAbout(row.at, at));
  // Where nothing differs at the very place, the reference server cannot show what is wrong there.
  return about.length === 0 ? [] : [...about, ...rows.filter((row) => !about.includes(row))];
}

/** Two short arrays are easier to compare as they are than value by value. */
function arrayRow(at: string | null, { response }: Exchange, { body }: ReferenceAnswer): ContrastRow | undefined {
  if (at === null || at === "" || /^\/resources$/i.test(at)) return undefined;
  const [found, wanted] = [valueAt(response?.body, at), valueAt(body, at)];
  if (!isArray(found) || !isArray(wanted) || ![...found, ...wanted].some(isObject)) return undefined;
  const row = { at, reference: JSON.stringify(wanted), found: JSON.stringify(found) };
  const isShort = row.reference.length + row.found.length <= 2 * MOST_OF_ARRAY;
  return isShort && row.reference !== row.found ? row : undefined;
}

const MOST_OF_ARRAY = 200;

function valueAt(body: Json | undefined, at: string): Json | undefined {
  const steps = at.split("/").slice(1);
  return steps.reduce((value: Json | undefined, step) => {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (isArray(value)) return value[Number(name)];
    return isObject(value) ? getIgnoreCase(value, name) : undefined;
  }, body);
}

/** Of two lists that do not hold the same resources: what they hold. Undefined where they do, or where one is no list. */
function listRows({ response }: Exchange, { body }: ReferenceAnswer): readonly ContrastRow[] | undefined {
  const [found, wanted] = [listedIn(response?.body), listedIn(body)];
  if (found === undefined || wanted === undefined) return undefined;
  if (found.size === wanted.size && [...wanted.keys()].every((id) => found.has(id))) return undefined;
  return [{ at: "/Resources", reference: describeListed(wanted), found: describeListed(found) }];
}

/** Of a list without a filter: what else is there decides it. */
const OF_STATE = /^\/(?:totalresults|itemsperpage|resources\/)/;

function rowOf(found: BodyValue | undefined, wanted: BodyValue | undefined, at: string | null): readonly ContrastRow[] {
  const pointer = found?.pointer ?? wanted?.pointer ?? "";
  const key = pointer.toLowerCase();
  const row = { at: pointer, reference: wanted?.text ?? null, found: found?.text ?? null };
  if (found?.text === MASKED) return [];
  const isTold = at !== null && isAbout(pointer, at);
  if (found === undefined) return OPTIONAL.test(key) && !isTold ? [] : [row];
  // A server may show more than another.
  if (wanted === undefined) return isTold ? [row] : [];
  if (found.text === wanted.text || BY_NATURE.test(key)) return [];
  return key === "/schemas" && !isTold && holdsAll(found, wanted) ? [] : [row];
}

function holdsAll(found: BodyValue, wanted: BodyValue): boolean {
  const urns = (text: string): readonly string[] => text.toLowerCase().match(/"[^"]*"/g) ?? [];
  const all = urns(found.text);
  return urns(wanted.text).every((urn) => all.includes(urn));
}

/** The place itself, one above it or one below it. */
function isAbout(pointer: string, at: string): boolean {
  const [one, other] = [`${pointer.toLowerCase()}/`, `${at.toLowerCase()}/`];
  return one.startsWith(other) || other.startsWith(one);
}
