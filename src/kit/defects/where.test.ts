import { expect, test } from "vitest";
import { createMatcher } from "./where.ts";
import type { Where } from "./where.ts";

function request(line: string, body?: string): Request {
  const [method = "", path = ""] = line.split(" ");
  return new Request(`http://h.example/scim/v2${path}`, { method, ...(body === undefined ? {} : { body }) });
}

test.each([
  ["DELETE /Users/:id", "DELETE /Users/1", true],
  ["DELETE /Users/:id", "DELETE /Users", false],
  ["DELETE /Users/:id", "DELETE /Users/1/2", false],
  ["DELETE /Users/:id", "GET /Users/1", false],
  ["PUT|PATCH /Groups/:id", "PATCH /Groups/1", true],
  ["GET /Users/:id?", "GET /Users?count=1", true],
  ["GET /Users/:id?", "GET /Users/1", true],
  ["/Schemas", "GET /Schemas", true],
  ["POST /Users/.search", "POST /Users/xsearch", false],
  ["POST", "POST /Groups", true],
  [{ path: /^\/Me$/ }, "GET /Me", true],
] as const)("%s and %s: %s", async (where: Where, line, expected) => {
  expect(await createMatcher(where)(request(line))).toBe(expected);
});

test("a line that is none is our own mistake", () => {
  expect(() => createMatcher("users")).toThrow("is no method and path");
});

test("only the n-th of those that match", async () => {
  const isMeant = createMatcher("GET /Users", { nth: 2 });
  const found = [];
  for (const line of ["GET /Users", "GET /Groups", "GET /Users", "GET /Users"])
    found.push(await isMeant(request(line)));
  expect(found).toEqual([false, false, true, false]);
});

test("only once another request has come", async () => {
  const isMeant = createMatcher("GET /Users", { after: "DELETE /Users/:id" });
  const found = [];
  for (const line of ["GET /Users", "DELETE /Users/1", "GET /Users"]) found.push(await isMeant(request(line)));
  expect(found).toEqual([false, false, true]);
});

test("query and body narrow it, and the body stays readable", async () => {
  const asks = createMatcher("GET /Users", { query: (query) => query.has("filter") });
  expect([await asks(request("GET /Users?filter=x")), await asks(request("GET /Users"))]).toEqual([true, false]);
  const sends = createMatcher("POST /Users", { body: (body) => JSON.stringify(body).includes("ann") });
  const sent = request("POST /Users", '{"userName":"ann"}');
  expect(await sends(sent)).toBe(true);
  expect(await sent.text()).toBe('{"userName":"ann"}');
  expect(await sends(request("POST /Users", "no JSON"))).toBe(false);
});
