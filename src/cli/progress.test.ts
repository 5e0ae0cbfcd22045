import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import type { RunEvent, RunPlan } from "../engine/event.ts";
import type { Exchange } from "../engine/exchange.ts";
import type { Finding, Run, RunHeader, ScenarioResult } from "../engine/run.ts";
import { createProgress } from "./progress.ts";
import type { Progress, ProgressOptions } from "./progress.ts";
import type { ProgressClock } from "./progress-clock.ts";

const HEADER: RunHeader = {
  id: "4f2a",
  seed: 7,
  profile: "okta",
  idp: "okta",
  dialect: "oin",
  startedAt: "2026-11-24T05:50:00.000Z",
  durationMs: 0,
  interrupted: false,
  shard: null,
  target: {
    baseUrl: "https://scim.example.com/v2",
    bundled: false,
    capabilities: {
      patch: "advertised",
      filter: "advertised",
      sort: "absent",
      etag: "absent",
      bulk: "absent",
      changePassword: "absent",
      groups: "found",
      enterprise: "absent",
      uniqueEmail: "unknown",
      seats: "absent",
    },
  },
  notes: [],
};

function start(plan: Partial<RunPlan> = {}): RunEvent {
  return {
    type: "run-start",
    run: HEADER,
    plan: { checks: 4, scenarios: 1, suites: { users: 2, traffic: 2 }, ...plan },
  };
}

function exchange(id: string, path: string, status = 200): RunEvent {
  const url = `https://scim.example.com/v2${path}`;
  const sent: Exchange = {
    seq: 1,
    cause: { kind: "check", id },
    request: { method: "PATCH", url, headers: {}, body: undefined },
    response: { status, headers: {}, body: undefined },
    failure: null,
    durationMs: 41.2,
  };
  return { type: "exchange", exchange: sent };
}

function finding(check: string, verdict: Finding["verdict"], blocks: Finding["blocks"] = []): Finding {
  return {
    check,
    suite: check.split(".")[0] ?? "",
    title: "",
    severity: "must",
    clause: { source: "RFC7644", section: "3.3", level: "MUST", requirements: [], text: "", url: "" },
    verdict,
    reason: "",
    advice: "",
    blocks,
    cause: null,
    baseline: null,
    mismatch: null,
    exchanges: [],
    exchangeCount: 0,
    decisive: null,
    durationMs: 0,
  };
}

function found(check: string, verdict: Finding["verdict"], blocks: Finding["blocks"] = []): RunEvent {
  return { type: "finding", finding: finding(check, verdict, blocks) };
}

function ended(findings: readonly Finding[]): RunEvent {
  const counts = { total: 0, pass: 0, fail: 0, skip: 0, error: 0 };
  const run: Run = {
    schemaVersion: 1,
    tool: { name: "zi-scim-check", version: "0.1.0" },
    run: HEADER,
    summary: {
      checks: { ...counts, warn: 0 },
      scenarios: counts,
      requirements: { observable: 370, covered: 0, exercised: 0 },
      okta: { create: "works", update: "works", deactivate: "works", import: "works", "group-push": "works" },
    },
    findings,
    scenarios: [],
    exchanges: [],
  };
  return { type: "run-end", run };
}

const OVERFLOW: ScenarioResult = {
  id: "seat-overflow",
  title: "",
  verdict: "pass",
  reason: "",
  idp: "okta",
  dialect: "oin",
  profile: "zoominfo",
  baseUrl: "http://127.0.0.1:1/scim/v2",
  blocks: ["create"],
  assignments: { total: 120, provisioned: 100, failed: 20, users: [] },
  steps: [],
  durationMs: 0,
};

interface Stage {
  readonly progress: Progress;
  /** Lets so much time pass, and the timers with it. */
  readonly pass: (ms: number) => void;
  /** Everything written so far. */
  readonly written: () => string;
  /** What a terminal shows: erased lines are gone. */
  readonly shown: () => readonly string[];
  /** How often something was written. */
  readonly writes: () => number;
  readonly timers: () => number;
}

