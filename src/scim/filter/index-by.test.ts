import { expect, it } from "vitest";
import { equalityOf } from "./index-by.ts";
import { parseFilter } from "./parser.ts";

it.each([
  ['userName eq "Ann@example.com"', "Ann@example.com"],
  ['USERNAME EQ "ann"', "ann"],
  ['urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ann"', "ann"],
  ['active eq true and userName eq "ann"', "ann"],
  ['(active eq true and (title pr and userName eq "ann"))', "ann"],
  ['userName eq "ann" and not (active eq true)', "ann"],
])("finds the one value in %s", (text, value) => {
  expect(equalityOf(parseFilter(text), "userName")).toBe(value);
});

it.each([
  'userName sw "ann"',
  'userName ne "ann"',
  "userName pr",
  "userName eq null",
  'userName eq "ann" or userName eq "bob"',
  'not (userName eq "ann")',
  'active eq true and (userName eq "ann" or title pr)',
  'emails[value eq "ann"]',
  'userName.sub eq "ann"',
  'urn:example:2.0:User:userName eq "ann"',
  'externalId eq "ann"',
])("is not certain of %s", (text) => {
  expect(equalityOf(parseFilter(text), "userName")).toBeUndefined();
});
