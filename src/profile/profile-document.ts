import { ENTERPRISE_USER_SCHEMA } from "../scim/schema/core/enterprise-user.ts";
import type { JsonObject } from "../scim/json.ts";
import { defineAttribute } from "../scim/schema/schema.ts";
import type { AttributeDefinition, Schema, SchemaAttribute } from "../scim/schema/schema.ts";
import { USER_URN } from "../scim/urns.ts";
import type { AttributeMapping, MappingValue } from "./attribute-mapping.ts";
import type { DirectoryValues } from "./mappings/directory-attributes.ts";
import { splitNamespace } from "./mappings/external-name.ts";
import type { CapabilityName } from "./capability/index.ts";
import type { Hook, HookName } from "./hook.ts";
import type { CatalogType, Deviation, Profile, ProfileExtension, ServerRules } from "./profile.ts";
import { capRules } from "./seat-cap.ts";
import type { ProductAttribute, SeatRules } from "./seat-rules.ts";

/** A profile as its YAML file says it, once `fixtures/schemas/profile.schema.json` has accepted it: what is left out has a default. */
export interface ProfileDocument {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly domain?: string;
  readonly capabilities?: Readonly<Partial<Record<CapabilityName, boolean>>>;
  readonly templates: { readonly user: JsonObject; readonly group: JsonObject };
  readonly extensions?: readonly ExtensionDocument[];
  readonly catalog?: readonly (Omit<CatalogType, "schema"> & { readonly schema: SchemaDocument })[];
  readonly mappings: readonly MappingDocument[];
  readonly people?: DirectoryValues;
  readonly seats?: SeatsDocument;
  readonly providers?: Profile["providers"];
  readonly server?: Partial<ServerRules>;
  readonly deviations?: readonly Deviation[];
  readonly hooks?: Readonly<Partial<Record<HookName, HookDocument>>>;
}

/** Seats by product, or one cap on all active users. */
export type SeatsDocument = (SeatRules & { readonly attribute: ProductAttribute }) | { readonly cap: number };

/** An extension of users: `enterprise` for the RFC's own one, or a schema in full. */
export interface ExtensionDocument {
  readonly schema: "enterprise" | SchemaDocument;
  readonly required?: boolean;
  readonly closedValues?: boolean;
}

/** A schema whose attributes state only what differs from the RFC's defaults. */
export interface SchemaDocument {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly AttributeDocument[];
}

/** An attribute of such a schema. */
export interface AttributeDocument extends Omit<AttributeDefinition, "subAttributes"> {
  readonly subAttributes?: readonly AttributeDocument[];
}

/** A row of the attribute mappings: `from: user.firstName`, or a `constant`, or neither. */
export interface MappingDocument {
  readonly name: string;
  readonly title: string;
  readonly namespace?: string;
  readonly externalName: string;
  readonly type: AttributeMapping["type"];
  readonly from?: string;
  readonly constant?: string | number | boolean;
  readonly applyOn?: AttributeMapping["applyOn"];
  readonly multiValued?: boolean;
}

/** A console action; headers may be left out. */
export type HookDocument =
  | (Omit<Extract<Hook, { kind: "http" }>, "headers"> & { readonly headers?: Readonly<Record<string, string>> })
  | Extract<Hook, { kind: "shell" }>;

/** The domain of userNames and addresses where nothing is said: reserved by RFC 2606, so that no mail reaches anybody. */
export const DEFAULT_DOMAIN = "example.com";

/** The server's behaviour where a profile says nothing. */
export const DEFAULT_SERVER_RULES: ServerRules = {
  emails: "many",
  portalUsers: "inactive",
  memberReferences: "absolute",
  maxResults: 200,
};

/** The profile that a document describes, with the defaults filled in. */
export function toProfile(document: ProfileDocument): Profile {
  return {
    id: document.id,
    title: document.title,
    description: document.description.trim(),
    domain: document.domain ?? DEFAULT_DOMAIN,
    capabilities: document.capabilities ?? {},
    templates: document.templates,
    extensions: (document.extensions ?? []).map(toExtension),
    ...(document.catalog && {
      catalog: document.catalog.map((type) => ({ ...type, schema: toSchema(type.schema) })),
    }),
    mappings: document.mappings.map(toMapping),
    people: document.people ?? {},
    ...(document.seats && { seats: "cap" in document.seats ? capRules(document.seats.cap) : document.seats }),
    ...(document.providers && { providers: document.providers }),
    server: { ...DEFAULT_SERVER_RULES, ...document.server },
    deviations: document.deviations ?? [],
    hooks: toHooks(document.hooks ?? {}),
  };
}

function toExtension({ schema, required, closedValues }: ExtensionDocument): ProfileExtension {
  return { schema: toSchema(schema), required: required ?? false, closedValues: closedValues ?? false };
}

function toSchema(schema: ExtensionDocument["schema"]): Schema {
  if (schema === "enterprise") return ENTERPRISE_USER_SCHEMA;
  return { ...schema, attributes: schema.attributes.map(toAttribute) };
}

function toAttribute({ subAttributes, ...definition }: AttributeDocument): SchemaAttribute {
  return defineAttribute({
    ...definition,
    ...(subAttributes && { subAttributes: subAttributes.map(toAttribute) }),
  });
}

function toMapping(row: MappingDocument): AttributeMapping {
  const { urn, name } = splitNamespace(row.externalName);
  return {
    name: row.name,
    title: row.title,
    namespace: urn ?? row.namespace ?? USER_URN,
    externalName: name,
    type: row.type,
    value: toMappingValue(row),
    applyOn: row.applyOn ?? "create-and-update",
    multiValued: row.multiValued ?? false,
  };
}

function toMappingValue({ from, constant }: MappingDocument): MappingValue | undefined {
  if (from !== undefined) return { from: "user", attribute: from.replace(/^user\./, "") };
  return constant === undefined ? undefined : { from: "constant", constant };
}

function toHooks(hooks: NonNullable<ProfileDocument["hooks"]>): Profile["hooks"] {
  return Object.fromEntries(
    Object.entries(hooks).map(([name, hook]) => [
      name,
      hook.kind === "http" ? { ...hook, headers: hook.headers ?? {} } : hook,
    ]),
  );
}
