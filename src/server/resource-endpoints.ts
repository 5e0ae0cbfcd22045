import { ScimError } from "../scim/error.ts";
import type { JsonObject } from "../scim/json.ts";
import { parsePatchRequest } from "../scim/patch-request.ts";
import { compileProjection, parseProjection } from "../scim/projection.ts";
import type { ResourceSchema } from "../scim/resource-schema.ts";
import { byMethod } from "./endpoint.ts";
import type { Endpoint, Exchange } from "./endpoint.ts";
import type { StoredResource } from "./ports.ts";
import { locationOf } from "./representation.ts";
import { readJsonObject } from "./request-body.ts";
import type { ResourceLogic } from "./resource-logic.ts";
import { queryResources } from "./resource-query.ts";
import { toEmptyResponse, toNotImplemented, toScimResponse } from "./scim-response.ts";

type Project = (resource: JsonObject) => JsonObject;

/** The endpoints of one resource type (RFC 7644 section 3.2): collection, single resource, and the search not offered. */
export function toResourceEndpoints(
  logic: ResourceLogic,
  options: { readonly maxResults: number },
): readonly Endpoint[] {
  const projectionOf = createProjections(logic.schema);
  const show = async (resource: StoredResource, { baseUrl }: Exchange, project: Project): Promise<JsonObject> =>
    project(await logic.represent(resource, baseUrl));
  const existing = (resource: StoredResource | undefined, { id }: Exchange): StoredResource => {
    if (resource !== undefined) return resource;
    throw new ScimError(404, `There is no ${logic.name} with the id '${id}'.`);
  };

  const collection = byMethod({
    GET: async ({ query, baseUrl }) => {
      const project = projectionOf(query);
      return toScimResponse(200, await queryResources(logic, query, { baseUrl, project, ...options }));
    },
    POST: async (exchange) => {
      const project = projectionOf(exchange.query);
      const resource = await logic.create(await readJsonObject(exchange.request));
      const location = locationOf(resource, exchange.baseUrl);
      return toScimResponse(201, await show(resource, exchange, project), { location });
    },
  });
  const single = byMethod({
    GET: async (exchange) => {
      const project = projectionOf(exchange.query);
      return toScimResponse(200, await show(existing(await logic.find(exchange.id), exchange), exchange, project));
    },
    PUT: async (exchange) => {
      const project = projectionOf(exchange.query);
      const changed = await logic.replace(exchange.id, await readJsonObject(exchange.request));
      return toScimResponse(200, await show(existing(changed, exchange), exchange, project));
    },
    PATCH: async (exchange) => {
      const project = projectionOf(exchange.query);
      const operations = parsePatchRequest(await readJsonObject(exchange.request));
      const changed = existing(await logic.patch(exchange.id, operations), exchange);
      // RFC 7644 section 3.5.2: 200 with the resource whenever "attributes" is given, else 200 or 204.
      const isWanted = logic.patchAnswer === "resource" || exchange.query.has("attributes");
      return isWanted ? toScimResponse(200, await show(changed, exchange, project)) : toEmptyResponse();
    },
    DELETE: async (exchange) => {
      if (await logic.remove(exchange.id)) return toEmptyResponse();
      throw new ScimError(404, `There is no ${logic.name} with the id '${exchange.id}'.`);
    },
  });
  return [
    { path: `/${logic.name}s`, handler: collection },
    { path: `/${logic.name}s/.search`, handler: async () => toNotImplemented("queries by POST to /.search") },
    { path: `/${logic.name}s/:id`, handler: single },
  ];
}

/** Reads the projection parameters; what nearly every request asks for, which is everything, is compiled but once. */
function createProjections(schema: ResourceSchema): (query: URLSearchParams) => Project {
  const everything = compileProjection({}, schema);
  return (query) => {
    const attributes = query.get("attributes");
    const excludedAttributes = query.get("excludedAttributes");
    if (attributes === null && excludedAttributes === null) return everything;
    return compileProjection(parseProjection({ attributes, excludedAttributes }), schema);
  };
}
