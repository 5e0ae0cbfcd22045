import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import type { HookTools } from "../../engine/scenarios/play/hook-run.ts";

/** How long a hook may take. */
export const HOOK_TIMEOUT_MS = 60_000;

/** A command of a hook. */
export interface ShellCommand {
  readonly command: string;
  /** Further environment variables. */
  readonly variables: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Milliseconds until it is ended; a minute when left out. */
  readonly timeoutMs?: number;
}

/** What is kept of each of its outputs. */
const MAX_OUTPUT = 1024 * 1024;

/** From the polite request to end to the one that cannot be refused. */
const GRACE_MS = 1000;

/** What it printed may still be on its way when it has ended; what it left in the background may print for ever. */
const DRAIN_MS = 200;

/**
 * Runs a command in a POSIX shell. It is ended, with everything that it has started, when it takes too long or the run is
 * interrupted; rejects then.
 */
export function runShell(options: ShellCommand): ReturnType<HookTools["shell"]> {
  const { command, variables, signal, timeoutMs = HOOK_TIMEOUT_MS } = options;
  return new Promise((resolve, reject) => {
    // A process group of its own, so that all of it can be ended.
    const env = { ...process.env, ...variables };
    const child = spawn("/bin/sh", ["-c", command], { env, stdio: ["ignore", "pipe", "pipe"], detached: true });
    const outputs = [keep(child.stdout), keep(child.stderr)] as const;
    const giveUp = (message: string): void => {
      endGroup(child);
      settle(() => reject(new Error(message)));
    };
    const stop = (): void => giveUp("interrupted");
    const timer = setTimeout(() => giveUp(`it has not ended within ${timeoutMs / 1000} s`), timeoutMs);
    const settle = (how: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      child.stdout.destroy();
      child.stderr.destroy();
      how();
    };
    signal.addEventListener("abort", stop, { once: true });
    const end = (code: number | null): void => {
      settle(() => resolve({ exitCode: code ?? 1, stdout: outputs[0](), stderr: outputs[1]() }));
    };
    child.on("error", (error) => settle(() => reject(error)));
    child.on("close", end);
    child.on("exit", (code) => setTimeout(() => end(code), DRAIN_MS));
  });
}

/** The beginning of what a stream gives; all of it is read, so that nobody waits for a reader. */
function keep(stream: NodeJS.ReadableStream): () => string {
  let text = "";
  stream.setEncoding("utf8");
  stream.on("data", (piece: string) => {
    if (text.length < MAX_OUTPUT) text += piece;
  });
  return () => text;
}

/** Ends the group, at the latest when this process does. */
function endGroup(child: ChildProcess): void {
  signalGroup(child, "SIGTERM");
  const kill = (): void => signalGroup(child, "SIGKILL");
  process.once("exit", kill);
  setTimeout(() => {
    process.removeListener("exit", kill);
    kill();
  }, GRACE_MS);
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left in it.
  }
}
