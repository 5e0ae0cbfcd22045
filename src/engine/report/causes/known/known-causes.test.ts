import { expect, test } from "vitest";
import { LIST, createTraffic, finding } from "../causes.fixture.ts";
import { gatherCauses } from "../gather-causes.ts";
import { patternOf } from "./pattern-of.ts";

/** A list without a total, seen at two endpoints in two ways, and a group that is refused in words of the server's own. */
function noTotal(detail: string): Parameters<typeof gatherCauses> {
  const { exchanges, send } = createTraffic();
  const list = send("GET /Users?startIndex=1", { answer: { Resources: [] } });
  const group = send("POST /Groups", { status: 400, answer: { status: "400", detail } });
  return [
    [
      finding("total", list, { expected: ["1"], actual: "nothing", at: "/totalResults" }),
      finding("group", group, { expected: ["status 201"], actual: "status 400" }),
    ],
    exchanges,
  ];
}

test("a fault is known again by its pattern, whatever words the server refuses in", () => {
  const [findings, exchanges] = noTotal("No total.");
  const fault = { name: "no-total", leads: ["total"], shows: patternOf({ findings, exchanges }) };
  expect(gatherCauses(...noTotal("Zut alors!"))).toHaveLength(2);
  const [others, traffic] = noTotal("Zut alors!");
  expect(gatherCauses(others, traffic, [fault])).toMatchObject([{ id: "total", findings: ["total", "group"] }]);
});

test("who failed to decide is advised to look into the log first", () => {
  const { exchanges, send } = createTraffic();
  const seq = send("PUT /Users/a", { status: 500, answer: { status: "500", detail: "Oops: 17" } });
  const [cause] = gatherCauses([finding("put", seq, { expected: ["status 200"], actual: "status 500" })], exchanges);
  expect(cause?.advice).toBe(
    "Find in the server's log why this request fails: an answer of the kind 5xx is no decision. Mend put.",
  );
});

test("a page behind the last one that holds somebody belongs to paging that is ignored, though it is asked for with a filter", () => {
  const { exchanges, send } = createTraffic();
  const all = { schemas: [LIST], totalResults: 3, Resources: [{ id: "a" }, { id: "b" }, { id: "c" }] };
  const pages = [1, 2].map((startIndex) => send(`GET /Users?startIndex=${startIndex}&count=1`, { answer: all }));
  const behind = send('GET /Users?filter=userName eq "a"&startIndex=1002&count=2', {
    answer: { schemas: [LIST], totalResults: 2, Resources: [{ id: "a" }, { id: "b" }] },
  });
  const found = [...pages, behind].map((seq, index) =>
    finding(`p${index}`, seq, { expected: ["none"], actual: "many", at: "/Resources" }),
  );
  expect(gatherCauses(found, exchanges)).toMatchObject([{ gate: "paging-ignored", findings: ["p0", "p1", "p2"] }]);
});
