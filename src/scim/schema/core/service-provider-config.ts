import type { Schema, SchemaAttribute } from "../schema.ts";
import { SERVICE_PROVIDER_CONFIG_URN } from "../../urns.ts";
import { defineReadOnly } from "./read-only-attribute.ts";

/**
 * Schema of the service provider's configuration (RFC 7643 sections 5 and 8.7.2). Section 8.7.2 leaves out `etag` and
 * `type` and `primary` of the authentication schemes, which section 5 demands or its example shows (erratum 8011).
 */
export const SERVICE_PROVIDER_CONFIG_SCHEMA: Schema = {
  id: SERVICE_PROVIDER_CONFIG_URN,
  name: "ServiceProviderConfig",
  description: "What a service provider offers.",
  attributes: [
    defineReadOnly({
      name: "documentationUri",
      type: "reference",
      description: "Documentation for people.",
      referenceTypes: ["external"],
    }),
    defineFeature("patch", "Changing part of a resource."),
    defineFeature("bulk", "Several operations in one request.", [
      defineLimit("maxOperations", "Most operations in a request."),
      defineLimit("maxPayloadSize", "Largest request, in bytes."),
    ]),
    defineFeature("filter", "Searching by a filter.", [defineLimit("maxResults", "Most resources in a response.")]),
    defineFeature("changePassword", "Changing a password."),
    defineFeature("sort", "Sorting of results."),
    defineFeature("etag", "Versions of resources."),
    defineReadOnly({
      name: "authenticationSchemes",
      type: "complex",
      multiValued: true,
      description: "Ways to authenticate.",
      required: true,
      subAttributes: [
        defineReadOnly({
          name: "type",
          description: "Kind of the scheme.",
          required: true,
          canonicalValues: ["oauth", "oauth2", "oauthbearertoken", "httpbasic", "httpdigest"],
        }),
        defineReadOnly({ name: "name", description: "Name of the scheme.", required: true }),
        defineReadOnly({ name: "description", description: "What the scheme is.", required: true }),
        defineReadOnly({
          name: "specUri",
          type: "reference",
          description: "Its specification.",
          referenceTypes: ["external"],
        }),
        defineReadOnly({
          name: "documentationUri",
          type: "reference",
          description: "Documentation for people.",
          referenceTypes: ["external"],
        }),
        defineReadOnly({ name: "primary", type: "boolean", description: "Whether this scheme is preferred." }),
      ],
    }),
  ],
};

function defineFeature(name: string, description: string, limits: readonly SchemaAttribute[] = []): SchemaAttribute {
  const supported = defineReadOnly({
    name: "supported",
    type: "boolean",
    description: "Whether it is offered.",
    required: true,
  });
  return defineReadOnly({ name, type: "complex", description, required: true, subAttributes: [supported, ...limits] });
}

function defineLimit(name: string, description: string): SchemaAttribute {
  return defineReadOnly({ name, type: "integer", description, required: true });
}
