import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readTextFile } from "./read-text-file.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "zsc-read-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function makePipe(): string {
  const path = join(folder, "pipe");
  execFileSync("sh", ["-c", `mkfifo '${path}'`]);
  return path;
}

test("a file is read to its end", async () => {
  const path = join(folder, "long.yaml");
  writeFileSync(path, "Jürgen\n".repeat(50_000));
  expect(await readTextFile(path)).toBe("Jürgen\n".repeat(50_000));
});

test("a pipe that nobody writes to is empty", async () => {
  expect(await readTextFile(makePipe())).toBe("");
});

test("a pipe is waited for as long as somebody has it open", async () => {
  const path = makePipe();
  const writer = spawn("sh", ["-c", `exec 3<>'${path}'; echo ready; sleep 0.3; echo text >&3; sleep 0.2`]);
  await new Promise((resolve) => writer.stdout.once("data", resolve));
  expect(await readTextFile(path)).toBe("text\n");
});

test("what has no end is told in a sentence", async () => {
  await expect(readTextFile("/dev/zero")).rejects.toThrow("it is longer than 16777216 bytes");
});
