import { getIgnoreCase, isArray, isObject } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";
import { ERROR_URN, LIST_RESPONSE_URN, sameUrn } from "../../scim/urns.ts";
import { toListBody } from "../list-body.ts";
import type { ListBody } from "../list-body.ts";
import { describeOutcome, describeRequest } from "../reply.ts";
import { placeIn } from "./place.ts";
import { haveStatus } from "./status-words.ts";
import { fail, foundBody } from "./subject.ts";
import type { Subject } from "./subject.ts";
import { shown } from "../shown.ts";

/** Throws unless the body is one JSON object, and returns it. */
export function objectOf(subject: Subject): JsonObject {
  const { reply } = subject;
  if (isObject(reply.body)) return reply.body;
  const found = reply.unreadable === undefined ? "without a JSON object as its body" : `with ${reply.unreadable}`;
  const sentence = `${describeRequest(reply)} answers ${describeOutcome(reply)} ${found}`;
  return fail(subject, { sentence, expected: "a JSON object", ...foundBody(reply) });
}

/** Throws unless the answer is 200 with a ListResponse, and returns its members. */
export function listOf(subject: Subject): ListBody {
  haveStatus(subject, [200]);
  const body = objectOf(subject);
  if (!isNamed(getIgnoreCase(body, "schemas"), LIST_RESPONSE_URN)) {
    failSchemas(subject, "answers something that is no ListResponse", LIST_RESPONSE_URN);
  }
  return toListBody(body);
}

/** Throws unless the body is a SCIM error (RFC 7644 section 3.12), and returns it. */
export function errorOf(subject: Subject): JsonObject {
  const body = objectOf(subject);
  if (!isNamed(getIgnoreCase(body, "schemas"), ERROR_URN)) {
    failSchemas(subject, `is refused with ${subject.reply.status} without a SCIM error body`, ERROR_URN);
  }
  return body;
}

function failSchemas(subject: Subject, what: string, urn: string): never {
  const { pointer, shown: found } = placeIn(subject.reply, ["schemas"]);
  const sentence = `${describeRequest(subject.reply)} ${what}`;
  return fail(subject, { sentence, expected: `schemas with ${urn}`, actual: shown(found), at: pointer });
}

function isNamed(schemas: Json | undefined, urn: string): boolean {
  return isArray(schemas) && schemas.some((schema) => typeof schema === "string" && sameUrn(schema, urn));
}
