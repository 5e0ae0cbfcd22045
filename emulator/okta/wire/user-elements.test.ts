import { expect, test } from "vitest";
import { createUser } from "./create-user.ts";
import { updateUser } from "./replace-user.ts";
import { mergeElements } from "./user-elements.ts";
import type { UserElement } from "./user-elements.ts";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

function element(
  attribute: string,
  [name, value]: readonly [string, string | boolean],
  [part, to]: readonly [string, string | null],
): UserElement {
  return { extension: undefined, attribute, condition: { name, value }, part, value: to };
}

const WORK = ["type", "work"] as const;
const VALUES = { userName: "ann@x", givenName: "Ann", familyName: "Lee", core: { title: "Guide" } };

test("a create carries one element for each condition, with what the condition says", () => {
  const elements = [
    element("emails", WORK, ["value", "ann@x"]),
    element("phoneNumbers", ["type", "mobile"], ["value", "+1 303"]),
    element("addresses", WORK, ["locality", "Springfield"]),
    element("addresses", WORK, ["region", "OR"]),
    element("roles", ["primary", true], ["value", "admin"]),
    element("ims", ["type", "xmpp"], ["value", null]),
  ];
  const { body } = createUser({ ...VALUES, elements }, { externalId: "00u1", password: "p" });
  expect(body).toEqual({
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
    userName: "ann@x",
    name: { givenName: "Ann", familyName: "Lee" },
    emails: [{ type: "work", value: "ann@x" }],
    externalId: "00u1",
    groups: [],
    password: "p",
    active: true,
    title: "Guide",
    phoneNumbers: [{ type: "mobile", value: "+1 303" }],
    addresses: [{ type: "work", locality: "Springfield", region: "OR" }],
    roles: [{ primary: true, value: "admin" }],
  });
});

test("a condition that the one primary e-mail meets is about that", () => {
  const values = { ...VALUES, email: "ann@x", emailType: "work" };
  const elements = [
    element("emails", WORK, ["display", "Ann"]),
    element("emails", ["type", "home"], ["value", "a@home"]),
  ];
  const { body } = createUser({ ...values, elements }, { externalId: "00u1", password: "p" });
  expect(body?.["emails"]).toEqual([
    { primary: true, value: "ann@x", type: "work", display: "Ann" },
    { type: "home", value: "a@home" },
  ]);
});

test("an update changes the element that is meant and keeps the others, whatever the letter case", () => {
  const current = {
    id: "1",
    PhoneNumbers: [
      { type: "Mobile", value: "old", display: "kept" },
      { type: "home", value: "kept too" },
    ],
  };
  const elements = [
    element("phoneNumbers", ["type", "mobile"], ["value", "new"]),
    element("ims", ["type", "aim"], ["value", "x"]),
  ];
  const { body } = updateUser({ id: "1", current, externalId: "00u1" }, { userName: "ann@x", elements });
  expect(body).toMatchObject({
    PhoneNumbers: [
      { type: "Mobile", value: "new", display: "kept" },
      { type: "home", value: "kept too" },
    ],
    ims: [{ type: "aim", value: "x" }],
  });
});

test("what is empty in Okta is taken away, with an element and a list that hold nothing else", () => {
  const current = {
    phoneNumbers: [{ type: "mobile", value: "1" }],
    emails: [{ type: "work", value: "a", primary: true }],
  };
  const elements = [
    element("phoneNumbers", ["type", "mobile"], ["value", null]),
    element("emails", WORK, ["value", null]),
  ];
  expect(mergeElements(current, elements)).toEqual({ emails: [{ type: "work", primary: true }] });
});

test("elements of an extension go into it, and its URN is listed", () => {
  const one = { ...element("badges", ["type", "door"], ["value", "7"]), extension: ENTERPRISE };
  const values = { ...VALUES, extensions: { [ENTERPRISE]: { department: "Tours" } }, elements: [one] };
  const created = createUser(values, { externalId: "00u1", password: "p" });
  const expected = { department: "Tours", badges: [{ type: "door", value: "7" }] };
  expect(created.body).toMatchObject({ schemas: expect.arrayContaining([ENTERPRISE]), [ENTERPRISE]: expected });
  const { body } = updateUser({ id: "1", current: { [ENTERPRISE]: { costCenter: "1" } }, externalId: "00u1" }, values);
  expect(body?.[ENTERPRISE]).toEqual({ costCenter: "1", ...expected });
});
