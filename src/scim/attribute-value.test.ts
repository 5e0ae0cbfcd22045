import { describe, expect, it } from "vitest";
import { DEVICE, DEVICES } from "./device.fixture.ts";
import { ENTERPRISE_USER_SCHEMA } from "./schema/core/enterprise-user.ts";
import { USER_SCHEMA } from "./schema/core/user.ts";
import type { JsonObject } from "./json.ts";
import type { ResourceSchema } from "./schema/resource-schema.ts";
import { normaliseResource } from "./schema/validate-resource.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

const USERS: ResourceSchema = { core: USER_SCHEMA, extensions: [{ schema: ENTERPRISE_USER_SCHEMA, required: false }] };
const user = (members: JsonObject): JsonObject =>
  normaliseResource({ schemas: [USER], userName: "ann", ...members }, USERS);
const device = (members: JsonObject): JsonObject => normaliseResource({ schemas: [DEVICE], ...members }, DEVICES);
const refusal = (scimType: string, detail: string): unknown =>
  expect.objectContaining({ status: 400, scimType, detail });

describe("toAttributeValue, by way of normaliseResource, checks types", () => {
  it.each<readonly [JsonObject, string]>([
    [{ userName: 5 }, "Attribute 'userName' must be a string, found a number."],
    [{ userName: ["ann"] }, "Attribute 'userName' must be a string, found an array."],
    [{ password: { secret: "x" } }, "Attribute 'password' must be a string, found an object."],
    [{ active: "yes" }, "Attribute 'active' must be a boolean, found a string."],
    [{ active: 1 }, "Attribute 'active' must be a boolean, found a number."],
    [{ name: "Ann" }, "Attribute 'name' must be an object, found a string."],
    [{ name: [] }, "Attribute 'name' must be an object, found an array."],
    [{ name: { givenName: true } }, "Attribute 'name.givenName' must be a string, found a boolean."],
    [{ emails: "a@x.org" }, "Attribute 'emails' must be an array of values, each an object, found a string."],
    [{ emails: { value: "a" } }, "Attribute 'emails' must be an array of values, each an object, found an object."],
    [{ emails: ["a@x.org"] }, "Attribute 'emails' must be an object, found a string."],
    [{ emails: [{ value: 1 }] }, "Attribute 'emails.value' must be a string, found a number."],
    [{ [ENTERPRISE]: "x" }, `Attribute '${ENTERPRISE}' must be an object, found a string.`],
    [
      { [ENTERPRISE]: { employeeNumber: 701984 } },
      `Attribute '${ENTERPRISE}:employeeNumber' must be a string, found a number.`,
    ],
    [
      { [ENTERPRISE]: { manager: { value: 1 } } },
      `Attribute '${ENTERPRISE}:manager.value' must be a string, found a number.`,
    ],
  ])("%j", (members, detail) => {
    expect(() => user(members)).toThrow(refusal("invalidValue", detail));
  });

  it.each<readonly [JsonObject, string]>([
    [{ size: 1.5 }, "Attribute 'size' must be an integer, found a number."],
    [{ size: "1" }, "Attribute 'size' must be an integer, found a string."],
    [{ weight: "1.5" }, "Attribute 'weight' must be a number, found a string."],
    [
      { bought: "2011-05-13" },
      "Attribute 'bought' must be a date and time such as 2011-05-13T04:42:34Z, found a string.",
    ],
    [{ bought: 5 }, "Attribute 'bought' must be a date and time such as 2011-05-13T04:42:34Z, found a number."],
    [{ key: "%%%" }, "Attribute 'key' must be a base64 string, found a string."],
    [{ ports: [{ label: "a" }] }, "Attribute 'ports.number' is required."],
  ])("%j", (members, detail) => {
    expect(() => device(members)).toThrow(refusal("invalidValue", detail));
  });

  it("takes a good value of every type", () => {
    const members = {
      size: 3,
      weight: 1.5,
      bought: "2011-05-13T04:42:34+02:00",
      key: "TWFu-_8=",
      tags: ["a"],
      ports: [{ number: 0, label: "x" }],
    };
    expect(device(members)).toEqual({ schemas: [DEVICE], ...members });
  });
});
