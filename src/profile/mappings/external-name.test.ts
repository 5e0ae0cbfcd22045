import { expect, test } from "vitest";
import { parseExternalName, splitNamespace } from "./external-name.ts";

const work = { name: "type", value: "work" };

test.each([
  ["title", { attribute: "title", condition: undefined, part: undefined }],
  ["name.givenName", { attribute: "name", condition: undefined, part: "givenName" }],
  ["emails.^[type==work].value", { attribute: "emails", condition: work, part: "value" }],
  ['emails.^[type=="work"].value', { attribute: "emails", condition: work, part: "value" }],
  ["emails.^[type=='work'].value", { attribute: "emails", condition: work, part: "value" }],
  ["roles.^[primary==true].value", { attribute: "roles", condition: { name: "primary", value: true }, part: "value" }],
  ["ims.^[type=='true'].value", { attribute: "ims", condition: { name: "type", value: "true" }, part: "value" }],
  ["addresses.^[type==work].locality", { attribute: "addresses", condition: work, part: "locality" }],
  ["emails.^[type==work]", { attribute: "emails", condition: work, part: undefined }],
])("%s is read", (text, expected) => {
  expect(parseExternalName(text)).toEqual(expected);
});

test.each([
  "",
  "emails.[1].value",
  'emails[type eq "work"].value',
  "emails.^[type=work].value",
  "emails.^[type==].value",
  "emails.^[==work].value",
  "emails^[type==work].value",
  "name.givenName.first",
  "emails.^[type==work].value.more",
  "given name",
  ".title",
])("%j is no external name", (text) => {
  expect(parseExternalName(text)).toBeUndefined();
});

test.each([
  ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "department"],
  ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value", "manager.value"],
  ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:a.^[type==x:y].value", "a.^[type==x:y].value"],
])("%s is split behind its URN", (text, name) => {
  expect(splitNamespace(text)).toEqual({ urn: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", name });
});

test("a name without a URN stays whole", () => {
  expect(splitNamespace("emails.^[type==work].value")).toEqual({ urn: undefined, name: "emails.^[type==work].value" });
});
