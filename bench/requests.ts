import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadProfile } from "../src/documents/load-profile.ts";
import type { Run } from "../src/engine/run.ts";
import { runChecks } from "../src/run/run-checks.ts";
import { listen } from "../src/server/http/listen.ts";
import { createScimServer } from "../src/server/scim-server.ts";
import type { Measurement } from "./measurement.ts";

const TOKEN = "bench";

/** What it costs to prove by readings, on somebody else's target, whose a resource is before it is changed or removed. */
export async function benchRequests(): Promise<readonly Measurement[]> {
  const run = await runOnForeignTarget();
  const readings = run.exchanges.filter(({ cause, request }) => {
    return cause.kind === "proof" || (cause.kind === "cleanup" && request.method === "GET");
  }).length;
  const others = run.exchanges.length - readings;
  const ratio = (readings + others) / others;
  return [
    {
      what: "requests of a run with readings as proof",
      ours: `${readings + others}`,
      against: `without them, ${others}`,
      ratio,
      bound: "at most 1.2",
      holds: ratio <= 1.2,
    },
  ];
}

async function runOnForeignTarget(): Promise<Run> {
  const server = createScimServer({ profile: await loadProfile("generic"), token: TOKEN, adminSecret: "bench" });
  const listening = await listen(server, { port: 0, host: "127.0.0.1" });
  const stateFolder = mkdtempSync(join(tmpdir(), "zsc-bench-"));
  try {
    return await runChecks({ url: listening.baseUrl, credentials: { kind: "bearer", token: TOKEN }, stateFolder });
  } finally {
    await listening.close();
    rmSync(stateFolder, { recursive: true });
  }
}
