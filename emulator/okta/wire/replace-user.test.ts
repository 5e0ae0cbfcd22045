import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/scim/json.ts";
import { linkUser, replaceActive, updateUser } from "./replace-user.ts";

const CURRENT: JsonObject = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
  id: "23a35c27",
  userName: "Test.User@okta.local",
  name: { formatted: "Ancient Name", givenName: "Ancient", familyName: "Name" },
  emails: [
    { value: "old@okta.local", primary: true },
    { value: "home@okta.local", type: "home" },
  ],
  active: false,
  groups: [{ value: "g1", display: "Staff" }],
  meta: { resourceType: "User", location: "https://scim.example/Users/23a35c27" },
};
const USER = { id: "23a35c27", current: CURRENT, externalId: "00u1abcdefghijklmnop" };
const VALUES = {
  userName: "test.user@okta.local",
  givenName: "Test",
  familyName: "User",
  email: "test.user@okta.local",
  emailType: "work",
  displayName: "Test User",
  locale: "en-US",
};

test("linking sends the server's own representation back with the mapped values merged in", () => {
  const request = linkUser(USER, VALUES);
  expect(request.method).toBe("PUT");
  expect(request.path).toBe("/Users/23a35c27");
  expect(JSON.stringify(request.body)).toBe(
    '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"23a35c27","userName":"test.user@okta.local",' +
      '"name":{"formatted":"Ancient Name","givenName":"Test","familyName":"User"},' +
      '"emails":[{"primary":true,"value":"test.user@okta.local","type":"work"}],"active":true,"groups":[],' +
      '"meta":{"resourceType":"User","location":"https://scim.example/Users/23a35c27"},' +
      '"displayName":"Test User","locale":"en-US","externalId":"00u1abcdefghijklmnop"}',
  );
});

test("a profile push leaves active and groups as the server has them", () => {
  const body = updateUser(USER, VALUES).body;
  expect(body?.["active"]).toBe(false);
  expect(body?.["groups"]).toEqual([{ value: "g1", display: "Staff" }]);
  expect(body?.["displayName"]).toBe("Test User");
});

test("an attribute that is empty in Okta is dropped, one that is not mapped stays", () => {
  const body = updateUser(USER, { userName: "a", familyName: null, email: null }).body;
  expect(body?.["name"]).toEqual({ formatted: "Ancient Name", givenName: "Ancient" });
  expect(body).not.toHaveProperty("emails");
});

test("members that the server spells in other letters are replaced, not doubled", () => {
  const { userName: _, ...others } = CURRENT;
  const current = { ...others, username: "old" };
  const body = updateUser({ ...USER, current }, VALUES).body;
  expect(body?.["username"]).toBe("test.user@okta.local");
  expect(body).not.toHaveProperty("userName");
});

test("an extension's values are merged into the server's object and named in schemas", () => {
  const urn = "urn:ietf:params:scim:schemas:extension:zoominfo:2.0:User";
  const current = { ...CURRENT, [urn]: { ziCreditLimit: 5, ziProduct: ["Sales"] } };
  const values = { userName: "a", extensions: { [urn]: { ziProduct: ["Sales", "Marketing"] } } };
  const body = updateUser({ ...USER, current }, values).body;
  expect(body?.[urn]).toEqual({ ziCreditLimit: 5, ziProduct: ["Sales", "Marketing"] });
  expect(body?.["schemas"]).toEqual(["urn:ietf:params:scim:schemas:core:2.0:User", urn]);
});

test("switching by PUT changes active alone and keeps the server's externalId", () => {
  const { body } = replaceActive({ ...USER, current: { ...CURRENT, active: true, externalId: "theirs" } }, false);
  expect(body).toEqual({ ...CURRENT, active: false, externalId: "theirs" });
});

test("switching by PUT adds Okta's externalId where the server shows none", () => {
  expect(replaceActive(USER, true).body).toEqual({ ...CURRENT, active: true, externalId: "00u1abcdefghijklmnop" });
});
