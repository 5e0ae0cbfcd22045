import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HostileCase } from "../hostile-case.ts";
import { buildTarget } from "../target/build-target.ts";
import type { BuiltTarget } from "../target/build-target.ts";
import type { Left } from "../target/store.ts";
import { BOUNDS, judge } from "./judge.ts";
import type { Breach, Evidence } from "./judge.ts";
import { readReport } from "./report-view.ts";
import type { Residue } from "./report-view.ts";
import { runTool } from "./run-tool.ts";
import type { ToolOutcome, ToolRun } from "./run-tool.ts";
import { plantSecrets } from "./secrets.ts";
import type { PlantedSecrets } from "./secrets.ts";
import { selectionOf } from "./selection.ts";
import { watchForExceptions } from "./watch-exceptions.ts";

/** What came of a run against a hostile target. */
export interface HostileResult {
  readonly breaches: readonly Breach[];
  readonly exitCode: number;
  /** Strangers who are not as they were. */
  readonly changed: readonly string[];
  /** Strangers whom a write named. */
  readonly named: readonly string[];
  readonly left: Left;
  /** What the run told of what is left; undefined when it did not. */
  readonly told: Residue | undefined;
  readonly hasJournal: boolean;
  /** Checks and scenarios with a verdict. */
  readonly judged: number;
  readonly requests: number;
  readonly peakInFlight: number;
  readonly durationMs: number;
  readonly said: string;
}

/** What runs against the target. */
export type Tool = (run: ToolRun) => Promise<ToolOutcome>;

/** Runs the tool against a target that behaves as the case says, and judges what it did there. */
export async function runHostile(hostile: HostileCase, tool: Tool = runTool): Promise<HostileResult> {
  const secrets = plantSecrets();
  const folder = mkdtempSync(join(tmpdir(), "zsc-hostile-"));
  const target = await buildTarget({ ...hostile, token: secrets.token });
  const watch = watchForExceptions();
  try {
    return await runAgainst(target, { hostile, tool, secrets, folder, exceptions: watch.seen });
  } finally {
    watch.end();
    await target.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Scene {
  readonly hostile: HostileCase;
  readonly tool: Tool;
  readonly secrets: PlantedSecrets;
  readonly folder: string;
  readonly exceptions: readonly string[];
}

async function runAgainst(target: BuiltTarget, scene: Scene): Promise<HostileResult> {
  const stateFolder = join(scene.folder, "state");
  mkdirSync(stateFolder);
  const { outcome, durationMs, wasStopped } = await runInTime(scene.tool, {
    options: optionsOf(target.url, scene, stateFolder),
    folder: scene.folder,
  });
  await target.rest();
  const report = readReport(outcome.report);
  const journals = readAll(stateFolder);
  const evidence: Evidence = {
    exitCode: outcome.exitCode,
    report,
    left: target.store.left(),
    changed: target.store.harmed(),
    requests: target.requests,
    strayed: target.strayed.filter((request) => !/^GET [^ ]*$/.test(request)),
    durationMs,
    wasStopped,
    leaks: scene.secrets.foundIn({ ...journals, ...textsOf(outcome) }),
    hasJournal: Object.keys(journals).length > 0,
    exceptions: scene.exceptions,
    said: outcome.stderr,
  };
  return {
    breaches: judge(evidence),
    exitCode: outcome.exitCode,
    changed: evidence.changed,
    named: [...new Set(evidence.requests.flatMap(({ harms }) => harms))],
    left: evidence.left,
    hasJournal: evidence.hasJournal,
    told: report?.residue,
    judged: report?.judged ?? 0,
    requests: target.requests.length,
    peakInFlight: target.peakInFlight(),
    durationMs,
    said: outcome.stderr,
  };
}

interface Timed {
  readonly outcome: ToolOutcome;
  readonly durationMs: number;
  readonly wasStopped: boolean;
}

/** Interrupts a run that takes too long, and goes on without one that does not even end then. */
async function runInTime(tool: Tool, run: Omit<ToolRun, "signal">): Promise<Timed> {
  const stop = new AbortController();
  const timers: NodeJS.Timeout[] = [setTimeout(() => stop.abort(), BOUNDS.durationMs)];
  const stuck = new Promise<ToolOutcome>((resolve) => {
    timers.push(setTimeout(() => resolve(STUCK), BOUNDS.durationMs + BOUNDS.stoppingMs));
  });
  const started = performance.now();
  const outcome = await Promise.race([tool({ ...run, signal: stop.signal }), stuck]);
  const durationMs = Math.round(performance.now() - started);
  for (const timer of timers) clearTimeout(timer);
  return { outcome, durationMs, wasStopped: stop.signal.aborted };
}

const STUCK: ToolOutcome = {
  exitCode: 130,
  stdout: "",
  stderr: "error: it did not end when it was interrupted",
  lastWords: "",
  report: "",
  files: [],
};

function optionsOf(
  url: string,
  { hostile, secrets }: Scene,
  stateFolder: string,
): Parameters<typeof runTool>[0]["options"] {
  const { create, remove, connection } = hostile.behaviours;
  const isLate = create.startsWith("late") || remove === "late";
  return {
    url,
    credentials: { kind: "bearer", token: secrets.token },
    headers: { "X-Planted": secrets.header },
    stateFolder,
    ...selectionOf(hostile.selection),
    concurrency: 4,
    // Shorter than the target takes, where it takes long; otherwise never to be met on a busy machine.
    timeoutMs: connection === "slow-writes" ? 500 : 5000,
    // As long as the target needs, where it needs any: what nobody waits for cannot be seen.
    settleMs: isLate ? 400 : 20,
    seed: hostile.selection,
  };
}

function readAll(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [`journal ${name}`, readFileSync(join(folder, name), "utf8")]),
  );
}

function textsOf({ stdout, stderr, lastWords, files }: ToolOutcome): Readonly<Record<string, string>> {
  const written = files.flatMap((path) => {
    try {
      return [[path.split("/").at(-1) ?? path, readFileSync(path, "utf8")] as const];
    } catch {
      return [];
    }
  });
  return { ...Object.fromEntries(written), stdout, stderr, lastWords };
}
