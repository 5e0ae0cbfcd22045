import { expect, test } from "vitest";
import { inBatches } from "./in-batches.ts";

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("results come in the order of the jobs, whatever order they end in", async () => {
  const jobs = [3, 1, 2].map((turns) => async () => {
    for (let n = 0; n < turns; n += 1) await tick();
    return turns;
  });
  expect(await inBatches(jobs, 3)).toEqual([3, 1, 2]);
});

test("never more jobs run at a time than allowed", async () => {
  let running = 0;
  let most = 0;
  const job = async (): Promise<void> => {
    most = Math.max(most, (running += 1));
    await tick();
    running -= 1;
  };
  await inBatches(
    Array.from({ length: 9 }, () => job),
    4,
  );
  expect(most).toBe(4);
});

test("after a rejection nothing new starts, and what runs is awaited", async () => {
  const ended: string[] = [];
  const jobs = [
    async () => {
      throw new Error("first");
    },
    async () => {
      await tick();
      ended.push("running");
    },
    async () => void ended.push("not started"),
  ];
  await expect(inBatches(jobs, 2)).rejects.toThrow("first");
  expect(ended).toEqual(["running"]);
});
