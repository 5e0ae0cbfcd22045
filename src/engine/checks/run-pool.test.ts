import { expect, test } from "vitest";
import { runPool } from "./run-pool.ts";
import type { Job } from "./run-pool.ts";

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

/** Ends when the test says so. */
function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

test("a job that only waits leaves its place to others, and comes back to one that is free", async () => {
  const { opened, open } = gate();
  let atWork = 0;
  let most = 0;
  const told: string[] = [];
  const work = async (name: string): Promise<void> => {
    most = Math.max(most, (atWork += 1));
    await tick();
    told.push(name);
    atWork -= 1;
  };
  const waiting: Job = async (place) => {
    await work("before");
    await place.idle(() => opened);
    await work("after");
  };
  const working = Array.from({ length: 4 }, () => () => work("meanwhile"));
  await runPool([waiting, waiting, ...working, async () => open()], () => 2);
  expect(told).toEqual(["before", "before", "meanwhile", "meanwhile", "meanwhile", "meanwhile", "after", "after"]);
  expect(most).toBe(2);
});

test("four jobs have begun for each place at most, and where there is one place whoever waits keeps it", async () => {
  const begunWith = async (width: number): Promise<number> => {
    const { opened, open } = gate();
    let begun = 0;
    const jobs = Array.from({ length: 20 }, (): Job => async (place) => {
      begun += 1;
      await place.idle(() => opened);
    });
    const under = runPool(jobs, () => width);
    for (let round = 0; round < 20; round += 1) await tick();
    const most = begun;
    open();
    await under;
    return most;
  };
  expect(await begunWith(2)).toBe(8);
  expect(await begunWith(1)).toBe(1);
});

test("a job that waits for several things at a time leaves its place once", async () => {
  const { opened, open } = gate();
  let atWork = 0;
  let most = 0;
  const twice: Job = async (place) => {
    await Promise.all([place.idle(() => opened), place.idle(() => opened)]);
    most = Math.max(most, (atWork += 1));
    await tick();
    atWork -= 1;
  };
  const last: Job = async () => {
    await tick();
    open();
  };
  await runPool([twice, twice, twice, last], () => 2);
  expect(most).toBe(2);
});

test("a job that ends while a part of it still waits holds no place any more", async () => {
  const { opened, open } = gate();
  const told: string[] = [];
  const hasty: Job = async (place) => {
    void place.idle(() => opened);
    told.push("hasty");
  };
  const slow: Job = async () => {
    await tick();
    told.push("slow");
  };
  await runPool([hasty, hasty, hasty, slow, slow], () => 2);
  open();
  await tick();
  expect(told).toEqual(["hasty", "hasty", "hasty", "slow", "slow"]);
});
