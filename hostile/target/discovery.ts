import type { Json } from "../../src/scim/json.ts";
import {
  GROUP_URN,
  LIST_RESPONSE_URN,
  RESOURCE_TYPE_URN,
  SERVICE_PROVIDER_CONFIG_URN,
  USER_URN,
} from "../../src/scim/urns.ts";
import { refusal } from "./call.ts";
import type { Answer, Call } from "./call.ts";
import type { World } from "./world.ts";

/** Answers what is about no user and no group. */
export function answerDiscovery(call: Call, world: World): Answer {
  if (call.endpoint === "Me" || call.endpoint === "Bulk" || call.endpoint === ".search") {
    return refusal(501, `/${call.endpoint} is not supported`);
  }
  if (call.method !== "GET" || call.id !== undefined) return refusal(404, "there is nothing here");
  switch (call.endpoint) {
    case "ServiceProviderConfig":
      return { status: 200, body: config(world) };
    case "ResourceTypes":
      return listOf([resourceType("User", USER_URN, world), resourceType("Group", GROUP_URN, world)]);
    default:
      return refusal(404, "there is nothing here");
  }
}

function listOf(resources: readonly Json[]): Answer {
  const { length } = resources;
  const body = { schemas: [LIST_RESPONSE_URN], totalResults: length, startIndex: 1, itemsPerPage: length };
  return { status: 200, body: { ...body, Resources: resources } };
}

function resourceType(name: string, schema: string, { origin, basePath }: World): Json {
  return {
    schemas: [RESOURCE_TYPE_URN],
    id: name,
    name,
    description: `A ${name.toLowerCase()}`,
    endpoint: `/${name}s`,
    schema,
    meta: { resourceType: "ResourceType", location: `${origin}${basePath}/ResourceTypes/${name}` },
  };
}

function config({ origin, basePath }: World): { readonly [key: string]: Json } {
  return {
    schemas: [SERVICE_PROVIDER_CONFIG_URN],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: 200 },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: false },
    authenticationSchemes: [{ type: "oauthbearertoken", name: "Bearer", description: "A bearer token" }],
    meta: { resourceType: "ServiceProviderConfig", location: `${origin}${basePath}/ServiceProviderConfig` },
  };
}
