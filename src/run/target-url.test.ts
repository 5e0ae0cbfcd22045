import { expect, test } from "vitest";
import { parseTargetUrl } from "./target-url.ts";

test.each([
  ["https://host/scim/v2", "https://host/scim/v2"],
  ["https://host/scim/v2//", "https://host/scim/v2"],
  ["HTTP://Host:8080", "http://host:8080"],
])("%s is used as %s", (text, expected) => {
  expect(parseTargetUrl(text)).toBe(expected);
});

test("a password in what is no URL is not repeated", () => {
  expect(() => parseTargetUrl("https://ann:hunter2@ho st/scim")).toThrow('"https://***@ho st/scim" is not a URL.');
});

test.each([
  ["", "The URL is empty."],
  ["  ", "The URL is empty."],
  ["host/scim", '"host/scim" is not a URL.'],
  ["ftp://host/scim", "ftp:// is not a protocol of SCIM."],
  ["https://ann:secret@host/scim", "The URL holds a user name or password."],
  ["https://host/scim?tenant=1", "The URL has a query or fragment"],
  ["https://host/scim#x", "The URL has a query or fragment"],
])("%j is refused", (text, message) => {
  expect(() => parseTargetUrl(text)).toThrow(message);
});
