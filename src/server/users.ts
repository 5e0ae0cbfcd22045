import { ScimError } from "../scim/error.ts";
import { equalityOf } from "../scim/filter-index.ts";
import type { Filter } from "../scim/filter-syntax.ts";
import type { JsonObject } from "../scim/json.ts";
import { toCaselessKey } from "./caseless-key.ts";
import { withAttributes } from "./change-resource.ts";
import { EmailTaken } from "./email-taken.ts";
import { leaveAllGroups, membershipsOf } from "./memberships.ts";
import type { Store, StoredResource } from "./ports.ts";
import { primaryAddress } from "./primary-email.ts";
import { toRepresentation } from "./representation.ts";
import type { ResourceLogic } from "./resource-logic.ts";
import { SeatRefusal } from "./seat-refusal.ts";
import type { ServerContext } from "./server-context.ts";
import { ignoreEmailTypes, showSingleEmail } from "./single-email.ts";
import { UserNameTaken } from "./user-name-taken.ts";
import { createUserAttributes } from "./user-attributes.ts";
import { productsOf } from "./user-products.ts";
import type { UserWrites } from "./user-writes.ts";

/** What the server does with users; all of them are written through `writes`. */
export function createUsers(context: ServerContext, writes: UserWrites): ResourceLogic {
  const { profile, ports, clock, userSchema: schema } = context;
  const { store } = ports;
  const attributes = createUserAttributes(context);
  const isSingle = profile.server.emails === "single";
  const isHidden = (user: StoredResource): boolean => user.neverAssigned && profile.server.portalUsers === "hidden";
  const onlyVisible = (user: StoredResource | undefined): StoredResource | undefined =>
    user && !isHidden(user) ? user : undefined;
  const find = async (id: string): Promise<StoredResource | undefined> => onlyVisible(await store.find("User", id));

  const update = async (
    id: string,
    attributesOf: (current: StoredResource) => JsonObject,
  ): Promise<StoredResource | undefined> => {
    if ((await find(id)) === undefined) return undefined;
    return writes.update(id, (current) => {
      const next = changeUser(current, attributesOf(current), clock());
      verifyProducts(context, next, current);
      return next;
    });
  };

  return {
    name: "User",
    schema,
    patchAnswer: "resource",
    create: async (body) => {
      const user = newUser(context, attributes.ofPost(body));
      verifyProducts(context, user);
      await refuseDuplicates(context, user.attributes);
      await writes.insert(user);
      return user;
    },
    find,
    replace: async (id, body) => update(id, (current) => attributes.ofPut(body, current)),
    patch: async (id, operations) => update(id, (current) => attributes.ofPatch(operations, current)),
    remove: async (id) => {
      if ((await find(id)) === undefined || !(await writes.remove(id))) return false;
      await leaveAllGroups(id, store, clock());
      return true;
    },
    candidates: async (filter) => (await narrow(store, filter)).filter((user) => !isHidden(user)),
    toOwnFilter: isSingle ? ignoreEmailTypes : (filter) => filter,
    represent: async (user, baseUrl) => {
      const shown = isSingle ? { ...user, attributes: showSingleEmail(user.attributes) } : user;
      const representation = toRepresentation(shown, schema, baseUrl);
      const groups = context.groupSchema === undefined ? [] : await membershipsOf(user.id, store, baseUrl);
      return groups.length === 0 ? representation : { ...representation, groups };
    },
  };
}

function newUser({ clock, newId }: ServerContext, attributes: JsonObject): StoredResource {
  const now = clock();
  return { id: newId(), type: "User", attributes, created: now, lastModified: now, neverAssigned: false };
}

/** The user after a SCIM write. The first one that makes or unmakes a portal user active links him. */
function changeUser(current: StoredResource, attributes: JsonObject, now: number): StoredResource {
  const changed = withAttributes(current, attributes, now);
  if (!current.neverAssigned) return changed;
  verifySamePerson(current, attributes);
  const isLinked = attributes["active"] === true || attributes["active"] !== current.attributes["active"];
  return isLinked ? { ...changed, neverAssigned: false } : changed;
}

// The integration guide: userName and e-mail of an existing user have to match those of the identity provider.
function verifySamePerson(current: StoredResource, attributes: JsonObject): void {
  const before = {
    userName: String(current.attributes["userName"]),
    "e-mail": primaryAddress(current.attributes) ?? "",
  };
  const after = { userName: String(attributes["userName"]), "e-mail": primaryAddress(attributes) ?? "" };
  for (const key of ["userName", "e-mail"] as const) {
    if (toCaselessKey(before[key]) === toCaselessKey(after[key])) continue;
    throw new ScimError(
      409,
      `The existing user has the ${key} '${before[key]}' and cannot be linked to one with '${after[key]}': ` +
        "userName and e-mail must both match. Change one of the two sides and assign the user again.",
    );
  }
}

/** Where products are sold by the seat, nobody is active without one, and nobody loses his last one by an update. */
function verifyProducts({ profile: { seats } }: ServerContext, next: StoredResource, current?: StoredResource): void {
  if (seats === undefined || productsOf(next.attributes, seats).length > 0) return;
  const mayBeWithout = current !== undefined && productsOf(current.attributes, seats).length === 0;
  if (mayBeWithout && next.attributes["active"] !== true) return;
  throw SeatRefusal.noProduct(seats.attribute.name);
}

// The store refuses duplicates by itself. Asking first keeps seats out of it: a taken userName is the better news.
async function refuseDuplicates({ profile, ports: { store } }: ServerContext, attributes: JsonObject): Promise<void> {
  const userName = String(attributes["userName"]);
  if ((await store.findByUserName(userName)) !== undefined) throw new UserNameTaken(userName);
  const email = primaryAddress(attributes);
  if (profile.capabilities.uniqueEmail !== true || email === undefined) return;
  if ((await store.findByEmail(email)) !== undefined) throw new EmailTaken(email);
}

async function narrow(store: Store, filter: Filter | undefined): Promise<readonly StoredResource[]> {
  const userName = filter && equalityOf(filter, "userName");
  const id = filter && equalityOf(filter, "id");
  if (userName === undefined && id === undefined) return store.list("User");
  const user = id === undefined ? await store.findByUserName(userName ?? "") : await store.find("User", id);
  return user === undefined ? [] : [user];
}
