import { expect, test } from "vitest";
import type { Json } from "../../scim/json.ts";
import type { Exchange } from "../../exchange/exchange.ts";
import { leadingExchanges } from "./leading-steps.ts";

/** `request` is method and path: `GET /Users/u-1`. */
function exchange(seq: number, request: string, bodies: { readonly sent?: Json; readonly id?: string } = {}): Exchange {
  const [method = "", path = ""] = request.split(" ");
  const answer = bodies.id === undefined ? { status: 200, body: {} } : { status: 201, body: { id: bodies.id } };
  return {
    seq,
    cause: { kind: "check", id: "any" },
    sender: "tool",
    request: { method, url: `https://scim.example.com/v2${path}`, headers: {}, body: bodies.sent },
    response: { ...answer, headers: {} },
    failure: null,
    durationMs: 1,
  };
}

function leadingTo(exchanges: readonly Exchange[], most = 3): readonly number[] {
  return leadingExchanges(exchanges, most).map(({ seq }) => seq);
}

test("reads in between are left out, so that the write shows which the deciding read is about", () => {
  const made = exchange(1, "POST /Users", { sent: { userName: "ann" }, id: "u-1" });
  const repeated = [4, 5, 6].map((seq) => exchange(seq, "GET /Users/u-1"));
  expect(leadingTo([made, exchange(2, "GET /Users/u-1"), exchange(3, "PATCH /Users/u-1"), ...repeated])).toEqual([
    1, 3, 6,
  ]);
});

test("only the last ones are given", () => {
  const made = exchange(1, "POST /Users", { sent: { userName: "ann" }, id: "u-1" });
  const writes = [2, 3, 4].map((seq) => exchange(seq, "PATCH /Users/u-1"));
  expect(leadingTo([made, ...writes, exchange(5, "GET /Users/u-1")])).toEqual([3, 4, 5]);
});

test("a refused create rests on the one that took its name, in whatever letter case", () => {
  const taken = exchange(1, "POST /Users", { sent: { userName: "Ann" }, id: "u-1" });
  const other = exchange(2, "POST /Users", { sent: { userName: "bob" }, id: "u-2" });
  expect(leadingTo([taken, other, exchange(3, "POST /Users", { sent: { username: "ANN" } })])).toEqual([1, 3]);
});

test("a group rests on its members, and they on their own creates", () => {
  const ann = exchange(1, "POST /Users", { sent: { userName: "ann" }, id: "u-1" });
  const bob = exchange(2, "POST /Users", { sent: { userName: "bob" }, id: "u-2" });
  const group = exchange(3, "POST /Groups", { sent: { members: [{ value: "u-1" }] }, id: "g-1" });
  expect(leadingTo([ann, bob, group, exchange(4, "GET /Groups/g-1")])).toEqual([1, 3, 4]);
});

test("an exchange that rests on none of the others is given with the last ones as they came", () => {
  const others = [1, 2, 3].map((seq) => exchange(seq, "GET /Schemas"));
  expect(leadingTo([...others, exchange(4, "GET /ResourceTypes")])).toEqual([2, 3, 4]);
  expect(leadingTo([])).toEqual([]);
});
