import type { Hono } from "hono";
import { createAdminApi, toAdminError } from "./admin-api.ts";
import { createBearerAuthenticator, toChallenge } from "../http/bearer-authentication.ts";
import type { ServerContext } from "../http/server-context.ts";
import { isTooLong, urlTooLong } from "../http/url-limit.ts";
import type { UserWrites } from "../resources/users/user-writes.ts";

const ADMIN_API_PATH = "/admin/api";

/** What the admin side of the server needs. */
export interface AdminRoutesOptions {
  readonly context: ServerContext;
  /** Those that the SCIM side uses too. */
  readonly writes: UserWrites;
  /** Bearer token of the admin API; the SCIM token does not open it. */
  readonly adminSecret: string;
}

/** Adds the admin API below `/admin/api`. */
export function addAdminRoutes(app: Hono, { context, writes, adminSecret }: AdminRoutesOptions): void {
  const authenticate = createBearerAuthenticator(adminSecret);
  const answer = createAdminApi(context, writes);
  app.all(`${ADMIN_API_PATH}/*`, async (c) => {
    if (isTooLong(c.req.raw, context.limits)) return toAdminError(414, urlTooLong(context.limits).detail);
    const credentials = authenticate(c.req.raw);
    if (credentials === "right") return answer(c.req.raw, c.req.path.slice(ADMIN_API_PATH.length));
    const error = "The credentials are missing or wrong: send the admin secret as 'Authorization: Bearer <secret>'.";
    return toAdminError(401, error, { "www-authenticate": toChallenge("admin", credentials) });
  });
}
