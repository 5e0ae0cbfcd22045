import { getIgnoreCase, isArray, isObject, jsonEqual } from "../scim/json.ts";
import type { Json, JsonObject } from "../scim/json.ts";
import { ERROR_URN, LIST_RESPONSE_URN, sameUrn } from "../scim/urns.ts";
import { toListBody } from "./list-body.ts";
import type { ListBody } from "./list-body.ts";
import { describeOutcome, describeRequest, isSuccess } from "./reply.ts";
import { shown } from "./shown.ts";
import { foundBody } from "./verify/subject.ts";
import type { Reply } from "./reply.ts";
import { Violation } from "./violation.ts";

/** Throws unless the answer has one of these statuses. Returns the reply, so that calls chain. */
export function verifyStatus(reply: Reply, ...allowed: readonly [number, ...number[]]): Reply {
  if (allowed.includes(reply.status)) return reply;
  throw new Violation(
    `${describeRequest(reply)} answers ${describeOutcome(reply)} instead of ${allowed.join(" or ")}`,
    { expected: allowed.map((status) => `status ${status}`), actual: foundStatus(reply), at: null },
    [reply.exchange.seq],
  );
}

/** Throws unless the answer is any 2xx. */
export function verifySuccess(reply: Reply): Reply {
  if (isSuccess(reply)) return reply;
  throw new Violation(
    `${describeRequest(reply)} answers ${describeOutcome(reply)} instead of a success`,
    { expected: ["a 2xx status"], actual: foundStatus(reply), at: null },
    [reply.exchange.seq],
  );
}

/** Throws unless the request was refused with a 4xx. `what` completes "... although it ...". */
export function verifyRefused(reply: Reply, what: string): Reply {
  if (reply.status >= 400 && reply.status < 500) return reply;
  throw new Violation(
    `${describeRequest(reply)} answers ${describeOutcome(reply)} although it ${what}`,
    { expected: ["a 4xx status"], actual: foundStatus(reply), at: null },
    [reply.exchange.seq],
  );
}

/** Throws unless the body is one JSON object, and returns it. */
export function verifyObject(reply: Reply): JsonObject {
  if (isObject(reply.body)) return reply.body;
  const found = reply.unreadable === undefined ? "without a JSON object as its body" : `with ${reply.unreadable}`;
  throw new Violation(
    `${describeRequest(reply)} answers ${describeOutcome(reply)} ${found}`,
    { expected: ["a JSON object"], actual: foundBody(reply), at: "" },
    [reply.exchange.seq],
  );
}

/** Throws unless the body is a ListResponse, and returns its members read without regard to letter case. */
export function verifyList(reply: Reply): ListBody {
  verifyStatus(reply, 200);
  const body = verifyObject(reply);
  const schemas = getIgnoreCase(body, "schemas");
  const named = isArray(schemas) && schemas.some((s) => typeof s === "string" && sameUrn(s, LIST_RESPONSE_URN));
  if (!named) {
    throw new Violation(
      `${describeRequest(reply)} answers something that is no ListResponse`,
      { expected: [`schemas with ${LIST_RESPONSE_URN}`], actual: shown(schemas), at: "/schemas" },
      [reply.exchange.seq],
    );
  }
  return toListBody(body);
}

/** Throws unless a body is a SCIM error (RFC 7644 section 3.12), and returns it. */
export function verifyErrorBody(reply: Reply): JsonObject {
  const body = verifyObject(reply);
  const schemas = body["schemas"];
  if (isArray(schemas) && schemas.some((s) => typeof s === "string" && sameUrn(s, ERROR_URN))) return body;
  throw new Violation(
    `${describeRequest(reply)} is refused with ${reply.status} without a SCIM error body`,
    { expected: [`schemas with ${ERROR_URN}`], actual: shown(schemas), at: "/schemas" },
    [reply.exchange.seq],
  );
}

/** Throws unless two JSON values are the same; `at` is a JSON pointer into the reply's body. */
export function verifyEqual(reply: Reply, at: string, options: EqualOptions): void {
  if (jsonEqual(options.actual, options.expected)) return;
  throw new Violation(options.reason, { expected: [shown(options.expected)], actual: shown(options.actual), at }, [
    reply.exchange.seq,
  ]);
}

/** What is compared, and the sentence that says what is wrong when it differs. */
export interface EqualOptions {
  readonly expected: Json | undefined;
  readonly actual: Json | undefined;
  readonly reason: string;
}

/** Throws a violation about a reply when the condition does not hold. */
export function verifyThat(condition: boolean, reply: Reply, options: ThatOptions): void {
  if (condition) return;
  throw new Violation(
    options.reason,
    { expected: [options.expected].flat(), actual: options.actual, at: options.at ?? null },
    [reply.exchange.seq],
  );
}

/** The sentence about the target, and what was expected and found, in words or JSON. */
export interface ThatOptions {
  readonly reason: string;
  readonly expected: string | readonly string[];
  readonly actual: string;
  readonly at?: string;
}

function foundStatus(reply: Reply): string {
  return reply.status === 0 ? (reply.failure ?? "no answer") : `status ${reply.status}${detailOf(reply)}`;
}

function detailOf(reply: Reply): string {
  const detail = isObject(reply.body) ? reply.body["detail"] : undefined;
  return typeof detail === "string" && detail !== "" ? ` (${detail})` : "";
}
