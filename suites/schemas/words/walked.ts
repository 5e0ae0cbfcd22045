import {
  changed,
  endpointOf,
  ENTERPRISE_USER_URN,
  extensionsOf,
  getIgnoreCase,
  GROUP_URN,
  isArray,
  isObject,
  jsonEqual,
  ownText,
  publishedSchema,
  sameName,
  sameUrn,
  USER_URN,
  valueAt,
} from "../../../src/kit/index.ts";
import type { CheckContext, Json, JsonObject, SchemaAttribute, Step } from "../../../src/kit/index.ts";
import { sampleOf, sentParts } from "./sample-values.ts";
import type { Round, SampleSource } from "./sample-values.ts";

/** Which resources are walked through. */
export type WalkedKind = "User" | "Group";

/** An attribute that /Schemas publishes as readWrite, and two values for it. */
export interface WalkedAttribute {
  /** As a PATCH path names it. */
  readonly path: string;
  /** Where it stands in a resource: its name, after the URN of its extension. */
  readonly place: readonly [string, ...string[]];
  readonly definition: SchemaAttribute;
  readonly values: readonly [Json, Json];
}

/** A value of a walked attribute: the attribute itself, or a part of it. */
export interface Leaf {
  /** For example `name.givenName`. */
  readonly label: string;
  readonly steps: readonly [string, ...Step[]];
  readonly values: readonly [Json | undefined, Json | undefined];
}

/** What has checks of its own, or does more than keep a value: signing in, membership, who is who. */
const SPECIAL: Readonly<Record<WalkedKind, readonly string[]>> = {
  User: ["schemas", "id", "externalId", "meta", "userName", "password", "active", "emails", "groups"],
  Group: ["schemas", "id", "externalId", "meta", "members"],
};

/** A value that is chosen from a list may give rights, or cost something. */
const GRANTS: readonly string[] = ["roles", "entitlements"];

/** What sounds as if it did more than keep a value: it makes administrators, ends accounts, takes seats or writes to people. */
const CONSEQUENTIAL = /admin|owner|suspend|lock|disabl|delet|expir|invit|notif|send|licen[cs]e|billing|seat/i;

/** A target with more attributes than anybody has would be asked for ever, and refuse a body with all of them. */
const MOST_WALKED = 150;

/** The attributes of a resource type that are published as readWrite and shown, each with values that its definition allows. */
export async function walkedOf(t: CheckContext, kind: WalkedKind): Promise<readonly WalkedAttribute[]> {
  const found = publishedOf(t, kind)
    .filter((one) => isWalked(t, kind, one))
    .slice(0, MOST_WALKED);
  const needsIds = found.some(({ definition }) => sameName(definition.name, "manager"));
  const source = await sourceOf(t, needsIds);
  return found.flatMap((one) => {
    const values = valuesFor(t, { kind, definition: one.definition, source });
    return values === undefined ? [] : [{ ...one, values }];
  });
}

/** An attribute of a resource type, as it is published. */
export type PublishedPlace = Omit<WalkedAttribute, "values">;

/** Every attribute that is published of a resource type, those of its extensions too. */
export function publishedOf(t: CheckContext, kind: WalkedKind): readonly PublishedPlace[] {
  const core = kind === "User" ? USER_URN : GROUP_URN;
  return [core, ...extensionUrns(t, kind)].flatMap((urn) =>
    (publishedSchema(t.target, urn)?.attributes ?? []).map((definition) => {
      const place = urn === core ? ([definition.name] as const) : ([urn, definition.name] as const);
      return { path: place.join(":"), place, definition };
    }),
  );
}

/** The values of an attribute that are looked at one by one. */
export function leavesOf({ place, definition, values }: WalkedAttribute): readonly Leaf[] {
  const label = place.at(-1) ?? "";
  if (definition.type !== "complex") return [{ label, steps: [place[0], ...place.slice(1)], values }];
  const [first, second] = values.map((value) => (isArray(value) ? value[0] : value));
  return sentParts(definition).flatMap(({ name }) => {
    const sent = [valueAt(first, name), valueAt(second, name)] as const;
    const within: readonly Step[] = definition.multiValued ? [() => true] : [];
    const steps = [place[0], ...place.slice(1), ...within, name] as const;
    return sent[0] === undefined ? [] : [{ label: `${label}.${name}`, steps, values: sent }];
  });
}

