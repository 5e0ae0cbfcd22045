import { describe, expect, it } from "vitest";
import { ENTERPRISE_USER_SCHEMA } from "../schema/core/enterprise-user.ts";
import { USER_SCHEMA } from "../schema/core/user.ts";
import type { JsonObject } from "../json.ts";
import type { PatchOperation } from "./request.ts";
import { applyPatch } from "./patch.ts";
import type { ResourceSchema } from "../schema/resource-schema.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const USERS: ResourceSchema = { core: USER_SCHEMA, extensions: [{ schema: ENTERPRISE_USER_SCHEMA, required: false }] };
const user = (members: JsonObject = {}): JsonObject => ({ schemas: [USER], userName: "bjensen", ...members });
const patchUser = (resource: JsonObject, ...operations: readonly PatchOperation[]): JsonObject =>
  applyPatch(resource, operations, USERS);

describe("schemas", () => {
  it("names an extension when an attribute of it is added", () => {
    expect(patchUser(user(), { op: "add", path: `${ENTERPRISE}:employeeNumber`, value: "701984" })).toEqual({
      ...user(),
      schemas: [USER, ENTERPRISE],
      [ENTERPRISE]: { employeeNumber: "701984" },
    });
  });

  const employee = { ...user(), schemas: [USER, ENTERPRISE], [ENTERPRISE]: { employeeNumber: "1", division: "x" } };

  it.each<readonly [string, PatchOperation, JsonObject]>([
    [
      "loses an extension whose last attribute is removed",
      { op: "remove", path: `${ENTERPRISE}:employeeNumber` },
      { ...employee, [ENTERPRISE]: { division: "x" } },
    ],
    ["loses a whole extension", { op: "remove", path: ENTERPRISE }, user()],
    ["loses an extension replaced by null", { op: "replace", path: ENTERPRISE, value: null }, user()],
    [
      "merges into an extension by its URN",
      { op: "replace", path: ENTERPRISE, value: { division: "y" } },
      { ...employee, [ENTERPRISE]: { employeeNumber: "1", division: "y" } },
    ],
    [
      "loses an extension that is no longer listed, with its attributes",
      { op: "replace", path: "schemas", value: [USER] },
      user(),
    ],
    ["loses an extension by a filter", { op: "remove", path: `schemas[value eq "${ENTERPRISE}"]` }, user()],
    [
      "loses an extension that is listed beside the path",
      { op: "remove", path: "schemas", value: [ENTERPRISE] },
      user(),
    ],
  ])("%s", (_title, operation, expected) => {
    expect(patchUser(employee, operation)).toEqual(expected);
  });

  it("can be added to, and the state holds for later operations", () => {
    expect(patchUser(user(), { op: "add", path: "schemas", value: [ENTERPRISE.toLowerCase()] })).toEqual({
      ...user(),
      schemas: [USER, ENTERPRISE],
    });
    expect(
      patchUser(
        user(),
        { op: "add", path: "schemas", value: ENTERPRISE },
        { op: "add", path: `${ENTERPRISE}:division`, value: "x" },
        { op: "remove", path: `${ENTERPRISE}:division` },
      ),
    ).toEqual(user());
  });

  it.each<readonly [PatchOperation, string]>([
    [{ op: "remove", path: "schemas" }, "mutability"],
    [{ op: "remove", path: `schemas[value eq "${USER}"]` }, "mutability"],
    [{ op: "replace", path: "schemas", value: [ENTERPRISE] }, "mutability"],
    [{ op: "replace", path: "schemas", value: [] }, "mutability"],
    [{ op: "add", path: "schemas", value: [GROUP] }, "invalidValue"],
    [{ op: "add", path: "schemas", value: 5 }, "invalidValue"],
    [{ op: "replace", path: `schemas[value eq "${USER}"]`, value: USER }, "invalidPath"],
  ])("refuse %j as %s", (operation, scimType) => {
    expect(() => patchUser(employee, operation)).toThrow(expect.objectContaining({ status: 400, scimType }));
  });

  it("ignore a foreign URN", () => {
    const resource = user();
    expect(patchUser(resource, { op: "add", path: "schemas", value: ["urn:example:foreign"] })).toBe(resource);
  });
});
