import type { Context, Hono } from "hono";
import { ScimError } from "../../scim/error.ts";
import { createBearerAuthenticator, toChallenge } from "./bearer-authentication.ts";
import { toDiscoveryEndpoints } from "../discovery/discovery-endpoints.ts";
import type { ServedEndpoint, Handler } from "./endpoint.ts";
import { toCatalogEndpoints } from "../resources/catalog-endpoints.ts";
import { createGroups } from "../resources/groups/groups.ts";
import { toResourceEndpoints } from "../resources/resource-endpoints.ts";
import { isTooLong, urlTooLong } from "./url-limit.ts";
import { toErrorResponse, toNotImplemented, toUnknownEndpoint } from "./scim-response.ts";
import type { ServerContext } from "./server-context.ts";
import { toScimError } from "./to-scim-error.ts";
import type { UserWrites } from "../resources/users/user-writes.ts";
import { createUsers } from "../resources/users/users.ts";

/** What the SCIM side of the server needs. */
export interface ScimRoutesOptions {
  readonly context: ServerContext;
  readonly writes: UserWrites;
  /** Without a trailing slash. */
  readonly basePath: string;
  readonly token: string;
  /** Base URL for locations; that of the request when undefined. */
  readonly publicUrl: string | undefined;
}

/** Adds every SCIM endpoint. Nothing but the ServiceProviderConfig is shown without credentials. */
export function addScimRoutes(app: Hono, options: ScimRoutesOptions): void {
  const { context, basePath, publicUrl } = options;
  const authenticate = createBearerAuthenticator(options.token);
  const answer = async ({ handler, isPublic }: ServedEndpoint, c: Context): Promise<Response> => {
    const request = c.req.raw;
    if (isTooLong(request, context.limits)) return toErrorResponse(urlTooLong(context.limits));
    const credentials = isPublic === true && isReading(request) ? "right" : authenticate(request);
    if (credentials !== "right") return toUnauthorized(toChallenge("SCIM", credentials));
    try {
      const baseUrl = publicUrl?.replace(/\/+$/, "") ?? `${originOf(request)}${basePath}`;
      return await handler({ request, baseUrl, id: c.req.param("id") ?? "", query: queryOf(request) });
    } catch (error) {
      return toErrorResponse(toScimError(error, context.profile.seats));
    }
  };
  for (const endpoint of toEndpoints(options)) app.all(`${basePath}${endpoint.path}`, async (c) => answer(endpoint, c));
  // Not a route of its own: a second one that fits makes Hono chain handlers for every request.
  app.notFound(async (c) => {
    const { path } = c.req;
    if (isTooLong(c.req.raw, context.limits)) return toErrorResponse(urlTooLong(context.limits));
    const handler: Handler = async () => toUnknownEndpoint(path);
    return path.startsWith(`${basePath}/`) ? answer({ path, handler }, c) : toUnknownEndpoint(path);
  });
}

function toEndpoints({ context, writes }: ScimRoutesOptions): readonly ServedEndpoint[] {
  const options = { maxResults: context.profile.server.maxResults, limits: context.limits };
  const { groupSchema } = context;
  return [
    ...toResourceEndpoints(createUsers(context, writes), options),
    ...(groupSchema === undefined ? [] : toResourceEndpoints(createGroups(context, groupSchema), options)),
    ...(context.profile.catalog ?? []).flatMap((type) => toCatalogEndpoints(type, options)),
    ...toDiscoveryEndpoints(context),
    { path: "/Me", handler: async () => toNotImplemented("/Me, a name for the user who asks") },
    { path: "/Bulk", handler: async () => toNotImplemented("bulk requests") },
    { path: "/.search", handler: async () => toNotImplemented("queries by POST to /.search") },
    { path: "", handler: async () => toNotImplemented("queries over all resource types at once") },
  ];
}

function isReading({ method }: Request): boolean {
  return method === "GET" || method === "HEAD";
}

function toUnauthorized(challenge: string): Response {
  const detail =
    "The credentials are missing or wrong: send the API token of this server as 'Authorization: Bearer <token>'.";
  return toErrorResponse(new ScimError(401, detail), { "www-authenticate": challenge });
}

// Cheaper than a URL object, of which every request would need one. The shortest prefix is `http://h`.
function originOf({ url }: Request): string {
  const end = url.indexOf("/", 8);
  return end === -1 ? url : url.slice(0, end);
}

/** The parameters, with `+` and `%20` read as spaces. */
function queryOf({ url }: Request): URLSearchParams {
  const start = url.indexOf("?");
  return new URLSearchParams(start === -1 ? "" : url.slice(start + 1));
}
