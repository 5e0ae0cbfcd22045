import { expect, test } from "vitest";
import { ask } from "../session/scripted-session.fixture.ts";
import type { OutgoingRequest } from "../session/session.ts";
import { createDrops } from "./drops.ts";

const find = (filter: string): OutgoingRequest => ask("GET", `/Users?filter=${encodeURIComponent(filter)}`);
const grouped = (name: string): OutgoingRequest => find(`(userName eq "${name}" or title pr) and active eq true`);

test("a filter that is never answered is not sent any more, whatever its values, and others are", () => {
  const drops = createDrops();
  for (const seq of [1, 2, 3]) drops.count(grouped(`ann${seq}`), seq);
  expect(() => drops.reject(grouped("bob"))).toThrow(
    'GET /Users?filter=(userName eq "" or title pr) and active eq true was left unanswered 3 times (#1, #2, #3), so it is not sent any more',
  );
  expect(() => drops.reject(find('userName eq "ann"'))).not.toThrow();
});

test("an answer between them shows that it is not the form of the request", () => {
  const drops = createDrops();
  for (const seq of [1, 2]) drops.count(grouped("ann"), seq);
  drops.forgive(grouped("bob"));
  drops.count(grouped("cyd"), 3);
  expect(() => drops.reject(grouped("ann"))).not.toThrow();
});

test("a target that ten filters were too much for is sent no filter any more", () => {
  const drops = createDrops();
  const operators = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "EQ"];
  for (const [index, operator] of operators.entries()) drops.count(find(`userName ${operator} "x"`), index + 1);
  expect(() => drops.reject(find("title pr"))).toThrow("GET /Users?filter was left unanswered 10 times");
  expect(() => drops.reject(ask("GET", "/Users"))).not.toThrow();
});
