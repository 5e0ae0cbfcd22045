import type { CheckContext } from "../check-context.ts";
import type { Reply } from "../../exchange/reply.ts";
import { shown } from "../../exchange/shown.ts";
import { toListBody } from "../../exchange/list-body.ts";
import { verifyThat } from "../../exchange/verify.ts";
import { getIgnoreCase, isArray, isObject } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";

/** Some checks ask for each schema or type by itself: a target with more of them than anybody has would be asked for ever. */
export const MAX_PUBLISHED = 200;

const CORE_PREFIX = "urn:ietf:params:scim:schemas:";

/** A schema in the list at /Schemas. */
export interface PublishedSchema {
  /** Empty when the document has none. */
  readonly id: string;
  readonly json: JsonObject;
  /** JSON pointer into the list. */
  readonly at: string;
}

/** The definition of an attribute or sub-attribute at /Schemas, as it stands there. */
export interface PublishedAttribute {
  readonly schema: string;
  /** For example `emails.value`. */
  readonly path: string;
  readonly json: JsonObject;
  /** The definition of the complex attribute that it belongs to. */
  readonly parent: JsonObject | undefined;
  readonly at: string;
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
  const reply = await t.get("/Schemas");
  const items = reply.status === 200 && isObject(reply.body) ? toListBody(reply.body).resources : [];
  if (items.length === 0) t.skip("GET /Schemas gives no list of schemas");
  if (items.length > MAX_PUBLISHED) {
    t.skip(`GET /Schemas lists ${items.length} schemas, and more than ${MAX_PUBLISHED} are not judged`);
  }
  const schemas = items.map((json, index) => ({ id: idOf(json), json, at: `/Resources/${index}` }));
  return { reply, schemas, attributes: schemas.flatMap(attributesOf) };
}

/** A rule about attribute definitions. */
export interface AttributeRule {
  /** Completes "Attribute definitions at /Schemas ...", for example `have no name`. */
  readonly fault: string;
  readonly expected: string | readonly string[];
  readonly isBroken: (attribute: PublishedAttribute) => boolean;
  /** The member at fault, shown as what was found. */
  readonly member: string;
}

/** Throws when an attribute definition breaks the rule; all that do are named, the first is pointed at. */
export function verifyAttributes(published: PublishedSchemas, rule: AttributeRule): void {
  const broken = published.attributes.filter(rule.isBroken);
  const [first] = broken;
  if (first === undefined) return;
  verifyThat(false, published.reply, {
    reason: `Attribute definitions at /Schemas ${rule.fault}: ${enumerate(broken)}`,
    expected: rule.expected,
    actual: shown(getIgnoreCase(first.json, rule.member)),
    at: `${first.at}/${rule.member}`,
  });
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

function enumerate(broken: readonly PublishedAttribute[]): string {
  const named = broken.slice(0, 5).map(({ schema, path }) => `${path} of ${schema.replace(CORE_PREFIX, "")}`);
  return named.join(", ") + (broken.length > 5 ? ` and ${broken.length - 5} more` : "");
}

function attributesOf(schema: PublishedSchema): readonly PublishedAttribute[] {
  return walk(getIgnoreCase(schema.json, "attributes"), {
    schema: schema.id,
    path: "",
    parent: undefined,
    at: `${schema.at}/attributes`,
  });
}

function walk(list: Json | undefined, place: Omit<PublishedAttribute, "json">): readonly PublishedAttribute[] {
  if (!isArray(list)) return [];
  return list.flatMap((json, index) => {
    if (!isObject(json)) return [];
    const path = `${place.path}${textOf(json, "name") ?? "?"}`;
    const attribute = { ...place, path, json, at: `${place.at}/${index}` };
    const below = { schema: place.schema, path: `${path}.`, parent: json, at: `${attribute.at}/subAttributes` };
    return [attribute, ...walk(getIgnoreCase(json, "subAttributes"), below)];
  });
}

function idOf(json: JsonObject): string {
  return textOf(json, "id") ?? "";
}
