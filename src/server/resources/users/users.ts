import { equalityOf } from "../../../scim/filter/index-by.ts";
import type { FilterExpression } from "../../../scim/filter/syntax.ts";
import type { JsonObject } from "../../../scim/json.ts";
import { EmailTaken } from "./email-taken.ts";
import { verifyStored } from "../../http/json-limits.ts";
import { leaveAllGroups, membershipsOf } from "../groups/memberships.ts";
import type { Store, StoredResource } from "../../ports.ts";
import { primaryAddress } from "./primary-email.ts";
import { toRepresentation } from "../representation.ts";
import type { ResourceLogic } from "../resource-logic.ts";
import type { ServerContext } from "../../http/server-context.ts";
import { ignoreEmailTypes, showSingleEmail } from "./single-email.ts";
import { UserNameTaken } from "./user-name-taken.ts";
import { createUserAttributes } from "./user-attributes.ts";
import { changeUser, verifyProducts } from "./user-rules.ts";
import type { UserWrites } from "./user-writes.ts";

/** What the server does with users; all of them are written through `writes`. */
export function createUsers(context: ServerContext, writes: UserWrites): ResourceLogic {
  const { profile, ports, clock } = context;
  const { store } = ports;
  const attributes = createUserAttributes(context);
  const isHidden = (user: StoredResource): boolean => user.neverAssigned && profile.server.portalUsers === "hidden";
  const find = async (id: string): Promise<StoredResource | undefined> => {
    const user = await store.find("User", id);
    return user && !isHidden(user) ? user : undefined;
  };
  const update = async (id: string, attributesOf: AttributesOf): Promise<StoredResource | undefined> => {
    if ((await find(id)) === undefined) return undefined;
    return writes.update(id, (current) => {
      const next = changeUser(current, attributesOf(current), clock());
      if (profile.seats !== undefined) verifyProducts(profile.seats, next.attributes, current.attributes);
      verifyStored(next.attributes, context.limits);
      return next;
    });
  };
  return {
    name: "User",
    schema: context.userSchema,
    patchAnswer: "resource",
    create: async (body) => createUser(context, writes, attributes.ofPost(body)),
    find,
    replace: async (id, body) => update(id, (current) => attributes.ofPut(body, current)),
    patch: async (id, operations) => update(id, (current) => attributes.ofPatch(operations, current)),
    remove: async (id) => {
      if ((await find(id)) === undefined || !(await writes.remove(id))) return false;
      await leaveAllGroups(id, store, clock());
      return true;
    },
    candidates: async (filter) => (await narrow(store, filter)).filter((user) => !isHidden(user)),
    toOwnFilter: profile.server.emails === "single" ? ignoreEmailTypes : (filter) => filter,
    represent: async (user, baseUrl) => represent(context, user, baseUrl),
  };
}

type AttributesOf = (current: StoredResource) => JsonObject;

async function createUser(context: ServerContext, writes: UserWrites, attributes: JsonObject): Promise<StoredResource> {
  const { profile, clock, newId, limits } = context;
  verifyStored(attributes, limits);
  if (profile.seats !== undefined) verifyProducts(profile.seats, attributes);
  await refuseDuplicates(context, attributes);
  const now = clock();
  const user = {
    id: newId(),
    type: "User",
    attributes,
    created: now,
    lastModified: now,
    neverAssigned: false,
  } as const;
  await writes.insert(user);
  return user;
}

// The store refuses duplicates by itself. Asking first keeps seats out of it: a taken userName is the better news.
async function refuseDuplicates({ profile, ports: { store } }: ServerContext, attributes: JsonObject): Promise<void> {
  const userName = String(attributes["userName"]);
  if ((await store.findByUserName(userName)) !== undefined) throw new UserNameTaken(userName);
  const email = primaryAddress(attributes);
  if (profile.capabilities.uniqueEmail !== true || email === undefined) return;
  if ((await store.findByEmail(email)) !== undefined) throw new EmailTaken(email);
}

async function narrow(store: Store, filter: FilterExpression | undefined): Promise<readonly StoredResource[]> {
  const userName = filter && equalityOf(filter, "userName");
  const id = filter && equalityOf(filter, "id");
  if (userName === undefined && id === undefined) return store.list("User");
  const user = id === undefined ? await store.findByUserName(userName ?? "") : await store.find("User", id);
  return user === undefined ? [] : [user];
}

async function represent(context: ServerContext, user: StoredResource, baseUrl: string): Promise<JsonObject> {
  const { profile, ports, userSchema, groupSchema } = context;
  const isSingle = profile.server.emails === "single";
  const shown = isSingle ? { ...user, attributes: showSingleEmail(user.attributes) } : user;
  const representation = toRepresentation(shown, userSchema, baseUrl);
  const groups = groupSchema === undefined ? [] : await membershipsOf(user.id, ports.store, baseUrl);
  return groups.length === 0 ? representation : { ...representation, groups };
}
