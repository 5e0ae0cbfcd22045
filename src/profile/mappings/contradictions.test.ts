import { expect, test } from "vitest";
import { loadProfile } from "../../documents/load-profile.ts";
import { USER_URN } from "../../scim/urns.ts";
import type { AttributeMapping } from "../attribute-mapping.ts";
import { mappingContradictions } from "./contradictions.ts";

const generic = await loadProfile("generic");

function contradictions(template: object, externalName: string, value: AttributeMapping["value"]): readonly string[] {
  const row = { name: "row", title: "Row", namespace: USER_URN, type: "personal", multiValued: false } as const;
  const mappings = [{ ...row, externalName, value, applyOn: "create-and-update" as const }];
  return mappingContradictions({ ...generic, mappings, templates: { ...generic.templates, user: { ...template } } });
}

const constant = (value: string): AttributeMapping["value"] => ({ from: "constant", constant: value });
const from = (attribute: string): AttributeMapping["value"] => ({ from: "user", attribute });

test.each(["generic", "okta", "zoominfo"])("the %s profile does not contradict itself", async (name) => {
  expect(mappingContradictions(await loadProfile(name))).toEqual([]);
});

test("two values of one attribute are told with both places", () => {
  expect(contradictions({ title: "Engineer" }, "title", constant("Manager"))).toEqual([
    'The profile generic says two things of title: templates.user has "Engineer", mappings[0] (row) gives "Manager". Checks send the first, scenarios the second.',
  ]);
});

test.each([
  [{ emails: [{ type: "home", value: "${email}" }] }, "emails.type", constant("work"), 'templates.user has "home"'],
  [{ emails: [{ type: "home", value: "${email}" }] }, "emails.^[type==work].value", from("email"), '[{"type":"home"'],
  [{ name: { givenName: "${familyName}" } }, "name.givenName", from("firstName"), "gives user.firstName"],
  [{ phoneNumbers: [{ type: "work", value: "1" }] }, "phoneNumbers.^[type==work].value", constant("2"), 'has "1"'],
])("%j and %s contradict each other", (...[template, externalName, value, part]) => {
  expect(contradictions(template, externalName, value).join()).toContain(part);
});

test.each([
  [{}, "title", constant("Manager")],
  [{ title: "Engineer" }, "title", constant("Engineer")],
  [{ title: "Engineer" }, "title", from("title")],
  [{ title: "${displayName}" }, "title", from("title")],
  [{ title: "${displayName}" }, "title", constant("Manager")],
  [{ userName: "${userName}" }, "userName", from("email")],
  [{ emails: [{ type: "work", value: "${email}" }] }, "emails.^[type==work].value", from("email")],
  [{ emails: [{ type: "work", value: "${email}", primary: true }] }, "emails", from("email")],
  [{ name: { givenName: "${givenName}" } }, "name.givenName", from("firstName")],
  [{ TITLE: "Engineer" }, "title", constant("Engineer")],
])("%j and %s agree", (template, externalName, value) => {
  expect(contradictions(template, externalName, value)).toEqual([]);
});
