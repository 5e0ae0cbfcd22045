import { expect, test } from "vitest";
import type { Person } from "../../directory.ts";
import { scopedAddress, scopedAttributes, withNamed } from "./scoped-names.ts";

const PERSON: Person = {
  userName: "zsc-abc123-s2-3.sean.o'brien@example.com",
  firstName: "Seán",
  lastName: "O'Brien",
  email: "zsc-abc123-s2-3.sean.o'brien@example.com",
  displayName: "Seán O'Brien",
  locale: "en-US",
};

test.each([
  ["ann.lee", "zsc-abc123-s2-ann.lee@example.com"],
  ["ann.lee@gmail.com", "zsc-abc123-s2-ann.lee@example.com"],
  ["h-b.wolfe", "zsc-abc123-s2-h-b.wolfe@example.com"],
])("%s is %s in this run", (written, scoped) => {
  expect(scopedAddress(written, PERSON)).toBe(scoped);
});

test("two people whom a scenario gives the same user name have the same one", () => {
  const other = { userName: PERSON.userName.replace("-3.", "-12.") };
  expect(scopedAddress("same", other)).toBe(scopedAddress("same", PERSON));
});

test("only addresses are changed", () => {
  expect(scopedAttributes({ lastName: "Lee", email: "lee", title: "Boss" }, PERSON)).toEqual({
    lastName: "Lee",
    email: "zsc-abc123-s2-lee@example.com",
    title: "Boss",
  });
});

test("who has a name comes first, with what the scenario says of them", () => {
  const people = withNamed([PERSON, PERSON], [{ name: "Ann", attributes: { firstName: "Ann", title: "Engineer" } }]);
  expect(people[0]).toMatchObject({
    firstName: "Ann",
    displayName: "Ann O'Brien",
    userName: PERSON.userName,
    attributes: { title: "Engineer" },
  });
  expect(people[1]).toEqual(PERSON);
});
