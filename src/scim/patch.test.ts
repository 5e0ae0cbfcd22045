import { describe, expect, it } from "vitest";
import { ENTERPRISE_USER_SCHEMA } from "./core-schemas/enterprise-user.ts";
import { GROUP_SCHEMA } from "./core-schemas/group.ts";
import { USER_SCHEMA } from "./core-schemas/user.ts";
import type { Json, JsonObject } from "./json.ts";
import type { PatchOperation } from "./patch-request.ts";
import { applyPatch } from "./patch.ts";
import type { ResourceSchema } from "./resource-schema.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const USERS: ResourceSchema = { core: USER_SCHEMA, extensions: [{ schema: ENTERPRISE_USER_SCHEMA, required: false }] };
const GROUPS: ResourceSchema = { core: GROUP_SCHEMA, extensions: [] };

const BABS = { value: "2819c223-7f76-453a-919d-413861904646", display: "Babs Jensen" };
const JAMES = { value: "08e1d05d-121c-4561-8b96-473d93df9210", display: "James Smith" };

const group = (members?: readonly JsonObject[]): JsonObject => ({
  schemas: [GROUP],
  displayName: "Tour Guides",
  ...(members && { members }),
});
const user = (members: JsonObject = {}): JsonObject => ({ schemas: [USER], userName: "bjensen", ...members });
const patchGroup = (resource: JsonObject, ...operations: readonly PatchOperation[]): JsonObject =>
  applyPatch(resource, operations, GROUPS);
const patchUser = (resource: JsonObject, ...operations: readonly PatchOperation[]): JsonObject =>
  applyPatch(resource, operations, USERS);

describe("the examples of RFC 7644 section 3.5.2.1", () => {
  const add: PatchOperation = {
    op: "add",
    path: "members",
    value: [{ ...BABS, $ref: "https://example.com/v2/Users/2819c223-7f76-453a-919d-413861904646" }],
  };

  it("add a member to a group", () => {
    expect(patchGroup(group([JAMES]), add)).toEqual(
      group([JAMES, { ...BABS, $ref: "https://example.com/v2/Users/2819c223-7f76-453a-919d-413861904646" }]),
    );
  });

  it("change nothing when the user is a member already", () => {
    const resource = group([
      { ...BABS, type: "User", $ref: "https://example.com/v2/Users/2819c223-7f76-453a-919d-413861904646" },
    ]);
    expect(patchGroup(resource, add)).toBe(resource);
  });

  it("add attributes without a path", () => {
    expect(
      patchUser(user({ emails: [{ value: "bjensen@example.com", type: "work" }], nickName: "Barb" }), {
        op: "add",
        value: { emails: [{ value: "babs@jensen.org", type: "home" }], nickname: "Babs" },
      }),
    ).toEqual(
      user({
        emails: [
          { value: "bjensen@example.com", type: "work" },
          { value: "babs@jensen.org", type: "home" },
        ],
        nickName: "Babs",
      }),
    );
  });
});

describe("the examples of RFC 7644 section 3.5.2.2", () => {
  it("remove a single member from a group", () => {
    const path = `members[value eq "${BABS.value}"]`;
    expect(patchGroup(group([BABS, JAMES]), { op: "remove", path })).toEqual(group([JAMES]));
    expect(patchGroup(group([BABS]), { op: "remove", path })).toEqual(group());
  });

  it("change nothing when the user was no member", () => {
    const resource = group([JAMES]);
    expect(patchGroup(resource, { op: "remove", path: `members[value eq "${BABS.value}"]` })).toBe(resource);
    const empty = group();
    expect(patchGroup(empty, { op: "remove", path: `members[value eq "${BABS.value}"]` })).toBe(empty);
  });

  it("remove all members of a group", () => {
    expect(patchGroup(group([BABS, JAMES]), { op: "remove", path: "members" })).toEqual(group());
  });

  it("remove a value from a complex multi-valued attribute", () => {
    const work = { value: "bjensen@example.com", type: "work" };
    const home = { value: "babs@example.com", type: "home" };
    const other = { value: "bjensen@example.org", type: "work" };
    const path = 'emails[type eq "work" and value ew "example.com"]';
    expect(patchUser(user({ emails: [work, home, other] }), { op: "remove", path })).toEqual(
      user({ emails: [home, other] }),
    );
    expect(patchUser(user({ emails: [work] }), { op: "remove", path })).toEqual(user());
  });

  it("remove and add a member", () => {
    expect(
      patchGroup(
        group([BABS]),
        { op: "remove", path: `members[value eq"${BABS.value}"]` },
        { op: "add", path: "members", value: [JAMES] },
      ),
    ).toEqual(group([JAMES]));
  });

  it("remove all members and add others", () => {
    expect(
      patchGroup(
        group([{ value: "1" }, { value: "2" }]),
        { op: "remove", path: "members" },
        { op: "add", path: "members", value: [BABS, JAMES] },
      ),
    ).toEqual(group([BABS, JAMES]));
  });
});

