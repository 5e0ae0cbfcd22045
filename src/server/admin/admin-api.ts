import { ScimError } from "../../scim/error.ts";
import type { Json, JsonObject } from "../../scim/json.ts";
import { toAdminUser, toPortalUser } from "./admin-users.ts";
import type { AdminUser } from "./admin-users.ts";
import type { ProductSeats, StoredResource } from "../ports.ts";
import { readJsonObject } from "../http/request-body.ts";
import type { ServerContext } from "../http/server-context.ts";
import { toScimError } from "../http/to-scim-error.ts";
import type { UserWrites } from "../resources/users/user-writes.ts";

/** Answers a request below `/admin/api`, whose credentials have been checked; never rejects. */
export type AdminApi = (request: Request, path: string) => Promise<Response>;

type AdminHandler = (request: Request) => Promise<Response>;

/** What the vendor's own console does, as plain JSON. `writes` must be those that the SCIM side uses too. */
export function createAdminApi(context: ServerContext, writes: UserWrites): AdminApi {
  const routes: Readonly<Record<string, Readonly<Record<string, AdminHandler>>>> = {
    "/seats": { GET: async () => showSeats(context) },
    "/seats/buy": { POST: async (request) => buySeats(context, await readJsonObject(request, context.limits)) },
    "/users": {
      GET: async () => showUsers(context),
      POST: async (request) => addUser(context, writes, await readJsonObject(request, context.limits)),
    },
  };
  return async (request, path) => {
    try {
      const methods = Object.hasOwn(routes, path) ? routes[path] : undefined;
      if (methods === undefined) return toAdminError(404, `There is no '${path}' in the admin API.`);
      const handler = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined;
      if (handler !== undefined) return await handler(request);
      const allow = Object.keys(methods).join(", ");
      return toAdminError(405, `The method ${request.method} is not possible here; these are: ${allow}.`, { allow });
    } catch (error) {
      const { status, detail } = toScimError(error, context.profile.seats);
      return toAdminError(status, detail);
    }
  };
}

/** An error of the admin API: `{ "error": "..." }`. */
export function toAdminError(status: number, error: string, headers?: Readonly<Record<string, string>>): Response {
  return Response.json({ error }, { status, ...(headers && { headers }) });
}

async function showSeats({ ports: { seats } }: ServerContext): Promise<Response> {
  return Response.json({ products: (await seats.products()).map(toSeats) });
}

async function buySeats({ ports: { seats } }: ServerContext, form: JsonObject): Promise<Response> {
  const { product, seats: count } = form;
  if (typeof product !== "string" || product.trim() === "") {
    throw new ScimError(400, "The field 'product' must be the name of a product.");
  }
  if (typeof count !== "number" || !Number.isSafeInteger(count) || count < 1) {
    throw new ScimError(400, `The field 'seats' must be a whole number above zero, found ${JSON.stringify(count)}.`);
  }
  return Response.json(toSeats(await seats.buy(product, count)));
}

async function showUsers(context: ServerContext): Promise<Response> {
  const users = await context.ports.store.list("User");
  return Response.json({ users: await Promise.all(users.map(async (user) => showUser(context, user))) });
}

async function addUser(context: ServerContext, writes: UserWrites, form: JsonObject): Promise<Response> {
  const user = toPortalUser(context, form);
  await writes.insert(user);
  return Response.json(await showUser(context, user), { status: 201 });
}

async function showUser({ ports: { seats } }: ServerContext, user: StoredResource): Promise<AdminUser> {
  return toAdminUser(user, await seats.held(user.id));
}

function toSeats({ name, total, used, expires }: ProductSeats): Readonly<Record<string, Json>> {
  return { name, total, used, available: total - used, expires: expires ?? null };
}