/** True when the two values of a leaf differ, so that a change can be seen. */
export function isChangeable({ values: [first, second] }: Pick<Leaf, "values">): boolean {
  return !jsonEqual(first, second);
}

/** The body with these attributes, each as `valueOf` says; those of extensions in their containers, which `schemas` names. */
export function withAttributes(
  body: JsonObject,
  walked: readonly WalkedAttribute[],
  valueOf: (attribute: WalkedAttribute) => Json | undefined,
): JsonObject {
  return walked.reduce((whole, attribute) => {
    const [head, name] = attribute.place;
    if (name === undefined) return changed(whole, { [head]: valueOf(attribute) });
    const container = getIgnoreCase(whole, head);
    const members = changed(isObject(container) ? container : {}, { [name]: valueOf(attribute) });
    return changed(whole, { schemas: named(valueAt(whole, "schemas"), head), [head]: members });
  }, body);
}

/** The value of an attribute in that round. */
export function inRound(round: Round): (attribute: WalkedAttribute) => Json {
  return ({ values }) => values[round];
}

function named(schemas: Json | undefined, urn: string): Json {
  const urns = isArray(schemas) ? schemas : [];
  return urns.some((one) => typeof one === "string" && sameUrn(one, urn)) ? urns : [...urns, urn];
}

function extensionUrns(t: CheckContext, kind: WalkedKind): readonly string[] {
  if (t.target.resourceTypes === undefined) return kind === "User" ? [ENTERPRISE_USER_URN] : [];
  const type = t.target.resourceTypes.filter(isObject).find((one) => endpointOf(one) === `${kind}s`);
  return type === undefined
    ? []
    : extensionsOf(type).flatMap((extension) => {
        const urn = getIgnoreCase(extension, "schema");
        return typeof urn === "string" ? [urn] : [];
      });
}

function isWalked(t: CheckContext, kind: WalkedKind, { definition, place }: PublishedPlace): boolean {
  const { name, mutability, returned, subAttributes = [] } = definition;
  const seats = t.profile.seats?.attribute;
  const isSeat = seats !== undefined && sameUrn(seats.urn, place[0]) && sameName(seats.name, name);
  const isChosen = [definition, ...subAttributes].some(({ canonicalValues = [] }) => canonicalValues.length > 0);
  const isGrant = GRANTS.some((grant) => sameName(grant, name)) && isChosen;
  const isSpecial = SPECIAL[kind].some((special) => sameName(special, name));
  const isHarmless = !isSpecial && !isSeat && !isGrant && !CONSEQUENTIAL.test(name);
  return isHarmless && mutability === "readWrite" && ["default", "always"].includes(returned);
}

interface Valued {
  readonly kind: WalkedKind;
  readonly definition: SchemaAttribute;
  readonly source: SampleSource;
}

/** A group's name is one that shows whose group it is. */
function valuesFor(t: CheckContext, { kind, definition, source }: Valued): readonly [Json, Json] | undefined {
  if (kind === "Group" && sameName(definition.name, "displayName")) {
    return [t.make.groupBody().displayName, t.make.groupBody().displayName];
  }
  const [first, second] = [sampleOf(definition, 0, source), sampleOf(definition, 1, source)];
  return first === undefined || second === undefined ? undefined : [first, second];
}

async function sourceOf(t: CheckContext, needsIds: boolean): Promise<SampleSource> {
  const own = ownText(t);
  if (!needsIds) return { own, ids: ["", ""] };
  const users = await Promise.all([t.make.user({ label: "boss1" }), t.make.user({ label: "boss2" })]);
  return { own, ids: [users[0].id, users[1].id] };
}
