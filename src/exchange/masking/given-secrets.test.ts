import { describe, expect, test } from "vitest";
import { queryValues, receivedSecrets, secretsInJson, secretsOfHeader, secretsOfUrl } from "./given-secrets.ts";

describe("of a header", () => {
  test.each([
    ["x-tenant", "blue sky", ["blue sky"]],
    ["authorization", "Bearer abc", ["abc"]],
    ["Authorization", "raw-token", ["raw-token"]],
    // Basic: user "ann", password "a:b".
    ["authorization", "Basic YW5uOmE6Yg==", ["YW5uOmE6Yg==", "ann:a:b", "a:b"]],
    ["cookie", "sid=abc; theme=dark", ["sid=abc; theme=dark", "abc", "dark"]],
  ])("%s: %s", (name, value, secrets) => {
    expect(secretsOfHeader(name, value)).toEqual(secrets);
  });
});

test("the user info of a URL is secret, as it is written and decoded", () => {
  expect(secretsOfUrl("http://ann:p%40ss@proxy.example:3128/")).toEqual(["ann", "ann", "p%40ss", "p@ss"]);
  expect(secretsOfUrl("https://token@host")).toEqual(["token", "token"]);
  expect(secretsOfUrl("https://host/a@b?c=d:e@f")).toEqual([]);
});

test("what an answer hands out is secret", () => {
  const body = { access_token: "handed-out-1", list: [{ clientSecret: "handed-out-2" }], type: "token", token: "x" };
  const headers = {
    "set-cookie": "sid=handed-out-3; Expires=Wed, 21 Oct 2065 07:28:00 GMT; Path=/, csrf=handed-out-4; HttpOnly",
    location: "https://h/Users/1?access_token=handed%2Dout-5&page=1234567",
    "x-auth-token": "handed-out-6",
    etag: 'W/"not-secret"',
  };
  expect(receivedSecrets({ headers, body, text: JSON.stringify(body) })).toEqual([
    "handed-out-3",
    "handed-out-4",
    "handed%2Dout-5",
    "handed-out-5",
    "handed-out-6",
    "handed-out-1",
    "handed-out-2",
  ]);
  const form = "access_token=handed-out-7&token_type=bearer";
  expect(receivedSecrets({ headers: {}, body: undefined, text: form })).toEqual(["handed-out-7", "handed-out-7"]);
});

test("an answer full of tokens does not fill the memory", () => {
  const body = Array.from({ length: 1000 }, (_, n) => ({ token: `handed-out-${n}` }));
  expect(receivedSecrets({ headers: {}, body, text: JSON.stringify(body) })).toHaveLength(50);
});

test("ordinary members and values are not", () => {
  expect(secretsInJson({ changePassword: { supported: true }, name: "password", tokens: 3, key: "value" })).toEqual([]);
  expect(queryValues("/Users?filter=token&startIndex=1&count=2")).toEqual([]);
});
