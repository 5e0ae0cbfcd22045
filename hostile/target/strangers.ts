import type { JsonObject } from "../../src/scim/json.ts";
import { GROUP_URN, USER_URN } from "../../src/scim/urns.ts";
import type { Endpoint } from "./endpoint.ts";

const USERS = 200;
const GROUPS = 50;

/** Fills a target with the people and groups of somebody else, each group with four members. `add` gives the id. */
export function makeStrangers(add: (endpoint: Endpoint, resource: JsonObject) => string): void {
  const ids = Array.from({ length: USERS }, (_, index) => add("Users", strangerUser(`employee${index + 1}`)));
  for (let group = 0; group < GROUPS; group += 1) {
    const members = ids.slice(group * 4, group * 4 + 4).map((value) => ({ value, type: "User" }));
    add("Groups", { schemas: [GROUP_URN], displayName: `Department ${group + 1}`, members });
  }
}

/** Somebody who works there. */
export function strangerUser(name: string): JsonObject {
  const email = `${name}@corp.example`;
  return {
    schemas: [USER_URN],
    userName: email,
    name: { givenName: "Employee", familyName: name },
    displayName: `Employee ${name}`,
    emails: [{ value: email, type: "work", primary: true }],
    active: true,
  };
}

/** A group that was there before. */
export function strangerGroup(name: string): JsonObject {
  return { schemas: [GROUP_URN], displayName: `Department ${name}`, members: [] };
}
