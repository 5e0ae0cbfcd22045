import { expect, test } from "vitest";
import { sampleFinding } from "../finding.fixture.ts";
import type { Cause, Exchange } from "../../../exchange/exchange.ts";
import type { Finding, Run, ScenarioResult } from "../../run.ts";
import { formatAgain, formatScenarioAgain } from "./again.ts";

const COMMAND = 'zi-scim-check "$SCIM_URL"';
const BASE = "https://scim.example.com/v2";

function exchange(seq: number, cause: Cause, sent: string): Exchange {
  const [method = "", path = ""] = sent.split(" ");
  const request = { method, url: `${BASE}${path}`, headers: {}, body: undefined };
  return { seq, sender: "tool", cause, request, response: null, failure: null, durationMs: 1 };
}

function create(seq: number, check: string, id: string): Exchange {
  const response = { status: 201, headers: {}, body: { id } };
  return { ...exchange(seq, { kind: "check", id: check }, "POST /Users"), response };
}

function found(check: string, decisive: number | null = null): Finding {
  return sampleFinding(check, { decisive });
}

const ASSIGN: ScenarioResult = {
  id: "assign",
  title: "",
  verdict: "pass",
  reason: "",
  idp: "okta",
  dialect: "oin",
  profile: "generic",
  baseUrl: BASE,
  breaks: {},
  admin: null,
  assignments: null,
  steps: [],
  durationMs: 0,
};

const RUN: Pick<Run, "exchanges" | "scenarios"> = {
  scenarios: [ASSIGN],
  exchanges: [
    exchange(1, { kind: "preflight", id: "preflight" }, "GET /Users?startIndex=1&count=2"),
    exchange(2, { kind: "discovery", id: "discovery" }, "GET /Schemas"),
    create(3, "users.create.location", "u-1"),
    exchange(4, { kind: "proof", id: "users.create.location" }, "GET /Users/u-1"),
    create(5, "users.read.id", "u-2"),
    exchange(6, { kind: "scenario", id: "assign", step: "assign" }, "PATCH /Users/u-9"),
    exchange(7, { kind: "cleanup", id: "cleanup" }, "DELETE /Users/u-2"),
    exchange(8, { kind: "cleanup", id: "cleanup" }, "GET /Users?filter=x"),
    exchange(19, { kind: "check", id: "quick" }, "GET /Users/u-7"),
  ],
};

function again(...findings: readonly Finding[]): string {
  return formatAgain(findings, { command: COMMAND, run: RUN }).slice(`${COMMAND} `.length);
}

test("one check is run again by its name, several by the pattern that they share", () => {
  expect(again(found("users.create.location"))).toBe("--only users.create.location");
  expect(again(found("users.patch.add"), found("users.patch.remove"))).toBe("--only 'users.patch.*'");
  expect(again(found("users.patch.a.b"), found("users.patch.a"))).toBe("--only 'users.patch.*'");
});

test("checks with nothing in common are named one by one, of many only the first", () => {
  expect(again(found("users.create.a"), found("groups.create.a"))).toBe("--only users.create.a --only groups.create.a");
  expect(again(...["users.a", "groups.b", "query.c", "okta.d", "seats.e"].map((id) => found(id)))).toBe(
    "--only users.a",
  );
});

test("a traffic rule is run with the check that made the exchange, or that needed it as a proof", () => {
  expect(again(found("traffic.meta.version", 3))).toBe("--only traffic.meta.version --only users.create.location");
  expect(again(found("traffic.meta.version", 4))).toBe("--only traffic.meta.version --only users.create.location");
});

test("a traffic rule that what every run sends first has broken is enough by itself", () => {
  expect(again(found("traffic.list.total", 1))).toBe("--only traffic.list.total");
  expect(again(found("traffic.schema.names", 2))).toBe("--only traffic.schema.names");
});

test("a traffic rule that a scenario or the clean-up has broken is run with what led to that", () => {
  expect(again(found("traffic.meta.version", 6))).toBe("--only traffic.meta.version --scenario assign");
  expect(again(found("traffic.http.no-content", 7))).toBe("--only traffic.http.no-content --only users.read.id");
  expect(again(found("traffic.list.total", 8))).toBe("--only traffic.list.total --only users.create.location");
});

test("what the first or the last requests of a run have broken is shown by a check that broke it too", () => {
  const broken = { ...found("traffic.list.total", 1), exchanges: [1, 3, 5] };
  expect(again(broken)).toBe("--only traffic.list.total --only users.create.location");
  expect(again({ ...broken, decisive: 2 })).toBe("--only traffic.list.total");
});

test("a list that shows what others made is run with some of them, where a filter or a traffic rule judges it", () => {
  const body = { Resources: [{ id: "u-1" }, { id: "u-2" }, { id: "stranger" }] };
  const list = (query: string): Exchange => ({
    ...exchange(9, { kind: "check", id: "query.page" }, `GET /Users${query}`),
    response: { status: 200, headers: {}, body },
  });
  const told = (check: string, query: string): string =>
    formatAgain([found(check, 9)], { command: "zi", run: { ...RUN, exchanges: [...RUN.exchanges, list(query)] } });
  const both = "--only users.create.location --only users.read.id";
  expect(told("query.page", "?count=1")).toBe("zi --only query.page");
  expect(told("query.page", "?filter=x")).toBe(`zi --only query.page ${both}`);
  expect(told("traffic.list.count", "?count=1")).toBe(`zi --only traffic.list.count --only query.page ${both}`);
});

test("what one check supposed and another is charged with takes both", () => {
  expect(again(found("query.filter.eq", 5))).toBe("--only query.filter.eq --only users.read.id");
});

test("of several the makers are named beside the pattern", () => {
  expect(again(found("traffic.list.total", 3), found("traffic.list.schemas", 5))).toBe(
    "--only 'traffic.list.*' --only users.create.location --only users.read.id",
  );
});

test("a scenario has words of its own where its name is not enough", () => {
  const scenarioWords = { own: "--scenario './own story.yaml' --users 5" };
  expect(formatScenarioAgain("assign", { command: "zi", scenarioWords })).toBe("zi --scenario assign");
  expect(formatScenarioAgain("own", { command: "zi", scenarioWords })).toBe(
    "zi --scenario './own story.yaml' --users 5",
  );
});

test("what a walk has found is found again by a quick run, whatever check or traffic rule it is told of", () => {
  expect(again(found("okta.match.found", 19))).toBe("--quick");
  expect(again(found("traffic.resource.id", 19), found("okta.update.answer", 19))).toBe("--quick");
});
