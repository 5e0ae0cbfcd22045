import { describe, expect, test } from "vitest";
import { OKTA_ACTIONS } from "./actions/okta-actions.ts";
import { okta } from "./provider.ts";
import { createUser } from "./wire/create-user.ts";
import { connectorTest, findGroup, findUser, importPage } from "./wire/list-queries.ts";
import { patchActive } from "./wire/patch-active.ts";
import { changeMembers, renameGroup, replaceMembers } from "./wire/patch-group.ts";
import { patchPassword } from "./wire/patch-password.ts";
import { patchProfile } from "./wire/patch-profile.ts";
import { readGroup, readUser } from "./wire/read-resource.ts";
import { linkUser, replaceActive, replacePassword, updateUser } from "./wire/replace-user.ts";
import type { WireRequest } from "./wire/wire-request.ts";
import { createGroup, deleteGroup, replaceGroup } from "./wire/write-group.ts";

const USER = { id: "7", current: { id: "7", userName: "a", active: true }, externalId: "00u1" };
const VALUES = { userName: "a" };
const GROUP = { displayName: "Staff", members: [] };

function about({ method, path, body }: WireRequest): readonly string[] {
  return okta.features.filter(({ isAbout }) => isAbout({ method, path, body })).map(({ id }) => id);
}

function begins({ method, path, body }: WireRequest): readonly string[] {
  return okta.features.filter(({ first }) => first.is({ method, path, body })).map(({ id }) => id);
}

/** Every request that the wire can build, what it is about, and what begins with it. */
const REQUESTS: readonly (readonly [string, WireRequest, string, string | undefined])[] = [
  ["the create", createUser(VALUES, { externalId: "00u1", password: "x" }), "create", "create"],
  ["the match query", findUser("a"), "create", undefined],
  ["the connector test", connectorTest(), "import", "import"],
  ["a page of an import", importPage("/Users", 101), "import", "import"],
  ["a page of groups", importPage("/Groups", 1), "import", undefined],
  ["the reading before a PUT", readUser("7"), "update", undefined],
  ["a profile push", updateUser(USER, VALUES), "update", "update"],
  ["a profile push by PATCH", patchProfile(USER, { before: undefined, after: VALUES }), "update", "update"],
  ["a link", linkUser(USER, VALUES), "update", "update"],
  ["the PATCH of a password", patchPassword("7", "x"), "update", undefined],
  ["the PUT of a password", replacePassword(USER, "x"), "update", "update"],
  ["the PATCH that switches off", patchActive("7", false), "deactivate", "deactivate"],
  ["the PATCH that switches on again", patchActive("7", true), "deactivate", undefined],
  ["the PUT that switches off", replaceActive(USER, false), "deactivate", "deactivate"],
  ["the query for a group", findGroup("Staff"), "group-push", undefined],
  ["the create of a group", createGroup(GROUP), "group-push", "group-push"],
  ["the reading of a group", readGroup("9"), "group-push", undefined],
  ["a new name", renameGroup("9", "Crew"), "group-push", undefined],
  ["other members", changeMembers("9", { remove: ["7"], add: [] }), "group-push", undefined],
  ["all members", replaceMembers("9", []), "group-push", undefined],
  ["the whole group", replaceGroup("9", GROUP), "group-push", undefined],
  ["the end of a group", deleteGroup("9"), "group-push", undefined],
];

describe("what Okta sends is about one feature", () => {
  test.each(REQUESTS)("%s", (...[, request, feature, first]) => {
    expect(request.sender).toBe("okta");
    expect(about(request)).toEqual([feature]);
    expect(begins(request)).toEqual(first === undefined ? [] : [first]);
  });
});

test("the steps that the provider names are the ones that it carries out", () => {
  expect(okta.actions.map(({ name }) => name).toSorted()).toEqual([...OKTA_ACTIONS.keys()].toSorted());
});
