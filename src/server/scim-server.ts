import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import type { Profile } from "../profile/profile.ts";
import type { Product } from "../profile/seat-rules.ts";
import { ScimError } from "../scim/error.ts";
import type { FetchHandler } from "../scim/http.ts";
import type { TrafficRule } from "../exchange/traffic/traffic-rule.ts";
import type { TargetFacts } from "../profile/target-facts.ts";
import { toResourceTypes, toSchemas, toServiceProviderConfig } from "./discovery/discovery-resources.ts";
import { judgedFetch } from "./http/judged-fetch.ts";
import type { TrafficFinding } from "./http/judged-fetch.ts";
import { addAdminRoutes } from "./admin/admin-routes.ts";
import { createMemorySeatLedger } from "./seats/memory-seat-ledger.ts";
import { createMemoryStore } from "./stores/memory-store.ts";
import { toLimits } from "./http/limits.ts";
import type { ServerLimits } from "./http/limits.ts";
import type { ServerPorts } from "./ports.ts";
import { toErrorResponse } from "./http/scim-response.ts";
import { addScimRoutes } from "./http/scim-routes.ts";
import { servedGroupSchema, servedUserSchema, withProductsUnasked } from "./discovery/served-schemas.ts";
import type { ServerContext } from "./http/server-context.ts";
import { createUserWrites } from "./resources/users/user-writes.ts";

/** What a reference server is made of. */
export interface ScimServerOptions {
  readonly profile: Profile;
  /** Bearer token of the SCIM endpoints. */
  readonly token: string;
  /** Bearer token of the admin API. */
  readonly adminSecret: string;
  /** Path of the SCIM endpoints, without a trailing slash; `/scim/v2` when left out. */
  readonly basePath?: string;
  /** Products on sale at the start; those of the profile when left out. */
  readonly products?: readonly Product[];
  /** Replaces ports: for another storage, or to show off a defect. Receives those that would be used otherwise. */
  readonly ports?: (defaults: ServerPorts) => Partial<ServerPorts>;
  /** Epoch milliseconds; the system's when left out. */
  readonly clock?: () => number;
  /** Ids of new resources; random UUIDs when left out. */
  readonly newId?: () => string;
  /** Base URL that locations start with, such as `https://scim.example.com/scim/v2`; that of the request when left out. */
  readonly publicUrl?: string | undefined;
  /** How much a client may ask; what is left out is as in {@link DEFAULT_LIMITS}. */
  readonly limits?: Partial<ServerLimits>;
  /** Traffic rules that every SCIM answer is held against, for tests of the server, or of a server made of other ports. */
  readonly rules?: readonly TrafficRule[];
  /** Told of each answer that breaks one of `rules`. */
  readonly onFinding?: (finding: TrafficFinding) => void;
}

/** A SCIM service provider as a function of requests. */
export interface ScimServer {
  readonly fetch: FetchHandler;
  readonly ports: ServerPorts;
  readonly basePath: string;
}

/** Builds a reference server: SCIM below the base path, what the vendor's console does below `/admin/api`. */
export function createScimServer(options: ScimServerOptions): ScimServer {
  const { token, adminSecret, publicUrl } = options;
  const basePath = (options.basePath ?? "/scim/v2").replace(/\/+$/, "");
  const context = createContext(options);
  const writes = createUserWrites(context);
  const app = new Hono({ strict: false });
  // First, since SCIM at the root of the host would answer for every path.
  addAdminRoutes(app, { context, writes, adminSecret });
  addScimRoutes(app, { context, writes, basePath, token, publicUrl });
  const fetch: FetchHandler = async (request) => answer(app, request);
  return { fetch: judged(fetch, context, { ...options, basePath }), ports: context.ports, basePath };
}

function judged(fetch: FetchHandler, context: ServerContext, options: ScimServerOptions): FetchHandler {
  const { rules = [], onFinding, basePath = "" } = options;
  if (rules.length === 0 || onFinding === undefined) return fetch;
  const facts = (baseUrl: string): TargetFacts => ({
    serviceProviderConfig: toServiceProviderConfig(context, baseUrl),
    resourceTypes: toResourceTypes(context, baseUrl),
    schemas: toSchemas(context, baseUrl),
  });
  return judgedFetch(fetch, { rules, onFinding, basePath, facts });
}

// Hono looks a method up in plain objects, and finds what every object has there: one that is called `__proto__` would
// change the prototype of all objects.
async function answer(app: Hono, request: Request): Promise<Response> {
  if (!(request.method in Object.prototype)) return app.fetch(request);
  return toErrorResponse(new ScimError(501, `This server does not know the method ${request.method}.`));
}

function createContext(options: ScimServerOptions): ServerContext {
  const { profile, clock = Date.now, newId = randomUUID } = options;
  const products = options.products ?? profile.seats?.products ?? [];
  const defaults: ServerPorts = {
    store: createMemoryStore({ uniqueEmail: profile.capabilities.uniqueEmail === true }),
    seats: createMemorySeatLedger({ products, clock }),
  };
  const limits = toLimits(options.limits);
  const filterBounds = { length: limits.filterLength, nesting: limits.filterNesting };
  const publishedUserSchema = servedUserSchema(profile);
  const groupSchema = servedGroupSchema(profile);
  return {
    profile,
    ports: { ...defaults, ...options.ports?.(defaults) },
    clock,
    newId,
    limits,
    userSchema: { ...withProductsUnasked(publishedUserSchema, profile), filterBounds },
    publishedUserSchema,
    groupSchema: groupSchema && { ...groupSchema, filterBounds },
  };
}
