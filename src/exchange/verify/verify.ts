import type { RequirementId } from "../../../suites/requirements/index.ts";
import type { JsonObject } from "../../scim/json.ts";
import type { Reply } from "../reply.ts";
import { shown } from "../shown.ts";
import { errorOf, objectOf } from "./body-words.ts";
import { headerWords } from "./header-words.ts";
import type { HeaderWords } from "./header-words.ts";
import { listWords } from "./list-words.ts";
import type { ListWords } from "./list-words.ts";
import { placeIn } from "./place.ts";
import type { Step } from "./place.ts";
import { haveFailed, haveSurvived, haveRefused, haveStatus, haveSucceeded } from "./status-words.ts";
import { fail, foundStatus, pathOf } from "./subject.ts";
import type { Cited, Subject } from "./subject.ts";
import { valueWords } from "./value-words.ts";
import type { ValueWords } from "./value-words.ts";

/** Words about an answer. Each throws `Violation` when it does not hold; what fails, where and what was found come from the answer. */
export interface Verifier extends ListWords {
  readonly reply: Reply;
  /** One of these statuses. */
  readonly status: (...allowed: readonly [number, ...number[]]) => Verifier;
  /** Any 2xx, or one of these statuses. */
  readonly succeeds: (...alsoAllowed: readonly number[]) => Verifier;
  /** One of these statuses, or any 4xx when none is named. `although` completes "... answers 200 although ...". */
  readonly refuses: (although: string, ...allowed: readonly number[]) => Verifier;
  /** A refusal: neither a 2xx nor a crash, which is a 5xx other than 501, or no answer. `although` completes "... answers 201 although ...". */
  readonly doesNotSucceed: (although: string) => Verifier;
  /** A success or a refusal, but no crash: for what a target may decline. */
  readonly doesNotCrash: () => Verifier;
  /** The body is one JSON object. */
  readonly object: () => JsonObject;
  /** The body is a SCIM error. */
  readonly error: () => JsonObject;
  readonly header: (name: string) => HeaderWords;
  /** A place in the body: a member whatever its letter case, an item by number, the first item for which it holds. */
  readonly at: (...steps: readonly Step[]) => ValueWords;
  /** The same answer, held against one of the rules of a check that rests on several. */
  readonly by: (rule: RequirementId) => Verifier;
  /** Whatever no other word says. */
  readonly that: (holds: boolean, sentence: string, evidence: FreeEvidence) => Verifier;
}

/** What a free sentence is about: a place in the body, where what was found is read, or something else, in words; the status when both are left out. */
export type FreeEvidence = {
  readonly expected: string | readonly string[];
  /** Other answers that the sentence speaks of: they are cited too. */
  readonly others?: readonly Cited[];
} & ({ readonly at: readonly Step[]; readonly actual?: never } | { readonly actual?: string; readonly at?: never });

/** How an answer is judged. */
export interface VerifyOptions {
  /** The write whose effect it shows, instead of the last one to the resource that was read; null: none. */
  readonly after?: Reply | null;
  /** Completes the sentence: `... although one seat is free`. */
  readonly although?: string;
  /** Which rule the answer is held against, for a check that rests on several. */
  readonly rule?: RequirementId;
  /** Other answers that this one is held against, for example the list that names it: they are cited too. */
  readonly others?: readonly Reply[];
}

/** Judges an answer. */
export function verify(reply: Reply, options: VerifyOptions = {}): Verifier {
  const { although, rule, others } = options;
  const subject: Subject = { reply, after: afterOf(reply, options), although, rule, others };
  if (rule !== undefined) reply.exchange.audience?.judge(rule);
  const chained = (check: () => void): Verifier => {
    check();
    return verifier;
  };
  const verifier: Verifier = {
    reply,
    ...listWords(subject),
    status: (...allowed) => chained(() => haveStatus(subject, allowed)),
    succeeds: (...also) => chained(() => haveSucceeded(subject, also)),
    refuses: (although, ...allowed) => chained(() => haveRefused(subject, although, allowed)),
    doesNotSucceed: (although) => chained(() => haveFailed(subject, although)),
    doesNotCrash: () => chained(() => haveSurvived(subject)),
    object: () => objectOf(subject),
    error: () => errorOf(subject),
    header: (name) => headerWords(subject, name),
    at: (...steps) => valueWords(subject, steps),
    by: (named) => verify(reply, { ...options, rule: named }),
    that: (holds, sentence, evidence) =>
      chained(() => {
        if (!holds) failFreely(subject, sentence, evidence);
      }),
  };
  return verifier;
}

function failFreely(subject: Subject, sentence: string, evidence: FreeEvidence): never {
  const { expected, at, others = [] } = evidence;
  const place = at === undefined ? undefined : placeIn(subject.reply, at);
  const actual = evidence.actual ?? (place === undefined ? foundStatus(subject.reply) : shown(place.shown));
  return fail(subject, { sentence, expected, actual, at: place?.pointer ?? null, others });
}

function afterOf(reply: Reply, { after }: VerifyOptions): Subject["after"] {
  if (after !== undefined) return after === null ? null : after.exchange;
  const { method, path } = reply.exchange.request;
  return method === "GET" ? reply.lastWrite(pathOf(path)) : undefined;
}
