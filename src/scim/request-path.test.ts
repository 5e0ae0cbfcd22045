import { expect, test } from "vitest";
import { filterOf, inOtherCase, quoted } from "./filter/filter-text.ts";
import { pathFromUri, pathTo, withPlusForSpace, withQuery } from "./request-path.ts";

test.each([
  ["2819c223", "/Users/2819c223"],
  ["a/b", "/Users/a%2Fb"],
  ["a?b", "/Users/a%3Fb"],
  ["50%", "/Users/50%25"],
  ["50%2F", "/Users/50%252F"],
  ["a\\b", "/Users/a%5Cb"],
  ["a#b", "/Users/a%23b"],
  ['a"b', "/Users/a%22b"],
  ["a&b=c", "/Users/a%26b%3Dc"],
  ["a+b", "/Users/a%2Bb"],
  ["a b", "/Users/a%20b"],
  ["a\r\nb", "/Users/a%0D%0Ab"],
  ["ü", "/Users/%C3%BC"],
  ["\ud800", "/Users/%EF%BF%BD"],
])("the id %j is one segment of a path", (id, expected) => {
  expect(pathTo`/Users/${id}`).toBe(expected);
});

test("the URN of a schema keeps its colons", () => {
  expect(pathTo`/Schemas/${"urn:example:a/b"}`).toBe("/Schemas/urn:example:a%2Fb");
});

test("query parameters are encoded, lists are joined with commas, and undefined ones are left out", () => {
  const filter = filterOf`userName eq ${quoted('a"&b')}`;
  expect(withQuery("/Users", { filter, count: 2, sortBy: undefined })).toBe(
    "/Users?filter=userName%20eq%20%22a%5C%22%26b%22&count=2",
  );
  expect(withQuery("/Users", { attributes: ["userName", "a,b&c"] })).toBe("/Users?attributes=userName,a%2Cb%26c");
  expect(withQuery(pathTo`/Users?count=1`, { startIndex: 2 })).toBe("/Users?count=1&startIndex=2");
  expect(withQuery("/Users", {})).toBe("/Users");
});

test("a plus can stand for a space", () => {
  expect(withPlusForSpace(withQuery("/Users", { filter: filterOf`active eq true` }))).toBe(
    "/Users?filter=active+eq+true",
  );
});

test.each([
  ["https://host/scim/v2/Users/1", "/Users/1"],
  ["Users/1", "/Users/1"],
  ["Users/a%2Fb?x=1", "/Users/a%2Fb?x=1"],
  ["https://evil.example/scim/v2/Users/1", undefined],
  ["https://host:8443/scim/v2/Users/1", undefined],
  ["https://user@host/scim/v2/Users/1", undefined],
  ["https://host/scim/v2x/Users/1", undefined],
  ["//evil.example/scim/v2/Users/1", undefined],
  ["../../admin", undefined],
  ["https://[", undefined],
])("the URI %s leads to %s", (uri, expected) => {
  expect(pathFromUri("https://host/scim/v2", uri, "https://host/scim/v2/")).toBe(expected);
});

test("a value in a filter is a JSON string", () => {
  expect(filterOf`members[value eq ${quoted('a"b\\c\n')}]`).toBe('members[value eq "a\\"b\\\\c\\n"]');
});

test("a filter takes no unknown text", () => {
  const name: string = "userName";
  // @ts-expect-error a text that the compiler does not know
  expect(filterOf`${name} pr`).toBe("userName pr");
});

test("a query takes no text for a filter", () => {
  const text: string = "userName pr";
  // @ts-expect-error a text that is no Filter
  expect(withQuery("/Users", { filter: text })).toBe("/Users?filter=userName%20pr");
});

test("a filter is spelled in other letters, but not as another filter", () => {
  expect(inOtherCase(filterOf`userName pr`, (text) => text.replace("pr", "PR"))).toBe("userName PR");
  expect(() => inOtherCase(filterOf`userName pr`, () => "id pr")).toThrow("differs");
});
