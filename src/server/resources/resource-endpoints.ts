import { ScimError } from "../../scim/error.ts";
import type { JsonObject } from "../../scim/json.ts";
import { parsePatchRequest } from "../../scim/patch/request.ts";
import { byMethod } from "../http/endpoint.ts";
import type { ServedEndpoint, ServedExchange, Handler } from "../http/endpoint.ts";
import type { StoredResource } from "../ports.ts";
import { createProjectionReader } from "../query/projection-reader.ts";
import type { Project, ProjectionReader } from "../query/projection-reader.ts";
import type { ServerLimits } from "../http/limits.ts";
import { locationOf } from "./representation.ts";
import { readJsonObject } from "../http/request-body.ts";
import type { ResourceLogic } from "./resource-logic.ts";
import { queryResources } from "../query/resource-query.ts";
import { toEmptyResponse, toNotImplemented, toScimResponse } from "../http/scim-response.ts";

/** What the endpoints of a resource type need to know beyond its logic. */
export interface ResourceEndpointsOptions {
  readonly maxResults: number;
  readonly limits: ServerLimits;
}

/** The endpoints of one resource type (RFC 7644 section 3.2): collection, single resource, and the search not offered. */
export function toResourceEndpoints(
  logic: ResourceLogic,
  options: ResourceEndpointsOptions,
): readonly ServedEndpoint[] {
  const readProjection = createProjectionReader(logic.schema);
  const path = `/${logic.name}s`;
  return [
    { path, handler: toCollectionHandler(logic, readProjection, options) },
    { path: `${path}/.search`, handler: async () => toNotImplemented("queries by POST to /.search") },
    { path: `${path}/:id`, handler: toSingleHandler(logic, readProjection, options) },
  ];
}

// The parameters are read before anything is written: a request with a bad one must not leave traces.
function toCollectionHandler(
  logic: ResourceLogic,
  readProjection: ProjectionReader,
  { maxResults, limits }: ResourceEndpointsOptions,
): Handler {
  return byMethod({
    GET: async ({ query, baseUrl }) => {
      const project = readProjection(query);
      return toScimResponse(200, await queryResources(logic, query, { baseUrl, project, maxResults, limits }));
    },
    POST: async ({ request, query, baseUrl }) => {
      const project = readProjection(query);
      const resource = await logic.create(await readJsonObject(request, limits));
      const body = project(await logic.represent(resource, baseUrl));
      return toScimResponse(201, body, { location: locationOf(resource, baseUrl) });
    },
  });
}

function toSingleHandler(
  logic: ResourceLogic,
  readProjection: ProjectionReader,
  { limits }: ResourceEndpointsOptions,
): Handler {
  return byMethod({
    GET: async (exchange) => {
      const project = readProjection(exchange.query);
      return show(logic, await logic.find(exchange.id), { exchange, project });
    },
    PUT: async (exchange) => {
      const project = readProjection(exchange.query);
      const changed = await logic.replace(exchange.id, await readJsonObject(exchange.request, limits));
      return show(logic, changed, { exchange, project });
    },
    PATCH: async (exchange) => {
      const project = readProjection(exchange.query);
      const operations = parsePatchRequest(await readJsonObject(exchange.request, limits));
      const changed = await logic.patch(exchange.id, operations);
      // RFC 7644 section 3.5.2: 200 with the resource whenever "attributes" is given, else 200 or 204.
      const isQuiet = logic.patchAnswer === "nothing" && !exchange.query.has("attributes");
      return changed !== undefined && isQuiet ? toEmptyResponse() : show(logic, changed, { exchange, project });
    },
    DELETE: async ({ id }) => {
      if (await logic.remove(id)) return toEmptyResponse();
      throw notFound(logic, id);
    },
  });
}

interface Showing {
  readonly exchange: ServedExchange;
  readonly project: Project;
}

async function show(
  logic: ResourceLogic,
  resource: StoredResource | undefined,
  { exchange: { id, baseUrl }, project }: Showing,
): Promise<Response> {
  if (resource === undefined) throw notFound(logic, id);
  const body: JsonObject = project(await logic.represent(resource, baseUrl));
  const location = locationOf(resource, baseUrl);
  // As in the examples of RFC 7644 sections 3.4.1 and 3.5.1; meta.location is the same as Content-Location (RFC 7643 section 3.1).
  return toScimResponse(200, body, { location, "content-location": location });
}

function notFound({ name }: ResourceLogic, id: string): ScimError {
  return new ScimError(404, `There is no ${name} with the id '${id}'.`);
}
