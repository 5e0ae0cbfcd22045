import { runCommandLine } from "./command-line.ts";
import { Secrets } from "../exchange/masking/secrets.ts";
import { secretsOfArguments } from "./parse/reach/command-line-secrets.ts";
import { createInterruption } from "./interruption.ts";
import { toTextOutput } from "./output/stream-output.ts";

// The one place that ends the process, as sockets kept alive for the next request would keep it running.
const secrets = new Secrets();
const stdout = toTextOutput(process.stdout);
const stderr = toTextOutput(process.stderr);
const interruption = createInterruption({
  on: (signal, listener) => process.on(signal, listener),
  exit: (code) => process.exit(code),
  say: (text) => stderr.finish(secrets.sweep(text)),
});

/** What nobody caught: said by us, as Node.js would show it with all that it holds. */
function fail(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  stderr.finish(`${secrets.sweep(text)}\n`);
  process.exit(3);
}
process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);

const args = process.argv.slice(2);
// From here on the list of processes shows the name alone.
if (secretsOfArguments(args, process.env).length > 0) process.title = "zi-scim-check";

runCommandLine(args, { env: process.env, stdout, stderr, interruption, secrets }).then(
  (code) => process.exit(code),
  fail,
);
