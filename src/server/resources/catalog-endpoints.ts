import type { CatalogType } from "../../profile/profile.ts";
import { ScimError } from "../../scim/error.ts";
import type { JsonObject } from "../../scim/json.ts";
import { parsePaging, toListResponse } from "../../scim/list.ts";
import { byMethod } from "../http/endpoint.ts";
import type { ServedEndpoint } from "../http/endpoint.ts";
import { toScimResponse } from "../http/scim-response.ts";
import type { ResourceEndpointsOptions } from "./resource-endpoints.ts";

/** What people can be given, for reading: the list page by page, and each by its id. */
export function toCatalogEndpoints(
  type: CatalogType,
  { maxResults }: Pick<ResourceEndpointsOptions, "maxResults">,
): readonly ServedEndpoint[] {
  const show = (resource: JsonObject, baseUrl: string): JsonObject => ({
    schemas: [type.schema.id],
    ...resource,
    meta: { resourceType: type.name, location: `${baseUrl}${type.endpoint}/${String(resource["id"])}` },
  });
  const list = byMethod({
    GET: async ({ query, baseUrl }) => {
      if (query.has("filter"))
        throw new ScimError(403, `${type.endpoint} cannot be filtered; read it without a filter.`);
      const { startIndex, count } = parsePaging(query, { maxResults });
      const page = type.resources.slice(startIndex - 1, startIndex - 1 + count);
      const resources = page.map((resource) => show(resource, baseUrl));
      return toScimResponse(200, toListResponse({ resources, totalResults: type.resources.length, startIndex }));
    },
  });
  const single = byMethod({
    GET: async ({ id, baseUrl }) => {
      const found = type.resources.find((resource) => resource["id"] === id);
      if (found === undefined) throw new ScimError(404, `There is no ${type.name} with the id '${id}'.`);
      return toScimResponse(200, show(found, baseUrl));
    },
  });
  return [
    { path: type.endpoint, handler: list },
    { path: `${type.endpoint}/:id`, handler: single },
  ];
}
