import { RESOURCE_TYPE_SCHEMA } from "../../scim/schema/core/resource-type.ts";
import { SCHEMA_SCHEMA } from "../../scim/schema/core/schema.ts";
import { SERVICE_PROVIDER_CONFIG_SCHEMA } from "../../scim/schema/core/service-provider-config.ts";
import type { JsonObject } from "../../scim/json.ts";
import type { ResourceSchema } from "../../scim/schema/resource-schema.ts";
import { toSchemaResource } from "../../scim/schema/schema.ts";
import type { Schema } from "../../scim/schema/schema.ts";
import { RESOURCE_TYPE_URN, SERVICE_PROVIDER_CONFIG_URN } from "../../scim/urns.ts";
import type { CatalogType } from "../../profile/profile.ts";
import type { ServerContext } from "../http/server-context.ts";

/** The configuration of the service provider (RFC 7643 section 5): what this server can do, and no more. */
export function toServiceProviderConfig({ profile }: ServerContext, baseUrl: string): JsonObject {
  return {
    schemas: [SERVICE_PROVIDER_CONFIG_URN],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: profile.server.maxResults },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: false },
    authenticationSchemes: [
      {
        type: "oauthbearertoken",
        name: "OAuth Bearer Token",
        description: "The API token goes into the Authorization header, after the word Bearer.",
        specUri: "https://www.rfc-editor.org/rfc/rfc6750",
        primary: true,
      },
    ],
    meta: { resourceType: "ServiceProviderConfig", location: `${baseUrl}/ServiceProviderConfig` },
  };
}

/** The resource types of the server (RFC 7643 section 6). */
export function toResourceTypes(context: ServerContext, baseUrl: string): readonly JsonObject[] {
  const { publishedUserSchema, groupSchema, profile } = context;
  const user = toResourceType("User", publishedUserSchema, baseUrl);
  const group = groupSchema === undefined ? [] : [toResourceType("Group", groupSchema, baseUrl)];
  return [user, ...group, ...(profile.catalog ?? []).map((type) => toCatalogResourceType(type, baseUrl))];
}

/** Every schema that a resource of the server may name (RFC 7643 section 7), those of the discovery resources included. */
export function toSchemas(context: ServerContext, baseUrl: string): readonly JsonObject[] {
  return servedSchemas(context).map((schema) => toSchemaResource(schema, `${baseUrl}/Schemas/${schema.id}`));
}

function servedSchemas(context: ServerContext): readonly Schema[] {
  const { publishedUserSchema: userSchema, groupSchema, profile } = context;
  const listed = new Map((profile.catalog ?? []).map(({ schema }) => [schema.id.toLowerCase(), schema]));
  return [
    userSchema.core,
    ...(groupSchema === undefined ? [] : [groupSchema.core]),
    ...userSchema.extensions.map(({ schema }) => schema),
    ...listed.values(),
    SERVICE_PROVIDER_CONFIG_SCHEMA,
    RESOURCE_TYPE_SCHEMA,
    SCHEMA_SCHEMA,
  ];
}

function toCatalogResourceType({ name, endpoint, description, schema }: CatalogType, baseUrl: string): JsonObject {
  return {
    schemas: [RESOURCE_TYPE_URN],
    id: name,
    name,
    endpoint,
    description,
    schema: schema.id,
    schemaExtensions: [],
    meta: { resourceType: "ResourceType", location: `${baseUrl}/ResourceTypes/${name}` },
  };
}

function toResourceType(name: string, { core, extensions }: ResourceSchema, baseUrl: string): JsonObject {
  return {
    schemas: [RESOURCE_TYPE_URN],
    id: name,
    name,
    endpoint: `/${name}s`,
    description: core.description,
    schema: core.id,
    schemaExtensions: extensions.map(({ schema, required }) => ({ schema: schema.id, required })),
    meta: { resourceType: "ResourceType", location: `${baseUrl}/ResourceTypes/${name}` },
  };
}