describe("the examples of RFC 7644 section 3.5.2.3", () => {
  const ADDRESS = {
    type: "work",
    streetAddress: "911 Universal City Plaza",
    locality: "Hollywood",
    region: "CA",
    postalCode: "91608",
    country: "US",
    formatted: "911 Universal City Plaza\nHollywood, CA 91608 US",
    primary: true,
  };

  it("replace all members of a group", () => {
    expect(patchGroup(group([{ value: "1" }]), { op: "replace", path: "members", value: [BABS, JAMES] })).toEqual(
      group([BABS, JAMES]),
    );
  });

  it("change the entire work address, which is the only primary one then", () => {
    expect(
      patchUser(
        user({
          addresses: [
            { type: "home", locality: "Hollywood", primary: true },
            { type: "work", locality: "Paris", streetAddress: "1 Rue X" },
          ],
        }),
        { op: "replace", path: 'addresses[type eq "work"]', value: ADDRESS },
      ),
    ).toEqual(user({ addresses: [{ type: "home", locality: "Hollywood", primary: false }, ADDRESS] }));
  });

  it("change the street of the work address", () => {
    expect(
      patchUser(user({ addresses: [ADDRESS, { type: "home", streetAddress: "456 Hollywood Blvd" }] }), {
        op: "replace",
        path: 'addresses[type eq "work"].streetAddress',
        value: "1010 Broadway Ave",
      }),
    ).toEqual(
      user({
        addresses: [
          { ...ADDRESS, streetAddress: "1010 Broadway Ave" },
          { type: "home", streetAddress: "456 Hollywood Blvd" },
        ],
      }),
    );
  });

  it("replace attributes without a path, and leave the others", () => {
    const emails = [
      { value: "bjensen@example.com", type: "work", primary: true },
      { value: "babs@jensen.org", type: "home" },
    ];
    expect(
      patchUser(user({ emails: [{ value: "old@example.com" }], title: "Guide" }), {
        op: "replace",
        value: { emails, nickname: "Babs" },
      }),
    ).toEqual(user({ emails, title: "Guide", nickName: "Babs" }));
  });
});

