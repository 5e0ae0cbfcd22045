import { isArray, isObject } from "../../scim/json.ts";
import { toCaselessKey } from "./caseless-key.ts";
import type { StoredResource } from "../ports.ts";
import { primaryAddress } from "../resources/users/primary-email.ts";
import { createResourceIndex } from "../query/resource-index.ts";
import type { ResourceIndex } from "../query/resource-index.ts";

/** The indexes that a store in memory keeps beside the resources. */
export interface StoreIndexes {
  /** Users by userName, see {@link userNameKey}. */
  readonly userNames: ResourceIndex;
  /** Users by primary e-mail, see {@link emailKey}. */
  readonly emails: ResourceIndex;
  /** Groups by the id of a member. */
  readonly members: ResourceIndex;
}

/** Empty indexes. */
export function createStoreIndexes(): StoreIndexes {
  return {
    userNames: createResourceIndex((resource) => toList(userNameKey(resource))),
    emails: createResourceIndex((resource) => toList(emailKey(resource))),
    members: createResourceIndex(memberIds),
  };
}

/** What a user is found by regardless of letter case; undefined for a group. */
export function userNameKey({ type, attributes }: StoredResource): string | undefined {
  const { userName } = attributes;
  return type === "User" && typeof userName === "string" ? toCaselessKey(userName) : undefined;
}

/** The address of a user's primary e-mail regardless of letter case; undefined for a group or without an e-mail. */
export function emailKey({ type, attributes }: StoredResource): string | undefined {
  const address = type === "User" ? primaryAddress(attributes) : undefined;
  return address === undefined ? undefined : toCaselessKey(address);
}

function memberIds({ type, attributes }: StoredResource): readonly string[] {
  const { members } = attributes;
  if (type !== "Group" || !isArray(members)) return [];
  return members.flatMap((member) => (isObject(member) && typeof member["value"] === "string" ? member["value"] : []));
}

function toList(key: string | undefined): readonly string[] {
  return key === undefined ? [] : [key];
}
