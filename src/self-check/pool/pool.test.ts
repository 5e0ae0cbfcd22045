import { afterEach, expect, test } from "vitest";
import { createPool } from "./pool.ts";
import type { Pool } from "./pool.ts";

const open: Pool[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((pool) => pool.close()));
});

/** A pool whose workers run this text instead of the worker that does jobs. */
function poolOf(size: number, text: string): Pool {
  const pool = createPool(size, new URL(`data:text/javascript,${encodeURIComponent(text)}`));
  open.push(pool);
  return pool;
}

const ECHO = `import { parentPort, threadId } from "node:worker_threads";
  parentPort.on("message", (job) => parentPort.postMessage({ result: { job, threadId } }));`;

function job(variant: string): { readonly kind: "variant"; readonly variant: string } {
  return { kind: "variant", variant };
}

test("jobs are spread over the workers, and each gets its own answer", async () => {
  const pool = poolOf(2, ECHO);
  const names = Array.from({ length: 20 }, (_, index) => `n${index}`);
  const answers: readonly unknown[] = await Promise.all(names.map((name) => pool.run(job(name))));
  expect(answers).toMatchObject(names.map((name) => ({ job: { variant: name } })));
  expect(new Set(answers.map((answer) => Object(answer).threadId)).size).toBe(2);
});

test("a job that fails rejects, and the worker does the next one", async () => {
  const pool = poolOf(
    1,
    `import { parentPort } from "node:worker_threads";
     parentPort.on("message", ({ variant }) => parentPort.postMessage(variant === "bad" ? { error: "it is bad" } : { result: 1 }));`,
  );
  await expect(pool.run(job("bad"))).rejects.toThrow("it is bad");
  expect(await pool.run(job("good"))).toBe(1);
});

test("a worker that breaks rejects its job, and those that nobody is left for", async () => {
  const pool = poolOf(1, `throw new Error("it does not load");`);
  const ran = await Promise.allSettled([pool.run(job("a")), pool.run(job("b"))]);
  const reason = "a worker thread ended: Error: it does not load";
  expect(ran).toMatchObject([{ reason: { message: reason } }, { reason: { message: reason } }]);
  await expect(pool.run(job("c"))).rejects.toThrow(reason);
});

test("a worker that exits in the middle of a job rejects it", async () => {
  const pool = poolOf(
    1,
    `import { parentPort } from "node:worker_threads";
     parentPort.on("message", () => process.exit(7));`,
  );
  await expect(pool.run(job("a"))).rejects.toThrow("a worker thread ended with exit code 7");
});

test("closing rejects what is not done", async () => {
  const pool = poolOf(
    1,
    `import { parentPort } from "node:worker_threads"; parentPort.on("message", () => undefined);`,
  );
  const ran = Promise.allSettled([pool.run(job("a")), pool.run(job("b"))]);
  await pool.close();
  expect((await ran).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});

test("the worker of the pool plays a variant, and says which one it does not know", async () => {
  const pool = createPool(1);
  open.push(pool);
  const outcome = await pool.run({ kind: "variant", variant: "counted-ids", suites: ["discovery"] });
  expect(outcome.findings.length).toBeGreaterThan(5);
  await expect(pool.run(job("nobody"))).rejects.toThrow('there is no sound variant "nobody"');
});