function stage(differences: Partial<ProgressOptions> = {}): Stage {
  const texts: string[] = [];
  const timers = new Set<{ readonly ms: number; readonly tick: () => void; next: number }>();
  let now = 1000;
  const clock: ProgressClock = {
    now: () => now,
    every: (ms, tick) => {
      const timer = { ms, tick, next: now + ms };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };
  const pass = (ms: number): void => {
    for (const until = now + ms; now < until; now += 50) {
      for (const timer of [...timers].filter(({ next }) => next <= now)) {
        timer.next += timer.ms;
        timer.tick();
      }
    }
  };
  const write = (text: string): void => void texts.push(text);
  const options = { write, isTTY: true, ci: false, color: false, unicode: true, width: 80, ...differences };
  return {
    progress: createProgress(options, clock),
    pass,
    written: () => texts.join(""),
    shown: () => screenOf(texts.join("")),
    writes: () => texts.length,
    timers: () => timers.size,
  };
}

/** Plays the two escape sequences that live progress writes. */
function screenOf(text: string): readonly string[] {
  let lines: string[] = [];
  // oxlint-disable-next-line no-control-regex
  for (const [piece, up] of text.matchAll(/\u001b\[(\d+)A\u001b\[0J|[^\u001b]+|\u001b\[\d+m/g)) {
    if (up !== undefined) lines = lines.slice(0, lines.length - Number(up));
    else if (!piece.startsWith("\u001b")) lines.push(...piece.replace(/\n$/, "").split("\n"));
  }
  return lines;
}

describe("on a terminal", () => {
  test("the target, the last request, the amount and what works in Okta are shown", () => {
    const { progress, pass, shown } = stage();
    pass(150);
    progress.listen(start());
    progress.listen(exchange("users.patch.replace-active", "/Users/2f6c8d1a-91c0-4b7e-8d53-0a4f6a1b2c3d"));
    progress.listen(found("users.a", "pass", ["create", "update"]));
    progress.listen(found("users.b", "fail", ["deactivate", "update"]));
    progress.listen(found("users.c", "warn", ["import"]));
    pass(21_000);
    expect(shown()).toEqual([
      "zi-scim-check   https://scim.example.com/v2   okta/oin   seed 7",
      " users.patch.replace-active          PATCH /Users/2f6c8d1a-91c0-…   200   41 ms",
      " ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━──────────   3/4   1 ✗  1 !   0:21   0 req/s",
      " create ✓   update ✗   deactivate ✗   import …   group-push …",
    ]);
  });

  test("the seats of a scenario are counted while they are assigned", () => {
    const { progress, pass, shown } = stage();
    progress.listen(start());
    progress.listen({ type: "scenario-start", scenario: "seat-overflow", steps: 4 });
    pass(200);
    expect(shown()[1]).toBe(" seat-overflow   step 1 of 4");
    progress.listen({ type: "progress", scenario: "seat-overflow", done: 100, total: 120, failed: 0 });
    pass(200);
    expect(shown()[1]).toBe(" seat-overflow   step 1 of 4   100/120 assigned");
    progress.listen({ type: "progress", scenario: "seat-overflow", done: 112, total: 120, failed: 12 });
    pass(200);
    expect(shown()[1]).toBe(" seat-overflow   step 1 of 4   112/120 assigned, 12 ✗");
    progress.listen({ type: "scenario-end", result: OVERFLOW });
    pass(200);
    expect(shown()[1]).not.toContain("seat-overflow");
    expect(shown()[3]).toContain("create ✓");
  });

  test("before the target has answered it says that it is connecting", () => {
    const { pass, shown } = stage();
    pass(200);
    expect(shown()).toEqual([
      "zi-scim-check",
      " connecting …",
      " ────────────────────────────────────────   0 ✗  0 !   0:00   0 req/s",
      " create …   update …   deactivate …   import …   group-push …",
    ]);
  });

  test("it draws at most ten times a second, and not at all when nothing has changed", () => {
    const { progress, pass, writes } = stage();
    progress.listen(start());
    for (let i = 0; i < 500; i += 1) {
      progress.listen(exchange("users.a", `/Users/${i}`));
      pass(50);
    }
    const busy = writes();
    expect(busy).toBeLessThanOrEqual(251);
    pass(900);
    expect(writes() - busy).toBeLessThanOrEqual(3);
  });

  test("at the end nothing is left but notes, and no timer", () => {
    const { progress, pass, shown, timers } = stage();
    progress.listen(start());
    pass(300);
    progress.listen({ type: "note", text: "The target asks to wait 2 s." });
    pass(300);
    progress.note("Stopping.");
    expect(shown()).toHaveLength(6);
    progress.listen(ended([]));
    expect(shown()).toEqual(["The target asks to wait 2 s.", "Stopping."]);
    expect(timers()).toBe(0);
    progress.end();
    progress.note("After the end.");
    expect(shown()).toEqual(["The target asks to wait 2 s.", "Stopping.", "After the end."]);
  });

  test("a run that ends without an event leaves nothing behind either", () => {
    const { progress, pass, shown, timers } = stage();
    progress.listen(start());
    pass(300);
    progress.end();
    expect(shown()).toEqual([]);
    expect(timers()).toBe(0);
  });

  test.each([40, 50, 60, 79, 200])("at %i columns every line is shorter than the terminal", (width) => {
    const { progress, pass, written } = stage({ width, color: true });
    progress.listen(start());
    progress.listen(exchange("users.patch.a-check-with-a-very-long-name", `/Users?filter=${"x".repeat(300)}`));
    progress.listen(found("users.a", "fail", ["create"]));
    progress.listen({ type: "note", text: "short" });
    pass(200);
    const widths = stripVTControlCharacters(written())
      .split("\n")
      .map((line) => line.length);
    expect(Math.max(...widths)).toBeLessThan(width);
  });

  test("narrow, the bar goes first", () => {
    const { progress, pass, shown } = stage({ width: 40 });
    progress.listen(start());
    pass(200);
    expect(shown()[2]).toBe(" 0/4   0 ✗  0 !   0:00   0 req/s");
  });

  test("without Unicode the lines are ASCII, and a path from anywhere cannot act on the terminal", () => {
    const { progress, pass, written } = stage({ unicode: false });
    progress.listen(start());
    progress.listen(exchange("users.a", "/Users/\u001b[2J\u009bé"));
    progress.listen(found("users.a", "fail", ["create"]));
    pass(200);
    // oxlint-disable-next-line no-control-regex
    expect(written().replaceAll(/\u001b\[\d+A\u001b\[0J/g, "")).toMatch(/^[\x20-\x7e\n]*$/);
  });
});

describe("in a pipe or in CI", () => {
  test.each([{ isTTY: false }, { isTTY: true, ci: true }])(
    "with %j there is a line for each suite and scenario as it ends",
    (where) => {
      const { progress, pass, written } = stage(where);
      progress.listen(start());
      pass(4000);
      progress.listen(found("users.a", "pass"));
      progress.listen(found("users.b", "fail"));
      pass(1000);
      progress.listen({ type: "scenario-end", result: OVERFLOW });
      progress.listen({ type: "note", text: "One user is left." });
      progress.listen(
        ended([
          finding("users.a", "pass"),
          finding("users.b", "fail"),
          finding("traffic.a", "warn"),
          finding("traffic.b", "skip"),
        ]),
      );
      expect(written().split("\n")).toEqual([
        "00:00  https://scim.example.com/v2   okta/oin   seed 7   4 checks, 1 scenarios",
        "00:04  users          2 checks   1 ok   1 fail",
        "00:05  seat-overflow scenario   ok   100 provisioned, 20 failed",
        "00:05  One user is left.",
        "00:05  traffic        2 checks   1 warn   1 skip",
        "",
      ]);
    },
  );

  test("when nothing ends for ten seconds there is one sign of life", () => {
    const { progress, pass, written, timers } = stage({ isTTY: false });
    pass(10_500);
    progress.listen(start());
    progress.listen(exchange("users.filter.eq", "/Users"));
    progress.listen(found("users.a", "pass"));
    pass(25_000);
    progress.listen({ type: "scenario-start", scenario: "seat-overflow", steps: 4 });
    pass(9000);
    progress.listen({ type: "progress", scenario: "seat-overflow", done: 60, total: 120, failed: 0 });
    pass(10_000);
    progress.end();
    pass(60_000);
    expect(written().split("\n")).toEqual([
      "00:10  …still connecting, nothing has answered yet",
      "00:10  https://scim.example.com/v2   okta/oin   seed 7   4 checks, 1 scenarios",
      "00:21  …still running: 1/4, last users.filter.eq",
      "00:31  …still running: 1/4, last users.filter.eq",
      "00:41  …still in seat-overflow: 0 of 4 steps",
      "00:51  …still in seat-overflow: 60/120 assigned, 0 failed",
      "",
    ]);
    expect(timers()).toBe(0);
  });

  test("nothing is coloured and nothing moves the cursor", () => {
    const { progress, written } = stage({ isTTY: false, color: true });
    progress.listen(start());
    progress.note("\u001b[2Jhostile");
    expect(written()).not.toContain("\u001b");
  });
});
