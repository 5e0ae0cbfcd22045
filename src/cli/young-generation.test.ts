import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorkplace } from "./testing/child.fixture.ts";
import type { Workplace } from "./testing/child.fixture.ts";

/** Writes the megabytes of the young generation into the file that `ZSC_TEST_YOUNG` names, when the process ends. */
const TELL_SIZE = `process.on("exit", () => {
  const space = require("node:v8").getHeapSpaceStatistics().find((one) => one.space_name === "new_space");
  require("node:fs").writeFileSync(process.env.ZSC_TEST_YOUNG, String(space.space_size / 1024 / 1024));
});
`;

let place: Workplace;
beforeAll(() => {
  place = openWorkplace();
});
afterAll(() => place.clear());

async function youngGenerationAfter(args: readonly string[]): Promise<number> {
  const preload = join(place.folder, "tell-size.cjs");
  const size = join(place.folder, "size");
  writeFileSync(preload, TELL_SIZE);
  const env = { NODE_OPTIONS: `--require ${preload}`, ZSC_TEST_YOUNG: size };
  const { code } = await place.start(args, { env }).ended;
  expect(code).toBe(0);
  return Number(readFileSync(size, "utf8"));
}

describe("the young generation of the heap", () => {
  // Unbounded, or bounded only when all modules are loaded, both end with 32 MB.
  it.each([[["run"]], [["emulate", "seat-overflow"]]])("stays small in %j", async (args) => {
    expect(await youngGenerationAfter(args)).toBeLessThanOrEqual(8);
  });
});
