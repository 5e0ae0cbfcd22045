import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { runServer } from "./run-server.ts";
import type { Row } from "./row.ts";
import { recordedServers } from "./servers.ts";
import type { Selection } from "./servers.ts";

/** Told of the rows of each server, in no order. */
type OnServer = (rows: readonly Row[]) => void;

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));
const PROCESSES = 2;

/** Runs all servers in two processes; rejects when one of them ends before its time. */
export async function runShared(selection: Selection, onServer: OnServer): Promise<void> {
  const { only, limit } = selection;
  const parts = Array.from({ length: PROCESSES }, (_, part) => part);
  await Promise.all(
    parts.map((part) => {
      const child = fork(MAIN, ["--only", only, "--limit", String(limit), "--part", String(part)]);
      child.on("message", (rows) => onServer(rows as readonly Row[]));
      return new Promise<void>((resolve, reject) => {
        child.on("error", reject);
        child.on("exit", (code) => {
          if (code === 0) resolve();
          else reject(new Error(`The process of part ${part} ended with ${code}: its own complaint stands above.`));
        });
      });
    }),
  );
}

/** In one of the processes: runs every second server and sends its rows to the parent. */
export async function runPart(part: number, selection: Selection): Promise<void> {
  const mine = recordedServers(selection).filter((_, index) => index % PROCESSES === part);
  for (const recorded of mine) {
    const rows = await runServer(recorded, selection.only);
    await tellParent(rows);
  }
  process.disconnect();
}

/** Rejects when there is no parent any more: then the rest is of no use to anybody. */
function tellParent(rows: readonly Row[]): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(rows, (error: Error | null) => (error === null ? resolve() : reject(error)));
  });
}
