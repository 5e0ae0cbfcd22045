import { getIgnoreCase, idOf, isArray, isObject, jsonEqual, sameName } from "../../../src/kit/index.ts";
import type { Json, JsonObject, LiveExchange } from "../../../src/kit/index.ts";

/**
 * True for a value that the run itself has sent to this resource under that name: checks send wrong values on purpose, and a
 * server that takes and shows one is judged by the check that sent it, once.
 */
export function wasSent(x: LiveExchange, resource: JsonObject, sent: SentValue): boolean {
  const { name, value } = sent;
  return sentAs(x, resource, name).some(
    (given) => jsonEqual(given, value) || (isArray(given) && given.some((item) => jsonEqual(item, value))),
  );
}

/** A value, and the attribute that it stands at. */
export interface SentValue {
  readonly name: string;
  readonly value: Json;
}

/** The values that the run has sent to this resource under that name, in this very request and before. */
export function sentAs(x: LiveExchange, resource: JsonObject, name: string): readonly Json[] {
  return bodiesTo(x, resource).flatMap((body) => valuesGiven(body, name));
}

/** True where a write of the run left a value out, or sent none: what comes of that is judged by the check that did. */
export function wasWithheld(x: LiveExchange, resource: JsonObject, name: string): boolean {
  if (sentAs(x, resource, name).some((value) => value === null || value === "")) return true;
  const writes = bodiesTo(x, resource).filter(isObject);
  return writes.some(
    (body) => getIgnoreCase(body, "Operations") === undefined && getIgnoreCase(body, name) === undefined,
  );
}

/** True for a name that the run has sent to this resource as the whole path of a PATCH operation: some of those lead nowhere on purpose. */
export function wasPath(x: LiveExchange, resource: JsonObject, name: string): boolean {
  return bodiesTo(x, resource).some((body) => {
    const operations = isObject(body) ? getIgnoreCase(body, "Operations") : undefined;
    return isArray(operations) && operations.some((one) => isObject(one) && getIgnoreCase(one, "path") === name);
  });
}

function bodiesTo(x: LiveExchange, resource: JsonObject): readonly (Json | undefined)[] {
  const id = idOf(resource);
  return [x.request.body, ...(id === undefined ? [] : (x.sentTo?.(id) ?? []))];
}

function valuesGiven(body: Json | undefined, name: string): readonly Json[] {
  if (isArray(body)) return body.flatMap((item) => valuesGiven(item, name));
  if (!isObject(body)) return [];
  return [
    ...(isOperationOn(body, name) ? [getIgnoreCase(body, "value") ?? null] : []),
    ...Object.entries(body).flatMap(([member, inner]) => [
      ...(inner !== undefined && sameName(member, name) ? [inner] : []),
      ...valuesGiven(inner, name),
    ]),
  ];
}

/** An operation of a PATCH whose path ends in the name. */
function isOperationOn(object: JsonObject, name: string): boolean {
  const path = getIgnoreCase(object, "path");
  return typeof path === "string" && sameName(/[^.:\]]*$/.exec(path)?.[0] ?? "", name);
}