describe("add", () => {
  it.each<readonly [string, JsonObject, PatchOperation, JsonObject]>([
    ["sets an attribute without a value", {}, { op: "add", path: "title", value: "Guide" }, { title: "Guide" }],
    ["replaces a single value", { title: "Boss" }, { op: "add", path: "TITLE", value: "Guide" }, { title: "Guide" }],
    [
      "merges into a complex attribute",
      { name: { givenName: "B", familyName: "J" } },
      { op: "add", path: "name", value: { givenName: "Barbara", middleName: "Jane" } },
      { name: { givenName: "Barbara", familyName: "J", middleName: "Jane" } },
    ],
    ["makes a complex attribute", {}, { op: "add", path: "name.givenName", value: "B" }, { name: { givenName: "B" } }],
    [
      "takes one value for a list",
      {},
      { op: "add", path: "emails", value: { value: "a" } },
      { emails: [{ value: "a" }] },
    ],
    [
      "appends to a list",
      { emails: [{ value: "a", type: "work" }] },
      { op: "add", path: "emails", value: [{ value: "a", type: "home" }, { value: "b" }] },
      { emails: [{ value: "a", type: "work" }, { value: "a", type: "home" }, { value: "b" }] },
    ],
    [
      "unites a value with the same one",
      { emails: [{ value: "a", type: "work" }] },
      { op: "add", path: "emails", value: [{ value: "a", type: "work", display: "A" }] },
      { emails: [{ value: "a", type: "work", display: "A" }] },
    ],
    [
      "recognises values without a value by all they hold",
      { addresses: [{ type: "work", locality: "X" }] },
      {
        op: "add",
        path: "addresses",
        value: [
          { locality: "X", type: "work" },
          { type: "work", locality: "Y" },
        ],
      },
      {
        addresses: [
          { type: "work", locality: "X" },
          { type: "work", locality: "Y" },
        ],
      },
    ],
    [
      "makes a new primary value the only one",
      { emails: [{ value: "a", primary: true }, { value: "b", primary: false }, { value: "c" }] },
      { op: "add", path: "emails", value: [{ value: "d", primary: true }] },
      {
        emails: [
          { value: "a", primary: false },
          { value: "b", primary: false },
          { value: "c" },
          { value: "d", primary: true },
        ],
      },
    ],
    [
      "makes a present value the primary one",
      { emails: [{ value: "a", primary: true }, { value: "b" }] },
      { op: "add", path: "emails", value: [{ value: "b", primary: true }] },
      {
        emails: [
          { value: "a", primary: false },
          { value: "b", primary: true },
        ],
      },
    ],
    [
      "sets a sub-attribute of the values that a filter selects",
      {
        emails: [
          { value: "a", type: "work" },
          { value: "b", type: "home" },
        ],
      },
      { op: "add", path: 'emails[type eq "work"].display', value: "A" },
      {
        emails: [
          { value: "a", type: "work", display: "A" },
          { value: "b", type: "home" },
        ],
      },
    ],
    [
      "merges into the values that a filter selects",
      { emails: [{ value: "a", type: "work" }] },
      { op: "add", path: 'emails[type eq "work"]', value: { display: "A", primary: true } },
      { emails: [{ value: "a", type: "work", display: "A", primary: true }] },
    ],
    [
      "makes the value that a filter of eq demands, as Entra expects",
      { emails: [{ value: "b", type: "home" }] },
      { op: "add", path: 'emails[type eq "work"].value', value: "a" },
      {
        emails: [
          { value: "b", type: "home" },
          { type: "work", value: "a" },
        ],
      },
    ],
    [
      "makes the value that a filter of several eq demands",
      {},
      { op: "add", path: 'emails[type eq "work" and primary eq true].value', value: "a" },
      { emails: [{ type: "work", primary: true, value: "a" }] },
    ],
    ["takes null for no value", { title: "x" }, { op: "add", path: "title", value: null }, {}],
    [
      "takes an empty list for nothing to add",
      { emails: [{ value: "a" }] },
      { op: "add", path: "emails", value: [] },
      { emails: [{ value: "a" }] },
    ],
    [
      "takes null for nothing to add to a list",
      { emails: [{ value: "a" }] },
      { op: "add", path: "emails", value: null },
      { emails: [{ value: "a" }] },
    ],
    ["takes 'True' for a boolean", {}, { op: "add", path: "active", value: "True" }, { active: true }],
    [
      "leaves out unknown sub-attributes",
      {},
      { op: "add", path: "emails", value: [{ value: "a", colour: "red" }] },
      { emails: [{ value: "a" }] },
    ],
    [
      "sets a sub-attribute of all values",
      { emails: [{ value: "a" }, { value: "b" }] },
      { op: "add", path: "emails.type", value: "work" },
      {
        emails: [
          { value: "a", type: "work" },
          { value: "b", type: "work" },
        ],
      },
    ],
    [
      "makes a value of one sub-attribute",
      {},
      { op: "add", path: "emails.value", value: "a" },
      { emails: [{ value: "a" }] },
    ],
  ])("%s", (_title, before, operation, after) => {
    expect(patchUser(user(before), operation)).toEqual(user(after));
  });

  it("keeps what is fixed in a member that is there already", () => {
    expect(
      patchGroup(group([{ value: "1", display: "Old" }]), {
        op: "add",
        path: "members",
        value: [{ value: "1", display: "New", type: "User" }],
      }),
    ).toEqual(group([{ value: "1", display: "Old", type: "User" }]));
  });

  it("ignores null sub-attributes of a member, as Okta and Entra send them", () => {
    expect(
      patchGroup(group(), { op: "add", path: "members", value: [{ value: "1", display: null, $ref: null }] }),
    ).toEqual(group([{ value: "1" }]));
  });
});

