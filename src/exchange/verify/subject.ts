import type { LiveExchange } from "../exchange.ts";
import { refusalDetail } from "../refusal-detail.ts";
import { describeOutcome, describeRequest } from "../reply.ts";
import type { Reply } from "../reply.ts";
import { maskText } from "../masking/foreign.ts";
import { placeIn, sightOf } from "./place.ts";
import { shown } from "../shown.ts";
import { Violation } from "../violation.ts";

/** What is judged. */
export interface Subject {
  readonly reply: Reply;
  /** The write whose effect it shows; undefined when none is known, null when none is to be told. */
  readonly after: LiveExchange | null | undefined;
  /** Completes the sentence: `... although one seat is free`. */
  readonly although?: string | undefined;
  /** The rule that the answer is held against, where it is one of several. */
  readonly rule?: string | undefined;
  /** Answers that it is held against: they are cited too. */
  readonly others?: readonly Cited[] | undefined;
}

/** An answer that is cited beside the one that decides. */
export interface Cited {
  readonly exchange: Pick<LiveExchange, "seq">;
}

/** What is wrong. */
export interface Breach {
  /** Without "after ...", which is added. */
  readonly sentence: string;
  readonly expected: string | readonly string[];
  readonly actual: string;
  /** JSON pointer into the body; null when it is not about the body. */
  readonly at: string | null;
  /** Other answers that the sentence speaks of. */
  readonly others?: readonly Cited[];
}

/** Throws a violation that cites the write and the answer; the answer decides. */
export function fail({ reply, after, although, rule, others = [] }: Subject, fault: Breach): never {
  const write = after?.seq === reply.exchange.seq ? undefined : (after ?? undefined);
  const told = [...others, ...(fault.others ?? [])].map(({ exchange }) => exchange);
  const cited = new Set([...told, ...(write === undefined ? [] : [write])].map(({ seq }) => seq));
  cited.delete(reply.exchange.seq);
  const isTold = write !== undefined && write.request.method !== "POST";
  const ending = `${isTold ? ` after ${describeWrite(write, reply)}` : ""}${although === undefined ? "" : ` although ${although}`}`;
  throw new Violation(
    `${fault.sentence}${ending}`,
    { expected: [fault.expected].flat(), actual: fault.actual, at: fault.at },
    { exchanges: [...cited, reply.exchange.seq], rule },
  );
}

function describeWrite({ request }: LiveExchange, reply: Reply): string {
  const isSame = pathOf(request.path) === pathOf(reply.exchange.request.path);
  return isSame ? request.method : `${request.method} ${request.path}`;
}

/** A path without its query. */
export function pathOf(path: string): string {
  return path.split("?", 1)[0] ?? path;
}

/** How an answer shows something: `GET /Users/1 shows`, `PUT /Users/1 answers 200 with`. */
export function saying(reply: Reply): string {
  const isReading = reply.exchange.request.method === "GET" && reply.status === 200;
  return `${describeRequest(reply)} ${isReading ? "shows" : `answers ${describeOutcome(reply)} with`}`;
}

/** What was found where a status was expected. */
export function foundStatus(reply: Reply): string {
  return reply.status === 0 ? (reply.failure ?? "no answer") : `status ${reply.status}${detailOf(reply)}`;
}

/** What was found where a body was expected; what there is of it is shown whole. */
export function foundBody(reply: Reply): Pick<Breach, "actual" | "at"> {
  if (reply.status === 0) return { actual: foundStatus(reply), at: null };
  if (reply.unreadable !== undefined) return { actual: reply.unreadable, at: null };
  if (reply.text === "") return { actual: "an empty body", at: null };
  const body = reply.body === undefined ? maskText(reply.text, sightOf(reply)) : placeIn(reply, []).shown;
  return { actual: shown(body), at: "" };
}

function detailOf({ body }: Reply): string {
  const detail = refusalDetail(body);
  return detail === undefined ? "" : ` (${detail})`;
}
