import { runCommandLine } from "./command-line.ts";
import { createInterruption } from "./interruption.ts";
import { toTextOutput } from "./stream-output.ts";

// The one place that ends the process, as sockets kept alive for the next request would keep it running.
const stdout = toTextOutput(process.stdout);
const stderr = toTextOutput(process.stderr);
const interruption = createInterruption({
  on: (signal, listener) => process.on(signal, listener),
  exit: (code) => process.exit(code),
  say: stderr.finish,
});

runCommandLine(process.argv.slice(2), { env: process.env, stdout, stderr, interruption }).then(
  (code) => process.exit(code),
  (error: unknown) => {
    stderr.finish(`${String(error)}\n`);
    process.exit(3);
  },
);
