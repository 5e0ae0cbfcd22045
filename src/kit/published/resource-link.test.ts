import { expect, test } from "vitest";
import { pathBelowBase, pathsBelowBase } from "./resource-link.ts";

const target = { baseUrl: "https://scim.example.com/v2" };
const request = "https://scim.example.com/v2/Groups/7";

test("an absolute URI below the base URL gives its path", () => {
  expect(pathsBelowBase(target, "https://scim.example.com/v2/Users/1", request)).toEqual(["/Users/1"]);
  expect(pathBelowBase(target, "HTTPS://SCIM.example.com:443/v2/Users/1", request)).toBe("/Users/1");
});

test("a URI that leads outside the base URL gives nothing", () => {
  expect(pathsBelowBase(target, "https://evil.example.com/v2/Users/1", request)).toEqual([]);
  expect(pathsBelowBase(target, "https://scim.example.com/v21/Users/1", request)).toEqual([]);
  expect(pathBelowBase(target, "https://scim.example.com/Users/1", request)).toBeUndefined();
});

test("a relative URI is read against the base URL first, then with its slash left out, then against the request", () => {
  expect(pathsBelowBase(target, "Users/1", request)).toEqual(["/Users/1", "/Groups/Users/1"]);
  expect(pathsBelowBase(target, "/Users/1", request)).toEqual(["/Users/1"]);
  expect(pathsBelowBase(target, "../Users/1", request)).toEqual(["/Users/1"]);
  expect(pathsBelowBase(target, "/v2/Users/1", request)).toEqual(["/Users/1", "/v2/Users/1"]);
});

test("text that is no URI gives nothing", () => {
  expect(pathBelowBase(target, "http://[", request)).toBeUndefined();
});
