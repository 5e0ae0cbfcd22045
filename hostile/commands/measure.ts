import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { runHostile } from "../harness/run-hostile.ts";
import type { HostileResult } from "../harness/run-hostile.ts";
import { describeCase, parseCase, writeCase } from "../hostile-case.ts";
import type { HostileCase } from "../hostile-case.ts";

/** A run and the most memory that its process took. */
export interface Measured extends HostileResult {
  readonly peakBytes: number;
}

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));

/** Runs one case in this process, which is to run nothing else. */
export async function measureHere(written: Parameters<typeof parseCase>[0]): Promise<Measured> {
  const result = await runHostile(parseCase(written));
  return { ...result, peakBytes: process.resourceUsage().maxRSS * 1024 };
}

/** Runs one case in a process of its own. */
export function measure(hostile: HostileCase): Promise<Measured> {
  const args = [MAIN, "--case", JSON.stringify(writeCase(hostile, "measured")), "--json"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.on("data", (chunk) => (text += String(chunk)));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (text.endsWith("\n")) resolve(JSON.parse(text));
      else reject(new Error(`the run against ${describeCase(hostile)} ended with code ${code} and without a result`));
    });
  });
}
