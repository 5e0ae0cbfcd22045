import type { CheckContext } from "../check-context.ts";
import type { Reply } from "../../exchange/reply.ts";
import type { Step } from "../../exchange/verify/place.ts";
import { verify } from "../../exchange/verify/verify.ts";
import type { VerifyOptions } from "../../exchange/verify/verify.ts";
import { getIgnoreCase, isArray, isObject } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";
import type { RequirementId } from "../../../suites/requirements/index.ts";
import { readPublished } from "./published-list.ts";
import type { Published, PublishedKind } from "./published-list.ts";

const CORE_PREFIX = "urn:ietf:params:scim:schemas:";

const SCHEMAS: PublishedKind = {
  endpoint: "/Schemas",
  noun: "schemas",
  isList: ({ status }) => status === 200,
  titleOf: (json) => (idOf(json) === "" ? "A schema at /Schemas" : `The schema ${idOf(json)} at /Schemas`),
};

/** A schema in the list at /Schemas. */
export interface PublishedSchema extends Published {
  /** Empty when the document has none. */
  readonly id: string;
}

/** The definition of an attribute or sub-attribute at /Schemas, as it stands there. */
export interface PublishedAttribute {
  readonly schema: string;
  /** For example `emails.value`. */
  readonly path: string;
  readonly json: JsonObject;
  /** The definition of the complex attribute that it belongs to. */
  readonly parent: JsonObject | undefined;
  /** Where it stands in the answer. */
  readonly at: readonly Step[];
}

/** What GET /Schemas gives. */
export interface PublishedSchemas {
  readonly reply: Reply;
  readonly schemas: readonly PublishedSchema[];
  /** Attributes and sub-attributes of all schemas, however deep. */
  readonly attributes: readonly PublishedAttribute[];
}

/** Reads /Schemas for checks of what is in it; without a list they do not apply, since `discovery.schemas.list` reports that. */
export async function readSchemas(t: CheckContext): Promise<PublishedSchemas> {
  const { reply, items } = await readPublished(t, SCHEMAS);
  const schemas = items.map((item) => ({ ...item, id: idOf(item.json) }));
  return { reply, schemas, attributes: schemas.flatMap(attributesOf) };
}

/** A rule about a member of attribute definitions. */
export interface AttributeRule {
  /** Which of the check's rules it is, where the check rests on several. */
  readonly rule?: RequirementId;
  /** What else the verdict rests on. */
  readonly others?: readonly Reply[];
  readonly member: string;
  /** Completes "Attribute definitions at /Schemas ...", for example `have no name`. */
  readonly fault: string;
  readonly expected: string | readonly string[];
  /** `value` is that of the member. */
  readonly isBroken: (value: Json | undefined, attribute: PublishedAttribute) => boolean;
}

/** Throws when an attribute definition breaks the rule; all that do are named, the first is pointed at. */
export function verifyAttributes({ reply, attributes }: PublishedSchemas, rule: AttributeRule): void {
  const { member, fault, expected, isBroken } = rule;
  const broken = attributes.filter((attribute) => isBroken(getIgnoreCase(attribute.json, member), attribute));
  const at = [...(broken[0]?.at ?? []), member];
  verify(reply, optionsOf(rule)).that(
    broken.length === 0,
    `Attribute definitions at /Schemas ${fault}: ${enumerate(broken)}`,
    {
      expected,
      at,
    },
  );
}

/** The text of a member of a definition; undefined when it is none. */
export function textOf(json: JsonObject | undefined, member: string): string | undefined {
  const value = json === undefined ? undefined : getIgnoreCase(json, member);
  return typeof value === "string" ? value : undefined;
}

/** True when a member is there and not null; RFC 7643 section 2.5 makes null the same as absence. */
export function isGiven(value: Json | undefined): value is Json {
  return value !== undefined && value !== null;
}

function optionsOf({ rule, others = [] }: Pick<AttributeRule, "rule" | "others">): VerifyOptions {
  return { others, ...(rule !== undefined && { rule }) };
}

function enumerate(broken: readonly PublishedAttribute[]): string {
  const named = broken.slice(0, 5).map(({ schema, path }) => `${path} of ${schema.replace(CORE_PREFIX, "")}`);
  return named.join(", ") + (broken.length > 5 ? ` and ${broken.length - 5} more` : "");
}

function attributesOf({ id, json, at }: PublishedSchema): readonly PublishedAttribute[] {
  const place = { schema: id, path: "", parent: undefined, at: [...at, "attributes"] };
  return walk(getIgnoreCase(json, "attributes"), place);
}

function walk(list: Json | undefined, place: Omit<PublishedAttribute, "json">): readonly PublishedAttribute[] {
  if (!isArray(list)) return [];
  return list.flatMap((json, index) => {
    if (!isObject(json)) return [];
    const path = `${place.path}${textOf(json, "name") ?? "?"}`;
    const attribute = { ...place, path, json, at: [...place.at, index] };
    const below = { ...place, path: `${path}.`, parent: json, at: [...attribute.at, "subAttributes"] };
    return [attribute, ...walk(getIgnoreCase(json, "subAttributes"), below)];
  });
}

function idOf(json: JsonObject): string {
  return textOf(json, "id") ?? "";
}
