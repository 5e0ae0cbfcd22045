import { expect, test } from "vitest";
import type { UserBody } from "../../../src/kit/maker.ts";
import { oktaIdOf, primaryEmail, toOktaValues } from "./okta-user.ts";

const ZOOMINFO = "urn:ietf:params:scim:schemas:extension:zoominfo:2.0:User";

const body: UserBody = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", ZOOMINFO],
  userName: "zsc-k3x9-49af5-1@example.com",
  name: { givenName: "Ada", familyName: "Ito", middleName: "Q" },
  emails: [
    { value: "home@example.com", type: "home" },
    { value: "ada@example.com", primary: true },
  ],
  title: "Analyst",
  active: true,
  [ZOOMINFO]: { ziRole: "User", ziProduct: ["Sales"] },
};

test("a template's body becomes the values that Okta would map", () => {
  expect(toOktaValues(body)).toEqual({
    userName: "zsc-k3x9-49af5-1@example.com",
    givenName: "Ada",
    familyName: "Ito",
    email: "ada@example.com",
    core: { name: { middleName: "Q" }, title: "Analyst" },
    extensions: { [ZOOMINFO]: { ziRole: "User", ziProduct: ["Sales"] } },
  });
});

test("the type of the e-mail, displayName and locale are mapped where the template has them", () => {
  const typed = { ...body, emails: [{ value: "a@example.com", type: "work", primary: true }], displayName: "Ada Ito" };
  expect(toOktaValues(typed)).toMatchObject({ email: "a@example.com", emailType: "work", displayName: "Ada Ito" });
  expect(toOktaValues(typed)).not.toHaveProperty("locale");
});

test("an Okta user id has 20 characters and is the body's own externalId where there is one", () => {
  expect(oktaIdOf(body)).toMatch(/^00u[0-9a-z]{17}$/);
  expect(oktaIdOf(body)).toBe(oktaIdOf({ ...body }));
  expect(oktaIdOf({ ...body, externalId: "00u1" })).toBe("00u1");
});

test("users whose names have the same long end have ids of their own", () => {
  const [one, other] = ["ann", "ben"].map((name) => ({ ...body, userName: `${name}@provisioning.example.com` }));
  expect(oktaIdOf(one ?? body)).not.toBe(oktaIdOf(other ?? body));
});

test("the e-mail that counts is the primary one, else the first", () => {
  expect(primaryEmail(body)).toEqual({ value: "ada@example.com", primary: true });
  expect(primaryEmail({ EMAILS: [{ value: "first@example.com" }, { value: "second@example.com" }] })).toEqual({
    value: "first@example.com",
  });
  expect(primaryEmail({ emails: "none@example.com" })).toBeUndefined();
});
