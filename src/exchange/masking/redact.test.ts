import { expect, test } from "vitest";
import type { LiveExchange } from "../exchange.ts";
import { createRedactor } from "./redact.ts";
import { Secrets } from "./secrets.ts";

const secrets = new Secrets();
secrets.add("s3cret-token", "blue");

const redact = createRedactor({
  secrets,
  secretHeaders: ["x-tenant"],
  isPrivateTarget: false,
});

function exchange(request: object, response: object): LiveExchange {
  return {
    seq: 1,
    cause: { kind: "check", id: "x" },
    sender: "tool",
    request: { method: "POST", url: "https://h/Users", path: "/Users", headers: {}, text: "{}", body: {}, ...request },
    response: { status: 200, headers: {}, text: "{}", body: {}, ...response },
    failure: null,
    startedAt: 0,
    durationMs: 1,
    isDropped: false,
    bearsMark: () => false,
    isOwn: (id) => id === "mine",
    target: undefined,
  };
}

test("credentials, cookies and the user's own headers are masked", () => {
  const done = redact(
    exchange(
      { headers: { authorization: "Bearer s3cret-token", "x-tenant": "blue", accept: "application/scim+json" } },
      { headers: { "set-cookie": "sid=1", "content-type": "application/scim+json" } },
    ),
  );
  expect(done.request.headers).toEqual({
    authorization: "Bearer ***",
    "x-tenant": "***",
    accept: "application/scim+json",
  });
  expect(done.response?.headers).toEqual({ "set-cookie": "***", "content-type": "application/scim+json" });
});

test("a token that the target echoes anywhere is swept out", () => {
  const body = { detail: "token s3cret-token is not known", nested: [{ text: "s3cret-token" }] };
  const done = redact(exchange({}, { text: JSON.stringify(body), body }));
  expect(JSON.stringify(done)).not.toContain("s3cret-token");
});

test("a token in text that is no JSON is swept out too", () => {
  const done = redact(exchange({}, { text: "<p>s3cret-token</p>", body: undefined }));
  expect(done.response?.body).toBe("<p>***</p>");
});

test("passwords are masked in requests and answers", () => {
  const body = { userName: "ann", password: "Hunter2!" };
  const done = redact(exchange({ text: JSON.stringify(body), body }, { text: JSON.stringify(body), body }));
  expect(done.request.body).toEqual({ userName: "ann", password: "***" });
  expect(JSON.stringify(done)).not.toContain("Hunter2!");
});

test("a resource that the run did not make is masked, its own stays", () => {
  const stranger = { schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], id: "77", userName: "ceo@corp.example" };
  const own = { id: "mine", userName: "zsc-abcd2345-1", schemas: [] };
  const body = { totalResults: 2, Resources: [stranger, own] };
  const done = redact(exchange({}, { text: JSON.stringify(body), body }));
  expect(done.response?.body).toEqual({
    totalResults: 2,
    Resources: [
      {
        schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
        id: "***",
        masked: "a resource that this run did not make",
      },
      own,
    ],
  });
});

test.each([
  ["whose id is a number", { id: 77, userName: "ceo@corp.example" }],
  ["without an id", { userName: "ceo@corp.example" }],
  ["whose members are spelled otherwise", { ID: "77", UserName: "ceo@corp.example" }],
])("a stranger %s is masked in what was read", (_, stranger) => {
  const body = { totalResults: 1, Resources: [stranger] };
  const done = redact(exchange({ method: "GET" }, { text: JSON.stringify(body), body }));
  expect(JSON.stringify(done)).not.toContain("corp.example");
});

test("the answer to a write of the run's own stays, be it without an id", () => {
  const body = { userName: "zsc-abcd2345-1" };
  expect(redact(exchange({}, { text: JSON.stringify(body), body })).response?.body).toEqual(body);
});

test("a list that is no JSON shows nobody", () => {
  const text = '{"Resources":[{"id":"77","userName":"ceo@corp.example"},]}';
  const done = redact(exchange({ method: "GET" }, { text, body: undefined }));
  expect(JSON.stringify(done)).not.toContain("corp.example");
});

test("schema documents are nobody's data and stay", () => {
  const body = {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
    id: "urn:ietf:params:scim:schemas:core:2.0:User",
    attributes: [{ name: "password" }],
  };
  expect(redact(exchange({}, { text: JSON.stringify(body), body })).response?.body).toEqual(body);
});

test("a made-up token stays visible, so that its request can be reproduced", () => {
  const done = redact(exchange({ headers: { authorization: "Bearer zsc-wrong-token" } }, {}));
  expect(done.request.headers).toEqual({ authorization: "Bearer zsc-wrong-token" });
});

test("a member called __proto__ is kept as it came, without its secrets", () => {
  const text = '{"__proto__":{"password":"p4ssword"},"id":"mine"}';
  const done = redact(exchange({}, { text, body: JSON.parse(text) }));
  expect(JSON.stringify(done.response?.body)).toBe('{"__proto__":{"password":"***"},"id":"mine"}');
});
