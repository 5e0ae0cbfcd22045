import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseReporters } from "./reporters.ts";

const KNOWN = { names: ["terminal", "json", "junit"], fallback: "terminal" };

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "reports-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("parseReporters", () => {
  it("reports to the terminal when nothing is said", () => {
    expect(parseReporters([], KNOWN)).toEqual([{ reporter: "terminal", file: undefined }]);
  });

  it("takes one reporter on stdout and others in files", () => {
    const file = join(folder, "a=b.xml");
    expect(parseReporters(["json", `junit=${file}`], KNOWN)).toEqual([
      { reporter: "json", file: undefined },
      { reporter: "junit", file },
    ]);
  });

  it.each([
    [["jsn"], '--reporter does not know "jsn"; did you mean "json"?'],
    [["json", "junit"], "Two reporters write to stdout: json and junit."],
    [["json="], "--reporter json= names no file."],
    [["json=x.json", "junit=./x.json"], "Two reporters write to "],
    [["json=no/such/folder/x.json"], "The report no/such/folder/x.json cannot be written: there is no folder "],
    [["json=/proc/x"], "The report /proc/x cannot be written: no such file or directory."],
    [["json=."], "The report . cannot be written: that is a folder."],
  ])("refuses %j", (texts, message) => {
    expect(() => parseReporters(texts, KNOWN)).toThrow(message);
  });
});
