import {
  changed,
  isArray,
  isObject,
  makeIfTaken,
  on,
  ownText,
  sameName,
  sameUrn,
  USER_URN,
  valueAt,
} from "../../../src/kit/index.ts";
import type { CheckContext, Json, JsonObject, OwnUser, Path, Reply, Wrap } from "../../../src/kit/index.ts";
import { sampleOf } from "./sample-values.ts";
import { inRound, publishedOf, withAttributes } from "./walked.ts";
import type { PublishedPlace, WalkedAttribute } from "./walked.ts";

/** So many attributes of which the same is published are tried: each takes requests of its own. */
export const MOST_TRIED = 5;

/** Attributes of users of which something is published, each with two values that no other check uses. */
export function claimed(t: CheckContext, isMeant: (published: PublishedPlace) => boolean): readonly WalkedAttribute[] {
  const own = ownText(t);
  const source = { own, ids: [own, own] } as const;
  const meant = publishedOf(t, "User").filter(isMeant);
  const tried = meant.flatMap((published) => {
    const [first, second] = [sampleOf(published.definition, 0, source), sampleOf(published.definition, 1, source)];
    return first === undefined || second === undefined ? [] : [{ ...published, values: [first, second] as const }];
  });
  return tried.slice(0, MOST_TRIED);
}

/** A user with the first value of an attribute; undefined when the target does not take one. */
export function makeWith(t: CheckContext, attribute: WalkedAttribute): Promise<OwnUser | undefined> {
  return makeIfTaken(t, { overrides: withAttributes(t.make.userBody(), [attribute], inRound(0)) });
}

/** PUTs a resource as it was read with the second value of an attribute. */
export function putSecond(t: CheckContext, path: Path, { resource, attribute }: SecondValue): Promise<Reply> {
  return t.put(path, withAttributes(resource, [attribute], inRound(1)));
}

/** What is written, and the resource as it was read. */
export interface SecondValue {
  readonly resource: JsonObject;
  readonly attribute: WalkedAttribute;
}

/** A server that publishes something else of a core attribute of users than it does. */
export function publishes(name: string, change: JsonObject): Wrap {
  const edit = (schema: JsonObject): JsonObject => {
    const { attributes } = schema;
    if (!sameUrn(String(schema["id"]), USER_URN) || !isArray(attributes)) return schema;
    const isMeant = (one: Json): one is JsonObject => isObject(one) && sameName(String(one["name"]), name);
    return { ...schema, attributes: attributes.map((one) => (isMeant(one) ? { ...one, ...change } : one)) };
  };
  return on("GET /Schemas/:id?").resources(edit);
}

/** A body with a value at a place, or without one. */
export function placed(body: JsonObject, place: PublishedPlace["place"], value: Json | undefined): JsonObject {
  const [head, name] = place;
  if (name === undefined) return changed(body, { [head]: value });
  const container = valueAt(body, head);
  const members = changed(isObject(container) ? container : {}, { [name]: value });
  const schemas = valueAt(body, "schemas");
  const urns = isArray(schemas) ? schemas : [];
  const isNamed = urns.some((urn) => typeof urn === "string" && sameUrn(urn, head));
  return changed(body, { schemas: isNamed ? urns : [...urns, head], [head]: members });
}
