import { expect, test } from "vitest";
import { createVolume } from "./answer-volume.ts";

const MB = 1024 * 1024;

test("an answer of sixteen megabytes is taken, a longer one is not", () => {
  const { add } = createVolume();
  expect(() => add(16 * MB, 16 * MB)).not.toThrow();
  expect(() => add(1, 16 * MB + 1)).toThrow("a body of more than 16 MB");
});

test("of a target that has sent two gigabytes only short answers are taken", () => {
  const { add } = createVolume();
  for (let answers = 1; answers <= 256; answers += 1) add(8 * MB, 8 * MB);
  expect(() => add(100_000, 100_000)).toThrow(
    "all answers together are larger than 2147483648 bytes: only short ones are taken now",
  );
  expect(() => add(1000, 1000)).not.toThrow();
});

test("what shrinks when it is unpacked makes no room", () => {
  const { add } = createVolume();
  for (let answers = 1; answers <= 256; answers += 1) add(8 * MB, 8 * MB);
  add(-16 * MB, 100);
  expect(() => add(100_000, 100_000)).toThrow("all answers together");
});
