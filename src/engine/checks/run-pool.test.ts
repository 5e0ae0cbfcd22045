import { expect, test } from "vitest";
import { runPool } from "./run-pool.ts";

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("never more jobs run at a time than the width allows, also when it shrinks meanwhile", async () => {
  let width = 4;
  let running = 0;
  const seen: number[] = [];
  const job = async (): Promise<void> => {
    seen.push((running += 1));
    if (seen.length === 4) width = 1;
    await tick();
    running -= 1;
  };
  await runPool(
    Array.from({ length: 8 }, () => job),
    () => width,
  );
  expect(seen).toEqual([1, 2, 3, 4, 1, 1, 1, 1]);
});

test("after a rejection nothing new starts, what runs is awaited, and the first rejection is passed on", async () => {
  const ended: string[] = [];
  const jobs = [
    () => Promise.reject(new Error("first")),
    async () => {
      await tick();
      ended.push("running");
      throw new Error("second");
    },
    async () => void ended.push("not started"),
  ];
  await expect(runPool(jobs, () => 2)).rejects.toThrow("first");
  expect(ended).toEqual(["running"]);
});

test("no jobs are done at once", async () => {
  expect(await runPool([], () => 1)).toBeUndefined();
});