describe("replace", () => {
  it.each<readonly [string, JsonObject, PatchOperation, JsonObject]>([
    [
      "replaces a single value",
      { title: "Boss" },
      { op: "replace", path: "title", value: "Guide" },
      { title: "Guide" },
    ],
    ["adds where there is no value", {}, { op: "replace", path: "title", value: "Guide" }, { title: "Guide" }],
    [
      "keeps what is not named of a complex attribute",
      { name: { givenName: "B", familyName: "J" } },
      { op: "replace", path: "name", value: { familyName: "Jensen" } },
      { name: { givenName: "B", familyName: "Jensen" } },
    ],
    [
      "unassigns a sub-attribute that is null",
      { name: { givenName: "B", familyName: "J" } },
      { op: "replace", path: "name", value: { familyName: null } },
      { name: { givenName: "B" } },
    ],
    [
      "replaces one sub-attribute",
      { name: { givenName: "B", familyName: "J" } },
      { op: "replace", path: "name.givenName", value: "C" },
      { name: { givenName: "C", familyName: "J" } },
    ],
    [
      "replaces a whole list",
      { emails: [{ value: "a" }, { value: "b" }] },
      { op: "replace", path: "emails", value: [{ value: "c" }] },
      { emails: [{ value: "c" }] },
    ],
    [
      "takes one value for a list",
      { emails: [{ value: "a" }] },
      { op: "replace", path: "emails", value: { value: "c" } },
      { emails: [{ value: "c" }] },
    ],
    ["unassigns by null", { title: "x" }, { op: "replace", path: "title", value: null }, {}],
    ["unassigns by an empty list", { emails: [{ value: "a" }] }, { op: "replace", path: "emails", value: [] }, {}],
    [
      "unassigns a complex attribute by null",
      { name: { givenName: "B" } },
      { op: "replace", path: "name", value: null },
      {},
    ],
    [
      "unassigns the last sub-attribute",
      { name: { givenName: "B" } },
      { op: "replace", path: "name.givenName", value: null },
      {},
    ],
    [
      "replaces all values that a filter selects, as a whole",
      {
        emails: [
          { value: "a", type: "work", display: "A" },
          { value: "b", type: "home" },
          { value: "c", type: "work" },
        ],
      },
      { op: "replace", path: 'emails[type eq "work"]', value: { value: "d", type: "other" } },
      {
        emails: [
          { value: "d", type: "other" },
          { value: "b", type: "home" },
          { value: "d", type: "other" },
        ],
      },
    ],
    [
      "replaces a sub-attribute in all values that a filter selects",
      {
        emails: [
          { value: "a", type: "work" },
          { value: "b", type: "home" },
          { value: "c", type: "work" },
        ],
      },
      { op: "replace", path: 'emails[type eq "work"].display', value: "D" },
      {
        emails: [
          { value: "a", type: "work", display: "D" },
          { value: "b", type: "home" },
          { value: "c", type: "work", display: "D" },
        ],
      },
    ],
    [
      "makes the selected value the only primary one",
      { emails: [{ value: "a", primary: true }, { value: "b" }] },
      { op: "replace", path: 'emails[value eq "b"].primary', value: "true" },
      {
        emails: [
          { value: "a", primary: false },
          { value: "b", primary: true },
        ],
      },
    ],
    [
      "acts as add for a sub-attribute of no values",
      {},
      { op: "replace", path: "emails.value", value: "a" },
      { emails: [{ value: "a" }] },
    ],
    [
      "takes 'False' for a boolean",
      { active: true },
      { op: "replace", path: "active", value: "False" },
      { active: false },
    ],
    [
      "takes the names of the core schema in full",
      { active: true },
      { op: "replace", path: `${USER}:active`, value: false },
      { active: false },
    ],
  ])("%s", (_title, before, operation, after) => {
    expect(patchUser(user(before), operation)).toEqual(user(after));
  });

  it("empties a group by an empty list", () => {
    expect(patchGroup(group([BABS]), { op: "replace", path: "members", value: [] })).toEqual(group());
  });
});

