import { expect, it } from "vitest";
import { createKeyedLock } from "./keyed-lock.ts";

it("runs tasks of one key one after the other, in the order of the calls", async () => {
  const withLock = createKeyedLock();
  const log: string[] = [];
  const task = (name: string, turns: number) => async (): Promise<void> => {
    log.push(`${name} starts`);
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    log.push(`${name} ends`);
  };
  await Promise.all([withLock("k", task("slow", 20)), withLock("k", task("fast", 1))]);
  expect(log).toEqual(["slow starts", "slow ends", "fast starts", "fast ends"]);
});

it("does not make tasks of different keys wait for each other", async () => {
  const withLock = createKeyedLock();
  const never = withLock("a", async () => new Promise<void>(() => {}));
  expect(await withLock("b", async () => "done")).toBe("done");
  expect(never).toBeInstanceOf(Promise);
});

it("passes a failure to its caller and goes on with the next task", async () => {
  const withLock = createKeyedLock();
  const failing = withLock("k", async () => {
    throw new RangeError("no");
  });
  const next = withLock("k", async () => "done");
  await expect(failing).rejects.toBeInstanceOf(RangeError);
  expect(await next).toBe("done");
});
