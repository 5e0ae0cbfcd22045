import type { Secrets } from "../../exchange/masking/secrets.ts";
import type { TextOutput } from "../command-io.ts";

/** An output that no secret passes, whoever writes to it: progress, notes and errors. */
export function createGuardedOutput(output: TextOutput, secrets: Secrets): TextOutput {
  return {
    write: (text) => output.write(secrets.sweep(text)),
    finish: (text) => output.finish(secrets.sweep(text)),
    problem: () => output.problem(),
    get isTTY() {
      return output.isTTY;
    },
    get columns() {
      return output.columns;
    },
  };
}
