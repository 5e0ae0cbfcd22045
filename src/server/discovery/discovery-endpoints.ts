import { ScimError } from "../../scim/error.ts";
import { sameName } from "../../scim/json.ts";
import type { JsonObject } from "../../scim/json.ts";
import { toListResponse } from "../../scim/list.ts";
import { toResourceTypes, toSchemas, toServiceProviderConfig } from "./discovery-resources.ts";
import { byMethod } from "../http/endpoint.ts";
import type { ServedEndpoint, Handler } from "../http/endpoint.ts";
import { toScimResponse } from "../http/scim-response.ts";
import type { ServerContext } from "../http/server-context.ts";

/** The endpoints that tell what the server is like (RFC 7644 section 4); all of them can only be read. */
export function toDiscoveryEndpoints(context: ServerContext): readonly ServedEndpoint[] {
  const schemas = rememberLatest((baseUrl) => toSchemas(context, baseUrl));
  const resourceTypes = rememberLatest((baseUrl) => toResourceTypes(context, baseUrl));
  return [
    {
      path: "/ServiceProviderConfig",
      // RFC 7643 section 5: clients should be able to learn how to authenticate before they do.
      isPublic: true,
      handler: byMethod({
        GET: async ({ query, baseUrl }) => {
          refuseFilter(query);
          return toScimResponse(200, toServiceProviderConfig(context, baseUrl));
        },
      }),
    },
    { path: "/ResourceTypes", handler: toListHandler(resourceTypes) },
    { path: "/ResourceTypes/:id", handler: toSingleHandler("resource type", resourceTypes) },
    { path: "/Schemas", handler: toListHandler(schemas) },
    { path: "/Schemas/:id", handler: toSingleHandler("schema", schemas) },
  ];
}

type Resources = (baseUrl: string) => readonly JsonObject[];

/** All of them: sorting and paging are ignored here (RFC 7644 section 4). */
function toListHandler(resourcesOf: Resources): Handler {
  return byMethod({
    GET: async ({ query, baseUrl }) => {
      refuseFilter(query);
      const resources = resourcesOf(baseUrl);
      return toScimResponse(200, toListResponse({ resources, totalResults: resources.length, startIndex: 1 }));
    },
  });
}

function toSingleHandler(kind: string, resourcesOf: Resources): Handler {
  return byMethod({
    GET: async ({ id, query, baseUrl }) => {
      refuseFilter(query);
      const found = resourcesOf(baseUrl).find((resource) => sameName(String(resource["id"]), id));
      if (found === undefined) throw new ScimError(404, `There is no ${kind} '${id}'.`);
      return toScimResponse(200, found);
    },
  });
}

// RFC 7644 section 4: a filter at these endpoints is answered with 403.
function refuseFilter(query: URLSearchParams): void {
  if (query.has("filter"))
    throw new ScimError(403, "Discovery endpoints cannot be filtered; read them without a filter.");
}

/** Builds anew only when the base URL differs from that of the call before. */
function rememberLatest(build: Resources): Resources {
  let latest: { readonly baseUrl: string; readonly resources: readonly JsonObject[] } | undefined;
  return (baseUrl) => {
    latest = latest?.baseUrl === baseUrl ? latest : { baseUrl, resources: build(baseUrl) };
    return latest.resources;
  };
}
