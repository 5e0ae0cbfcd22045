import type { JsonObject } from "../scim/json.ts";
import type { Schema } from "../scim/schema/schema.ts";
import type { AttributeMapping } from "./attribute-mapping.ts";
import type { CapabilityName } from "./capability/index.ts";
import type { Hook, HookName } from "./hook.ts";
import type { DirectoryValues } from "./mappings/directory-attributes.ts";
import type { SeatRules } from "./seat-rules.ts";

/**
 * What a target is like: the data it takes, the attributes that an identity provider maps to it, its products and seats,
 * what it offers and where it knowingly departs from the RFCs. Read from `fixtures/profiles/*.yaml` or a user's own file.
 */
export interface Profile {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Domain of every userName and e-mail address that a run makes; reserved by RFC 2606 unless said otherwise. */
  readonly domain: string;
  /** What is known of the target beforehand; it beats what the target advertises. */
  readonly capabilities: Readonly<Partial<Record<CapabilityName, boolean>>>;
  /** Bodies that the target accepts. `${name}` stands for a value of the person or group that is made. */
  readonly templates: { readonly user: JsonObject; readonly group: JsonObject };
  /** Extension schemas of users, beside the core one. */
  readonly extensions: readonly ProfileExtension[];
  /** What the bundled server lists beside users and groups; nothing when left out. */
  readonly catalog?: readonly CatalogType[];
  /** The app profile of the identity provider: which attributes are mapped, how, and when they are pushed. */
  readonly mappings: readonly AttributeMapping[];
  /** What the people of scenarios have beside the usual: values of the directory's attributes, custom ones too. */
  readonly people: DirectoryValues;
  /** Products and seats, where the target has them. */
  readonly seats?: SeatRules;
  /** How the client of an identity provider is configured for the target, by the provider's id. */
  readonly providers?: Readonly<Record<string, JsonObject>>;
  /** Behaviour of the bundled reference server in this profile. */
  readonly server: ServerRules;
  /** Where the target knowingly departs from a check: such a check is skipped with the reason. */
  readonly deviations: readonly Deviation[];
  /** What the vendor's own console does, as an HTTP request or a shell command. */
  readonly hooks: Readonly<Partial<Record<HookName, Hook>>>;
}

/** An extension of the User resource type. */
export interface ProfileExtension {
  readonly schema: Schema;
  readonly required: boolean;
  /** True when a value outside an attribute's canonicalValues is refused (400 invalidValue). */
  readonly closedValues: boolean;
}

/** A resource type whose resources can only be read: what people can be given, such as roles. */
export interface CatalogType {
  /** Of the resource type. */
  readonly name: string;
  /** For example `/Roles`. */
  readonly endpoint: string;
  readonly description: string;
  readonly schema: Schema;
  /** Each with its `id`. */
  readonly resources: readonly JsonObject[];
}

/** A declared departure: the check id, and why it is right for this target. */
export interface Deviation {
  readonly check: string;
  readonly reason: string;
}

/** How the bundled server behaves where the RFCs leave room. */
export interface ServerRules {
  /** `single` = one e-mail without a type: types are discarded, of several the primary is kept. */
  readonly emails: "many" | "single";
  /** What GET shows for a user made in the portal and never assigned by the identity provider. */
  readonly portalUsers: "inactive" | "active" | "hidden";
  /** How members of groups are referred to: by the whole URI, or by one that is relative to the base URL. */
  readonly memberReferences: "absolute" | "relative";
  /** Largest page that a list answers with. */
  readonly maxResults: number;
}
