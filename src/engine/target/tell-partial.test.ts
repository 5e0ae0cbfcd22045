import { expect, test } from "vitest";
import { PASSING_RUN } from "../../../reports/sample-passing-run.test.ts";
import type { RunEvent } from "../event.ts";
import { tellPartial } from "./tell-partial.ts";

function setUp(stop: AbortController) {
  const events: RunEvent[] = [];
  let judged = 0;
  const teller = tellPartial({
    signal: stop.signal,
    onEvent: (event) => events.push(event),
    judged: () => judged,
    toRun: () => PASSING_RUN,
  });
  return {
    teller,
    types: () => events.map(({ type }) => type),
    judge: () => {
      judged += 1;
    },
  };
}

test("a run is told in the moment of its interruption, although nothing has been judged", () => {
  const stop = new AbortController();
  const { types } = setUp(stop);
  expect(types()).toEqual([]);
  stop.abort();
  expect(types()).toEqual(["run-partial"]);
});

test("a run that is interrupted before it begins is told as well", () => {
  const stop = new AbortController();
  stop.abort();
  expect(setUp(stop).types()).toEqual(["run-partial"]);
});

test("it is told again only when more has been judged", () => {
  const stop = new AbortController();
  const { teller, types, judge } = setUp(stop);
  stop.abort();
  teller.tell();
  expect(types()).toEqual(["run-partial"]);
  judge();
  teller.tell();
  expect(types()).toEqual(["run-partial", "run-partial"]);
});

test("a run that has ended tells nothing any more", () => {
  const stop = new AbortController();
  const { teller, types } = setUp(stop);
  teller.stop();
  stop.abort();
  expect(types()).toEqual([]);
});
