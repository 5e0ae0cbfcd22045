import { toCapabilities } from "../../profile/capability/index.ts";
import { sampleFinding } from "../../engine/report/finding.fixture.ts";
import { expect, test } from "vitest";
import type { RunEvent, RunPlan } from "../../engine/event.ts";
import type { Exchange } from "../../exchange/exchange.ts";
import type { Finding, Run, RunHeader, ScenarioResult } from "../../engine/run.ts";
import { createProgress } from "./progress.ts";
import type { Progress, ProgressOptions } from "./progress-options.ts";
import type { ProgressClock } from "./progress-clock.ts";

const HEADER: RunHeader = {
  id: "4f2a",
  seed: 7,
  profile: "okta",
  idp: "okta",
  provider: {
    title: "Okta",
    features: [
      { id: "create", title: "Create Users" },
      { id: "update", title: "Update User Attributes" },
      { id: "deactivate", title: "Deactivate Users" },
      { id: "import", title: "Import Users" },
      { id: "group-push", title: "Push Groups" },
    ],
  },
  dialect: "oin",
  startedAt: "2026-11-24T05:50:00.000Z",
  durationMs: 0,
  interrupted: false,
  quick: false,
  lost: null,
  shard: null,
  selective: false,
  target: {
    baseUrl: "https://scim.example.com/v2",
    bundled: false,
    capabilities: toCapabilities(() => "absent"),
  },
  notes: [],
};

/** The run begins. */
export function start(plan: Partial<RunPlan> = {}): RunEvent {
  return {
    type: "run-start",
    run: HEADER,
    plan: { checks: 4, scenarios: 1, suites: { users: 2, traffic: 2 }, ...plan },
  };
}

/** A PATCH of a check was answered. */
export function exchange(id: string, path: string, status = 200): RunEvent {
  const url = `https://scim.example.com/v2${path}`;
  const sent: Exchange = {
    seq: 1,
    cause: { kind: "check", id },
    sender: "tool",
    request: { method: "PATCH", url, headers: {}, body: undefined },
    response: { status, headers: {}, body: undefined },
    failure: null,
    durationMs: 41.2,
  };
  return { type: "exchange", exchange: sent };
}

/** What a check found. */
export function finding(check: string, verdict: Finding["verdict"], features: readonly string[] = []): Finding {
  const suite = check.split(".")[0] ?? "";
  return sampleFinding(check, { suite, verdict, breaks: features.length === 0 ? {} : { okta: features } });
}

/** A check ended. */
export function found(check: string, verdict: Finding["verdict"], features: readonly string[] = []): RunEvent {
  return { type: "finding", finding: finding(check, verdict, features) };
}

/** The run ended. */
export function ended(findings: readonly Finding[]): RunEvent {
  const counts = { total: 0, pass: 0, fail: 0, skip: 0, error: 0 };
  const run: Run = {
    schemaVersion: 1,
    tool: { name: "zi-scim-check", version: "0.1.0" },
    run: HEADER,
    summary: {
      checks: { ...counts, warn: 0 },
      scenarios: counts,
      requirements: { observable: 370, covered: 0, exercised: 0, vendor: { total: 0, exercised: 0 } },
      providers: {
        okta: { create: "works", update: "works", deactivate: "works", import: "works", "group-push": "works" },
      },
      untested: {},
      residue: { users: 0, groups: 0, deactivated: 0, maybe: 0 },
    },
    requirements: [],
    findings,
    causes: [],
    scenarios: [],
    exchanges: [],
  };
  return { type: "run-end", run };
}

/** What came of a scenario. */
export const OVERFLOW: ScenarioResult = {
  id: "seat-overflow",
  title: "",
  verdict: "pass",
  reason: "",
  idp: "okta",
  dialect: "oin",
  profile: "zoominfo",
  baseUrl: "http://127.0.0.1:1/scim/v2",
  breaks: { okta: ["create"] },
  admin: null,
  assignments: { total: 120, provisioned: 100, failed: 20, users: [] },
  steps: [],
  durationMs: 0,
};

/** Progress with a time and a screen of its own. */
export interface Stage {
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

/** Starts progress on a played terminal of 80 columns. */
export function stage(differences: Partial<ProgressOptions> = {}): Stage {
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

test("the played screen shows what was not erased", () => {
  expect(screenOf("note\na\nb\n\u001b[2A\u001b[0Jc\n")).toEqual(["note", "c"]);
});
