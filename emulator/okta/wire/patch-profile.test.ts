import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/scim/json.ts";
import { patchProfile } from "./patch-profile.ts";
import type { UserElement } from "./user-elements.ts";
import type { OktaUserValues } from "./user-values.ts";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const ANN: OktaUserValues = {
  userName: "ann@x",
  givenName: "Ann",
  familyName: "Lee",
  email: "ann@x",
  emailType: "work",
  displayName: "Ann Lee",
  core: { title: "Guide", name: { middleName: "May" } },
  extensions: { [ENTERPRISE]: { department: "Tours", costCenter: "7" } },
};

function operations(before: OktaUserValues | undefined, after: OktaUserValues, current: JsonObject = {}): unknown {
  const { method, path, body, sender } = patchProfile({ id: "7", current }, { before, after });
  expect([method, path, sender]).toEqual(["PATCH", "/Users/7", "okta"]);
  expect(body?.["schemas"]).toEqual(["urn:ietf:params:scim:api:messages:2.0:PatchOp"]);
  return body?.["Operations"];
}

test("what has changed goes out in one replace without a path, each attribute whole", () => {
  const after = { ...ANN, familyName: "Park", extensions: { [ENTERPRISE]: { department: "Sales", costCenter: "7" } } };
  expect(operations(ANN, after)).toEqual([
    {
      op: "replace",
      value: {
        name: { givenName: "Ann", familyName: "Park", middleName: "May" },
        [ENTERPRISE]: { department: "Sales", costCenter: "7" },
      },
    },
  ]);
});

test("what has become empty is removed by its path, also within a name and an extension", () => {
  const after = {
    ...ANN,
    displayName: null,
    core: { title: null, name: { middleName: null } },
    extensions: { [ENTERPRISE]: { department: null, costCenter: "7" } },
  };
  expect(operations(ANN, after)).toEqual([
    {
      op: "replace",
      value: { name: { givenName: "Ann", familyName: "Lee" }, [ENTERPRISE]: { costCenter: "7" } },
    },
    { op: "remove", path: "name.middleName" },
    { op: "remove", path: "displayName" },
    { op: "remove", path: "title" },
    { op: "remove", path: `${ENTERPRISE}:department` },
  ]);
});

test("an extension without any value left is removed as a whole", () => {
  const after = { ...ANN, extensions: { [ENTERPRISE]: { department: null, costCenter: null } } };
  expect(operations(ANN, after)).toEqual([{ op: "remove", path: ENTERPRISE }]);
});

test("an element of a list is changed in what the target has there", () => {
  const mobile = (value: string | null): UserElement => ({
    extension: undefined,
    attribute: "phoneNumbers",
    condition: { name: "type", value: "mobile" },
    part: "value",
    value,
  });
  const current = {
    phoneNumbers: [
      { type: "home", value: "1" },
      { type: "mobile", value: "2" },
    ],
  };
  const before = { ...ANN, elements: [mobile("2")] };
  expect(operations(before, { ...ANN, elements: [mobile("3")] }, current)).toEqual([
    {
      op: "replace",
      value: {
        phoneNumbers: [
          { type: "home", value: "1" },
          { type: "mobile", value: "3" },
        ],
      },
    },
  ]);
  expect(operations(before, { ...ANN, elements: [mobile(null)] }, current)).toEqual([
    { op: "replace", value: { phoneNumbers: [{ type: "home", value: "1" }] } },
  ]);
});

test("of an account that nothing was pushed to everything with a value goes out, and active never does", () => {
  expect(operations(undefined, { userName: "ann@x", givenName: "Ann", displayName: null })).toEqual([
    { op: "replace", value: { userName: "ann@x", name: { givenName: "Ann" } } },
  ]);
});