describe("remove", () => {
  it.each<readonly [string, JsonObject, PatchOperation, JsonObject]>([
    ["unassigns a single value", { title: "x" }, { op: "remove", path: "title" }, {}],
    ["does nothing without a value", {}, { op: "remove", path: "title" }, {}],
    ["unassigns a complex attribute", { name: { givenName: "B" } }, { op: "remove", path: "name" }, {}],
    [
      "unassigns a sub-attribute",
      { name: { givenName: "B", familyName: "J" } },
      { op: "remove", path: "name.givenName" },
      { name: { familyName: "J" } },
    ],
    [
      "unassigns the attribute with its last sub-attribute",
      { name: { givenName: "B" } },
      { op: "remove", path: "name.givenName" },
      {},
    ],
    [
      "unassigns a sub-attribute of the values that a filter selects",
      {
        emails: [
          { value: "a", type: "work" },
          { value: "b", type: "home" },
        ],
      },
      { op: "remove", path: 'emails[value eq "a"].type' },
      { emails: [{ value: "a" }, { value: "b", type: "home" }] },
    ],
    [
      "removes a value with its last sub-attribute",
      { emails: [{ value: "a" }, { type: "home" }] },
      { op: "remove", path: 'emails[type eq "home"].type' },
      { emails: [{ value: "a" }] },
    ],
    [
      "unassigns a sub-attribute of all values",
      { emails: [{ value: "a", type: "x" }] },
      { op: "remove", path: "emails.type" },
      { emails: [{ value: "a" }] },
    ],
    [
      "removes what a filter of several conditions selects",
      { emails: [{ value: "a", type: "x" }, { value: "a" }] },
      { op: "remove", path: 'emails[value eq "A" and not (type pr)]' },
      { emails: [{ value: "a", type: "x" }] },
    ],
    [
      "ignores a value beside a single-valued attribute",
      { title: "x" },
      { op: "remove", path: "title", value: "y" },
      {},
    ],
    [
      "removes the listed values",
      { emails: [{ value: "a", type: "work" }, { value: "b" }] },
      { op: "remove", path: "emails", value: [{ value: "a" }] },
      { emails: [{ value: "b" }] },
    ],
    [
      "removes a listed value without a value by what is listed of it",
      {
        addresses: [
          { type: "work", locality: "X" },
          { type: "work", locality: "Y" },
        ],
      },
      { op: "remove", path: "addresses", value: [{ Locality: "X", country: null }] },
      { addresses: [{ type: "work", locality: "Y" }] },
    ],
  ])("%s", (_title, before, operation, after) => {
    expect(patchUser(user(before), operation)).toEqual(user(after));
  });

  it.each<readonly [string, Json]>([
    ["a list of members", [{ value: "1" }]],
    ["a member", { value: "1", display: "whatever" }],
    ["a list of ids", ["1"]],
    ["an id", "1"],
  ])("takes %s beside the path, as Entra sends it", (_title, value) => {
    expect(
      patchGroup(group([{ value: "1", display: "A" }, { value: "2" }]), { op: "remove", path: "members", value }),
    ).toEqual(group([{ value: "2" }]));
  });

  it.each<readonly [Json]>([[[]], [[{ value: "9" }]], [[{}]]])("removes no member for the list %j", (value) => {
    const resource = group([{ value: "1" }]);
    expect(patchGroup(resource, { op: "remove", path: "members", value })).toBe(resource);
  });

  it("removes all members for a null beside the path", () => {
    expect(patchGroup(group([{ value: "1" }]), { op: "remove", path: "members", value: null })).toEqual(group());
  });
});

describe("without a path", () => {
  it("deactivates a user as Okta does, and leaves all else", () => {
    expect(
      patchUser(user({ active: true, name: { givenName: "B" }, emails: [{ value: "a" }] }), {
        op: "replace",
        value: { active: false },
      }),
    ).toEqual(user({ active: false, name: { givenName: "B" }, emails: [{ value: "a" }] }));
  });

  it("renames a group as Okta does, ignoring the id", () => {
    expect(patchGroup(group([BABS]), { op: "replace", value: { id: "abc", displayName: "New" } })).toEqual({
      ...group([BABS]),
      displayName: "New",
    });
  });

  it("takes dotted names, names with their URN, filters and extension objects, as Entra sends them", () => {
    expect(
      patchUser(user({ name: { givenName: "B" }, emails: [{ value: "a", type: "work" }] }), {
        op: "replace",
        value: {
          "name.familyName": "Jensen",
          'emails[type eq "work"].value': "b",
          [`${USER}:title`]: "Guide",
          [`${ENTERPRISE}:employeeNumber`]: "1",
          [ENTERPRISE]: { department: "Tours", manager: { value: "2", displayName: "ignored" } },
        },
      }),
    ).toEqual({
      schemas: [USER, ENTERPRISE],
      userName: "bjensen",
      name: { givenName: "B", familyName: "Jensen" },
      emails: [{ value: "b", type: "work" }],
      title: "Guide",
      [ENTERPRISE]: { employeeNumber: "1", department: "Tours", manager: { value: "2" } },
    });
  });

  it("ignores readOnly attributes and foreign extensions", () => {
    const resource = user();
    const value = { id: "x", meta: {}, groups: [{ value: "1" }], "urn:example:1.0:Other": { a: 1 }, schemas: [USER] };
    expect(patchUser(resource, { op: "replace", value })).toBe(resource);
  });

  it("merges a complex attribute and replaces a list", () => {
    expect(
      patchUser(user({ name: { givenName: "B", familyName: "J" }, emails: [{ value: "a" }] }), {
        op: "replace",
        value: { name: { givenName: "C" }, emails: [{ value: "b" }] },
      }),
    ).toEqual(user({ name: { givenName: "C", familyName: "J" }, emails: [{ value: "b" }] }));
  });
});

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
