import { expect, test } from "vitest";
import type { LiveResponse } from "../../exchange/exchange.ts";
import type { Json } from "../../scim/json.ts";
import { pathTo } from "../../scim/request-path.ts";
import type { RequestPath } from "../../scim/request-path.ts";
import { createSentBodies } from "./sent-bodies.ts";
import type { OutgoingRequest } from "./session.ts";

function request(method: string, path: RequestPath, body?: Json): OutgoingRequest {
  const cause = { kind: "check", id: "a.check" } as const;
  return { method, path, headers: {}, cause, ...(body === undefined ? {} : { body }) };
}

function answer(
  seq: number,
  more: Partial<LiveResponse>,
): Parameters<ReturnType<typeof createSentBodies>["answer"]>[0] {
  const live = { method: "POST", url: "", path: "/Users", headers: {}, text: null, body: undefined };
  return { seq, request: live, response: { status: 201, headers: {}, text: "", body: undefined, ...more } };
}

test("what was written to a resource is remembered, in order", () => {
  const sent = createSentBodies();
  sent.send(1, request("POST", "/Users", { active: "notabool" }));
  sent.answer(answer(1, { body: { id: "7" } }));
  sent.send(2, request("PUT", pathTo`/Users/7`, { active: true }));
  sent.send(3, request("GET", pathTo`/Users/7`));
  expect(sent.of("/Users", "7")).toEqual([{ active: "notabool" }, { active: true }]);
  expect([sent.of("/Users", "8"), sent.of("/Groups", "7")]).toEqual([[], []]);
});

test("a create that answers without an id tells it in its Location", () => {
  const sent = createSentBodies();
  sent.send(1, request("POST", "/Users", { userName: "ann" }));
  sent.answer(answer(1, { headers: { location: "https://scim.example.com/Users/a%2Fb" } }));
  expect(sent.of("/Users", "a/b")).toEqual([{ userName: "ann" }]);
});

test("a create under way may have made any resource of its endpoint, until it is answered", () => {
  const sent = createSentBodies();
  sent.send(1, request("POST", "/Users", { active: "notabool" }));
  expect(sent.of("/Users", "7")).toEqual([{ active: "notabool" }]);
  sent.answer({ ...answer(1, {}), response: null });
  expect(sent.of("/Users", "7")).toEqual([]);
});
