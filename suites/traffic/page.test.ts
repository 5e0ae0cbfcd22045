import { expect, test } from "vitest";
import type { LiveExchange } from "../../src/exchange/exchange.ts";
import type { Json } from "../../src/scim/json.ts";
import { pageRules } from "./page.ts";

function answering(body: Json): LiveExchange {
  const request = { method: "GET", url: "https://h/Users", path: "/Users", headers: {}, text: null, body: undefined };
  return {
    seq: 1,
    cause: { kind: "check", id: "a.check" },
    sender: "tool",
    request,
    response: { status: 200, headers: {}, text: JSON.stringify(body), body },
    failure: null,
    startedAt: 0,
    durationMs: 1,
    isOwn: () => false,
    isDropped: false,
    bearsMark: () => false,
    target: undefined,
  };
}

function pageOf(ids: readonly string[]): LiveExchange {
  const schemas = ["urn:ietf:params:scim:api:messages:2.0:ListResponse"];
  return answering({ schemas, totalResults: ids.length, Resources: ids.map((id) => ({ id })) });
}

const noDuplicates = pageRules.find(({ id }) => id === "traffic.page.no-duplicates");
const many = Array.from({ length: 200_000 }, (_, index) => `user-${index}`);

test("a directory in one page is judged", () => {
  const page = pageOf(many);
  expect(noDuplicates?.applies(page)).toBe(true);
  expect(() => noDuplicates?.judge(page)).not.toThrow();
});

test("the one resource that stands twice in it is found", () => {
  expect(() => noDuplicates?.judge(pageOf([...many, "user-7"]))).toThrow(
    "GET /Users lists one resource twice: Resources[7] and Resources[200000] have the same id",
  );
});
