import { expect, test } from "vitest";
import { changed, isUnassigned, itemsAt, sameText, valueAt, valuesOf } from "./value-at.ts";

test("a value is found whatever the letter case of the names on the way", () => {
  expect(valueAt({ NAME: { familyname: "Abara" } }, "name", "familyName")).toBe("Abara");
  expect(valueAt({ name: "Abara" }, "name", "familyName")).toBeUndefined();
});

test("absent, null and an empty list are unassigned, and nothing else is", () => {
  expect([undefined, null, []].map(isUnassigned)).toEqual([true, true, true]);
  expect(["", 0, false, {}, [null]].map((value) => isUnassigned(value))).toEqual([false, false, false, false, false]);
});

test("texts are the same without letter case, other values are not texts", () => {
  expect(sameText("Ann", "aNN")).toBe(true);
  expect(sameText("Ann", "Anna")).toBe(false);
  expect(sameText(undefined, undefined)).toBe(false);
});

test("a changed member takes the place of the one in other letters", () => {
  expect(changed({ UserName: "ann", id: "1" }, { userName: "anna" })).toEqual({ id: "1", userName: "anna" });
  expect(changed({ userName: "ann", id: "1" }, { userName: undefined })).toEqual({ id: "1" });
});

test("items and their values are read from a list only", () => {
  const user = { emails: [{ value: "B@example.com" }, "x", { value: "a@example.com" }] };
  expect(itemsAt(user, "emails")).toHaveLength(2);
  expect(valuesOf(user, "emails")).toEqual(["a@example.com", "b@example.com"]);
  expect(itemsAt({ emails: { value: "a@example.com" } }, "emails")).toEqual([]);
});
