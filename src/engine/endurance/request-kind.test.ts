import { expect, test } from "vitest";
import { requestForm, requestKind } from "./request-kind.ts";
import { ask } from "../session/scripted-session.fixture.ts";

test.each([
  ["GET", "/Users/1", {}, "GET /Users/{id}"],
  ["get", "/Users?startIndex=1&count=2&count=3", {}, "GET /Users?count&startIndex"],
  ["POST", "/Users", { body: { userName: "ann", active: true } }, "POST /Users with active, userName"],
  ["POST", "/Users", { text: "{" }, "POST /Users with a text"],
  ["POST", "/Users", { body: [1] }, "POST /Users with an array"],
  ["PUT", "/Users/1", { body: "x" }, "PUT /Users/{id} with string"],
  [
    "PATCH",
    "/Groups/1",
    { body: { schemas: [], Operations: [{ op: "Add", path: 'members[value eq "7"]' }, { op: "add" }, 1] } },
    'PATCH /Groups/{id} with add members[value eq ""] and add and an operation that is no object',
  ],
])("%s %s with %j is of the kind %s", (...[method, path, more, kind]) => {
  expect(requestKind(ask(method, path, more))).toBe(kind);
});

test.each([
  ["/Users?count=2", "GET /Users?count"],
  ['/Users?filter=userName eq "ann" and title pr&count=2', 'GET /Users?count&filter=userName eq "" and title pr'],
  ['/Users?filter=userName eq "a\\"b"', 'GET /Users?filter=userName eq ""'],
])("%s is of the form %s", (path, form) => {
  expect(requestForm(ask("GET", path))).toBe(form);
});
