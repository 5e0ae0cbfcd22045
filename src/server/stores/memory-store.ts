import { toCaselessKey } from "./caseless-key.ts";
import { EmailTaken } from "../resources/users/email-taken.ts";
import type { Store, StoredResource } from "../ports.ts";
import { primaryAddress } from "../resources/users/primary-email.ts";
import { createStoreIndexes, emailKey, userNameKey } from "./store-indexes.ts";
import { UserNameTaken } from "../resources/users/user-name-taken.ts";

/** What a store has to know of the profile. */
export interface StoreOptions {
  /** True when no two users may have the same primary e-mail. */
  readonly uniqueEmail: boolean;
}

/** A store that keeps everything in memory; gone when the process ends. Each method does its work in one step. */
export function createMemoryStore({ uniqueEmail }: StoreOptions): Store {
  const resources = { User: new Map<string, StoredResource>(), Group: new Map<string, StoredResource>() };
  const indexes = createStoreIndexes();
  const { userNames, emails, members } = indexes;

  const put = (before: StoredResource | undefined, after: StoredResource): void => {
    const isTaken = ([id]: Iterable<string>): boolean => id !== undefined && id !== after.id;
    const { userName } = after.attributes;
    if (isTaken(userNames.find(userNameKey(after)))) throw new UserNameTaken(String(userName));
    if (uniqueEmail && isTaken(emails.find(emailKey(after))))
      throw new EmailTaken(String(primaryAddress(after.attributes)));
    resources[after.type].set(after.id, after);
    for (const index of Object.values(indexes)) index.change(before, after);
  };
  const firstUser = ([id]: Iterable<string>): StoredResource | undefined =>
    id === undefined ? undefined : resources.User.get(id);

  return {
    insert: async (resource) => put(undefined, resource),
    find: async (type, id) => resources[type].get(id),
    findByUserName: async (userName) => firstUser(userNames.find(toCaselessKey(userName))),
    findByEmail: async (email) => firstUser(emails.find(toCaselessKey(email))),
    findGroupsOf: async (memberId) => [...members.find(memberId)].flatMap((id) => resources.Group.get(id) ?? []),
    list: async (type) => [...resources[type].values()],
    update: async (type, id, change) => {
      const current = resources[type].get(id);
      const changed = current && change(current);
      if (changed !== undefined && changed !== current) put(current, changed);
      return changed;
    },
    remove: async (type, id) => {
      for (const index of Object.values(indexes)) index.change(resources[type].get(id), undefined);
      return resources[type].delete(id);
    },
  };
}
