import { isArray, isObject } from "../scim/json.ts";
import { toCaselessKey } from "./caseless-key.ts";
import { EmailTaken } from "./email-taken.ts";
import type { Store, StoredResource, StoredType } from "./ports.ts";
import { primaryAddress } from "./primary-email.ts";
import { createResourceIndex } from "./resource-index.ts";
import { UserNameTaken } from "./user-name-taken.ts";

/** What a store has to know of the profile. */
export interface StoreOptions {
  /** True when no two users may have the same primary e-mail. */
  readonly uniqueEmail: boolean;
}

/** A store that keeps everything in memory; gone when the process ends. Each method does its work in one step. */
export function createMemoryStore(options: StoreOptions): Store {
  const resources = { User: new Map<string, StoredResource>(), Group: new Map<string, StoredResource>() };
  const userNames = createResourceIndex(userNameKeys);
  const emails = createResourceIndex(emailKeys);
  const members = createResourceIndex(memberKeys);

  const refuseDuplicates = (resource: StoredResource): void => {
    const isTaken = ([id]: Iterable<string>): boolean => id !== undefined && id !== resource.id;
    const { userName } = resource.attributes;
    if (userNameKeys(resource).some((key) => isTaken(userNames.find(key)))) throw new UserNameTaken(String(userName));
    if (options.uniqueEmail && emailKeys(resource).some((key) => isTaken(emails.find(key)))) {
      throw new EmailTaken(primaryAddress(resource.attributes) ?? "");
    }
  };
  const put = (before: StoredResource | undefined, after: StoredResource): void => {
    refuseDuplicates(after);
    resources[after.type].set(after.id, after);
    for (const index of [userNames, emails, members]) index.change(before, after);
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
      if (current === undefined) return undefined;
      const changed = change(current);
      if (changed !== current) put(current, changed);
      return changed;
    },
    remove: async (type: StoredType, id: string) => {
      const current = resources[type].get(id);
      for (const index of [userNames, emails, members]) index.change(current, undefined);
      return resources[type].delete(id);
    },
  };
}

function userNameKeys({ type, attributes }: StoredResource): readonly string[] {
  const { userName } = attributes;
  return type === "User" && typeof userName === "string" ? [toCaselessKey(userName)] : [];
}

function emailKeys({ type, attributes }: StoredResource): readonly string[] {
  const address = type === "User" ? primaryAddress(attributes) : undefined;
  return address === undefined ? [] : [toCaselessKey(address)];
}

function memberKeys({ type, attributes }: StoredResource): readonly string[] {
  const { members } = attributes;
  if (type !== "Group" || !isArray(members)) return [];
  return members.flatMap((member) => (isObject(member) && typeof member["value"] === "string" ? member["value"] : []));
}
