import { expect, test } from "vitest";
import { FAILING_RUN } from "../../../reports/sample-failing-run.test.ts";
import { FOREIGN, exchange, finding } from "../../../reports/sample-parts.test.ts";
import type { Exchange } from "../../exchange/exchange.ts";
import type { Finding } from "../../engine/run.ts";
import { playableSteps } from "./playable-steps.ts";
import type { PlayableSteps } from "./playable-steps.ts";

const CREATE = exchange(
  1,
  { method: "POST", url: `${FOREIGN}/Users`, body: { userName: "ann" } },
  { status: 201, body: { id: "1-a", userName: "ann" } },
);

function byCheck(one: Exchange, id: string): Exchange {
  return { ...one, cause: { kind: "check", id } };
}

/** The steps of a finding of `users.a` that these requests decide, the last one of them. */
function playable(
  exchanges: readonly Exchange[],
  others: readonly Exchange[] = [],
  subject: Partial<Finding> = {},
): PlayableSteps | undefined {
  const own = exchanges.map((one) => byCheck(one, "users.a"));
  const seqs = own.map(({ seq }) => seq);
  const found = finding("users.a", { verdict: "fail", exchanges: seqs, decisive: seqs.at(-1) ?? null, ...subject });
  return playableSteps(found, { ...FAILING_RUN, findings: [found], exchanges: [...others, ...own] }, true);
}

test("the steps are those that the deciding request rests on, with the ids that they gave", () => {
  const unrelated = exchange(2, { url: `${FOREIGN}/Schemas` });
  const read = exchange(3, { url: `${FOREIGN}/Users/1-a` });
  const found = playable([CREATE, unrelated, read]);
  expect(found?.steps.map(({ seq }) => seq)).toEqual([1]);
  expect(found?.deciding.seq).toBe(3);
  expect(found?.idOf(CREATE)).toBe("1-a");
});

test("a request for what nobody made can be asked anywhere", () => {
  expect(playable([exchange(3, { url: `${FOREIGN}/Users/nobody` })])?.steps).toEqual([]);
});

test.each<[string, Partial<Exchange["request"]>]>([
  ["a version of the target", { headers: { "if-match": 'W/"3"' } }],
  ["a time", { url: `${FOREIGN}/Users?filter=meta.lastModified%20gt%20%222026-11-30T00:00:00Z%22` }],
  ["a time beside a plus sign", { url: `${FOREIGN}/Users?filter=x+gt+"2026-11-30T00:00:00Z"` }],
  ["a value that is masked", { method: "POST", url: `${FOREIGN}/Users`, body: { nickName: "***" } }],
  ["a text that was cut off", { method: "POST", url: `${FOREIGN}/Users`, body: "{…" }],
  ["another server", { url: "https://elsewhere.example/Users/1" }],
])("nothing is asked where the answer hangs on %s", (_, request) => {
  expect(playable([exchange(3, request)])).toBeUndefined();
});

test("nothing is asked of seats, as others may hold them", () => {
  const read = exchange(3, { url: `${FOREIGN}/Users/1-a` });
  expect(playable([CREATE, read], [], { suite: "seats" })).toBeUndefined();
  expect(playable([CREATE, read], [])).toBeDefined();
});

test("a masked password is one like any other, and any version will do", () => {
  const body = { userName: "bob", password: "***" };
  expect(playable([exchange(3, { method: "POST", url: `${FOREIGN}/Users`, body })])).toBeDefined();
  expect(playable([exchange(3, { url: `${FOREIGN}/Users/1`, headers: { "if-match": "*" } })])).toBeDefined();
});
