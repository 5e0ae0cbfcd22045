import { expect, test } from "vitest";
import { connectorTest, findGroup, findUser, importPage } from "./list-queries.ts";
import { readGroup, readUser } from "./read-resource.ts";

test("the connector test asks for two users with Okta's headers and no content type", () => {
  expect(connectorTest()).toEqual({
    method: "GET",
    path: "/Users?startIndex=1&count=2",
    headers: {
      "user-agent": "Okta SCIM Client 1.0.0",
      accept: "application/scim+json",
      "accept-charset": "utf-8",
      "accept-encoding": "gzip,deflate",
    },
    sender: "okta",
  });
});

test("the match query of a user filters by userName, percent-encoded", () => {
  expect(findUser("a@b.example").path).toBe("/Users?filter=userName%20eq%20%22a%40b.example%22&startIndex=1&count=100");
});

test("a plus sign in a user name is encoded, as a server reads a bare one as a space", () => {
  expect(findUser("ann+zi@b.example").path).toBe(
    "/Users?filter=userName%20eq%20%22ann%2Bzi%40b.example%22&startIndex=1&count=100",
  );
});

test("quotes and backslashes in a value are escaped as in JSON", () => {
  expect(findGroup('R&D "core" \\ all').path).toBe(
    "/Groups?filter=displayName%20eq%20%22R%26D%20%5C%22core%5C%22%20%5C%5C%20all%22&startIndex=1&count=100",
  );
});

test("an import asks for a hundred at a time", () => {
  expect(importPage("/Users", 101).path).toBe("/Users?startIndex=101&count=100");
  expect(importPage("/Groups", 1).path).toBe("/Groups?startIndex=1&count=100");
});

test("an id is percent-encoded in a path", () => {
  expect(readUser("a/b c").path).toBe("/Users/a%2Fb%20c");
  expect(readGroup("7").path).toBe("/Groups/7");
});
