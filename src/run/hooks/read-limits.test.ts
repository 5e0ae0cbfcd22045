import { expect, test } from "vitest";
import { HookFailure } from "../../engine/scenarios/play/hook-run.ts";
import { readLimits } from "./read-limits.ts";

const SALES = { product: "Sales", total: 100, available: 100 };

test("the console knows better than the command line, and that is told", async () => {
  const told: string[] = [];
  const answer = {
    products: [
      { name: "Marketing", total: 1, used: 0 },
      { name: "Sales", total: 120, used: 3 },
    ],
  };
  const limits = await readLimits(
    [SALES],
    () => Promise.resolve(answer),
    (text) => told.push(text),
  );
  expect(limits).toEqual([{ product: "Sales", total: 120, available: 117 }]);
  expect(told).toEqual(["The console has 120 seats of Sales, 117 of them free: that counts, not --seats Sales=100."]);
});

test("what agrees is not told", async () => {
  const told: string[] = [];
  const answer = [{ name: "Sales", total: 100, used: 0 }];
  expect(
    await readLimits(
      [SALES],
      () => Promise.resolve(answer),
      (text) => told.push(text),
    ),
  ).toEqual([SALES]);
  expect(told).toEqual([]);
});

test("without a console, or where it tells nothing of the product, what is stated holds", async () => {
  const tell = (): undefined => undefined;
  expect(await readLimits([SALES], undefined, tell)).toEqual([SALES]);
  expect(await readLimits([SALES], () => Promise.resolve(null), tell)).toEqual([SALES]);
  expect(await readLimits([SALES], () => Promise.resolve([{ name: "Sales", total: "many" }]), tell)).toEqual([SALES]);
});

test("a console that fails is told, and what is stated holds", async () => {
  const told: string[] = [];
  const fail = (): Promise<never> => Promise.reject(new HookFailure("GET http://c.example answers 500: no"));
  expect(await readLimits([SALES], fail, (text) => told.push(text))).toEqual([SALES]);
  expect(told).toEqual(["The seats of Sales are taken as stated: GET http://c.example answers 500: no."]);
});
