import { expect, test } from "vitest";
import type { Exchange } from "../../exchange/exchange.ts";
import type { Json } from "../../scim/json.ts";
import { tellRefusedDomain } from "./refused-domain.ts";

function create(status: number, body: Json, url = "http://h/scim/v2/Users"): Exchange {
  return {
    seq: 1,
    cause: { kind: "check", id: "users.create.status" },
    sender: "tool",
    request: { method: "POST", url, headers: {}, body: {} },
    response: { status, headers: {}, body },
    failure: null,
    durationMs: 1,
  };
}

test.each([
  "The domain example.com is not verified.",
  "zsc-abc-1@example.com is not acceptable",
  "Invalid email",
  "Email address not from an approved organization",
  "userName is not allowed for this organisation",
  "Invalid value: e-mail does not belong to the tenant",
])("a refusal that says %j is told with --domain", (detail) => {
  expect(tellRefusedDomain([create(400, { detail })], "example.com")).toEqual([
    `No user could be made: POST /Users is refused with ${JSON.stringify(detail)}. If the target takes only addresses of its own domains, name one with --domain; now they end with @example.com.`,
  ]);
});

test("an answer without a detail is told whole", () => {
  const [note] = tellRefusedDomain([create(422, { errors: ["unverified domain"] })], "example.com");
  expect(note).toContain("unverified domain");
});

test.each<[string, readonly Exchange[]]>([
  ["nothing about addresses", [create(400, { detail: "The user has no product." })]],
  ["a value that is missing", [create(400, { detail: "emails is required." })]],
  ["a name that is taken", [create(409, { detail: "userName zsc@example.com already exists." })]],
  ["a crash", [create(500, { detail: "domain" })]],
  ["missing rights", [create(401, { detail: "domain" })]],
  ["a group", [create(400, { detail: "domain" }, "http://h/scim/v2/Groups")]],
  ["a user who was made beside", [create(400, { detail: "domain" }), create(201, {})]],
])("%s says nothing of domains", (_, exchanges) => {
  expect(tellRefusedDomain(exchanges, "example.com")).toEqual([]);
});
