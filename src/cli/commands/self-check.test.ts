import { expect, test } from "vitest";
import { playIo } from "../testing/command-io.fixture.ts";
import { selfCheck } from "./self-check.ts";

test("a sound variant is selected by its name, and is a line of its own", async () => {
  const { io, stdout } = playIo();
  expect(await selfCheck({ only: ["variant.counted-*"] }, io)).toBe(0);
  const [line, , verdict, time] = stdout.text().split("\n");
  expect(line).toMatch(/^✓ variant\.counted-ids +\d{3} judge +a server that counts its ids \(\d+\.\d\d s\)$/);
  expect(verdict).toContain("all proven: 0 checks, traffic rules and scenarios, 0 defects, 1 sound variants");
  expect(time).toMatch(/^It took \d+\.\d\d s; slowest sound variant: variant\.counted-ids, \d+\.\d\d s$/);
});

test("other selections play no variant", async () => {
  const { io, stdout } = playIo();
  expect(await selfCheck({ only: ["users.create.location"] }, io)).toBe(0);
  expect(stdout.text()).not.toContain("variant.");
});

test("interrupted while variants are played, it ends at once and proves nothing", async () => {
  const controller = new AbortController();
  const { io, stdout } = playIo({ signal: controller.signal });
  const ending = selfCheck({ only: ["variant.*"] }, io);
  setTimeout(() => controller.abort(), 300);
  expect(await ending).toBe(130);
  expect(stdout.text()).toBe("");
});
