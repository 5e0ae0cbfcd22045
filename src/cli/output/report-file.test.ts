import { execFileSync, spawn } from "node:child_process";
import {
  closeSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UsageError } from "../../documents/usage-error.ts";
import { UnwrittenReport, checkReportFile, writeReportFile } from "./report-file.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "report-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a report file", () => {
  it("is replaced as a whole, and leaves no draft", async () => {
    const path = join(folder, "run.json");
    writeFileSync(path, "old and longer");
    checkReportFile(path);
    expect(readFileSync(path, "utf8")).toBe("old and longer");
    await writeReportFile(path, ["new", "er"]);
    expect(readFileSync(path, "utf8")).toBe("newer");
    expect(readdirSync(folder)).toEqual(["run.json"]);
  });

  it.each([
    ["a file", "old"],
    ["nothing yet", undefined],
  ])("that is a symbolic link to %s stays one, and what it leads to is written", async (_, old) => {
    const [link, end] = [join(folder, "latest.json"), join(folder, "deep", "run.json")];
    mkdirSync(join(folder, "deep"));
    if (old !== undefined) writeFileSync(end, old);
    symlinkSync("deep/run.json", link);
    checkReportFile(link);
    expect(readdirSync(join(folder, "deep"))).toEqual(old === undefined ? [] : ["run.json"]);
    await writeReportFile(link, ["new"]);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(end, "utf8")).toBe("new");
    expect(readdirSync(join(folder, "deep"))).toEqual(["run.json"]);
  });

  it("that is a pipe is written straight to, through a link as well", async () => {
    const [pipe, link] = [join(folder, "pipe"), join(folder, "link")];
    execFileSync("sh", ["-c", `mkfifo '${pipe}'`]);
    symlinkSync(pipe, link);
    checkReportFile(link);
    const reader = spawn("cat", [pipe]);
    let read = "";
    reader.stdout.on("data", (chunk) => (read += String(chunk)));
    const done = new Promise((resolve) => reader.on("close", resolve));
    await writeReportFile(link, ["x".repeat(200_000), "end"]);
    await done;
    expect(read).toBe(`${"x".repeat(200_000)}end`);
    expect(lstatSync(pipe).isFIFO()).toBe(true);
    expect(readdirSync(folder).toSorted()).toEqual(["link", "pipe"]);
  });

  it("that is the standard output goes on where others have written", async () => {
    const path = join(folder, "log");
    writeFileSync(path, "before\n");
    const log = openSync(path, "a");
    await writeReportFile(`/dev/fd/${log}`, ["report\n"]);
    closeSync(log);
    expect(readFileSync(path, "utf8")).toBe("before\nreport\n");
    expect(readdirSync(folder)).toEqual(["log"]);
  });

  it("below a file is refused before anything is run", () => {
    writeFileSync(join(folder, "file"), "");
    expect(() => checkReportFile(join(folder, "file", "run.json"))).toThrow(UsageError);
  });

  it("whose folder has gone is told in a sentence", async () => {
    const path = join(folder, "gone", "run.json");
    const writing = writeReportFile(path, ["text"]);
    await expect(writing).rejects.toThrow(UnwrittenReport);
    await expect(writing).rejects.toThrow(`The report ${path} cannot be written: no such file or directory.`);
  });
});
