import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findAgent } from "../output/agent-environment.ts";
import { packageRoot } from "../../documents/package-root.ts";

/** What became of a process. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process of the command line. */
export interface Started {
  readonly child: ChildProcess;
  /** Resolves when it has ended and its streams are closed. */
  readonly ended: Promise<Outcome>;
}

/** A folder of its own in which the command line is started, as often as is needed. */
export interface Workplace {
  readonly folder: string;
  /** `held`: nothing of stdout is read before `resume` of the child's stdout. */
  readonly start: (args: readonly string[], options?: StartOptions) => Started;
  /** Runs a script in bash, to which `$RUN` is the command line; the exit code is the script's. */
  readonly shell: (script: string, env?: StartOptions["env"]) => Promise<Outcome>;
  /** The JSON in a file, undefined while there is none. */
  readonly json: (file: string) => unknown;
  /** Ends what still runs and removes the folder. */
  readonly clear: () => void;
}

/** How a process is started. */
export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly isHeld?: boolean;
}

const MAIN = join(packageRoot(), "src", "cli", "main.ts");
const CACHE = join(packageRoot(), "node_modules", ".cache", "zi-scim-check");

/** Makes a folder to work in. */
export function openWorkplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), "zsc-cli-"));
  const running: ChildProcess[] = [];
  const begin = (program: string, args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess => {
    const { SCIM_TOKEN: _, FORCE_COLOR: __, NO_COLOR: ___, ...given } = process.env;
    // Whoever runs the tests may be a coding agent.
    const rest = Object.fromEntries(Object.entries(given).filter(([name]) => findAgent({ [name]: "1" }) === undefined));
    const child = spawn(program, args, {
      cwd: folder,
      // The cache spares each process the stripping of all types.
      env: { ...rest, NODE_COMPILE_CACHE: CACHE, ZI_SCIM_CHECK_STATE: join(folder, "state"), ...env },
    });
    running.push(child);
    return child;
  };
  return {
    folder,
    start: (args, { env = {}, isHeld = false } = {}) => {
      const child = begin(process.execPath, [MAIN, ...args], env);
      return { child, ended: endingOf(child, isHeld) };
    },
    shell: (script, env = {}) =>
      endingOf(begin("bash", ["-c", script], { RUN: `${process.execPath} ${MAIN}`, ...env }), false),
    json: (file) => {
      const path = join(folder, file);
      return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
    },
    clear: () => {
      for (const child of running) child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function endingOf(child: ChildProcess, isHeld: boolean): Promise<Outcome> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk) => (stdout += String(chunk)));
  if (isHeld) child.stdout?.pause();
  child.stderr?.on("data", (chunk) => (stderr += String(chunk)));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
}

/** Waits until it holds, ten seconds at most. */
export async function until(holds: () => boolean): Promise<void> {
  for (let step = 0; step < 1000 && !holds(); step += 1) await pause(10);
}

/** Waits. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
