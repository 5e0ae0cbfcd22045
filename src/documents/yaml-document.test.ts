import { describe, expect, it } from "vitest";
import { UsageError } from "./usage-error.ts";
import { parseYaml } from "./yaml-document.ts";

const TEXT = `# a comment
title: Import
steps:
  - assign: {group: Sales}
  - import:
      count: 3
`;

describe("parseYaml", () => {
  it("gives the values", () => {
    expect(parseYaml(TEXT, "a.yaml").value).toEqual({
      title: "Import",
      steps: [{ assign: { group: "Sales" } }, { import: { count: 3 } }],
    });
  });

  it("knows where a value and a key stand", () => {
    const document = parseYaml(TEXT, "a.yaml");
    expect(document.placeOf(["steps", 0, "assign", "group"])).toBe("a.yaml:4:21");
    expect(document.placeOf(["steps", "1", "import", "count"])).toBe("a.yaml:6:14");
    expect(document.placeOfKey(["steps", "1"], "import")).toBe("a.yaml:5:5");
    expect(document.placeOfKey([], "steps")).toBe("a.yaml:3:1");
  });

  it("gives the place of the nearest thing there is for a path that leads nowhere", () => {
    expect(parseYaml(TEXT, "a.yaml").placeOf(["steps", 0, "assign", "missing", 7])).toBe("a.yaml:4:13");
    expect(parseYaml("", "a.yaml").placeOf(["x"])).toBe("a.yaml:1:1");
  });

  it("takes an empty file for null and JSON for YAML", () => {
    expect(parseYaml("", "a.yaml").value).toBeNull();
    expect(parseYaml('{"a": [1, true]}', "a.json").value).toEqual({ a: [1, true] });
  });

  it("keeps dates and yes as the texts that they are", () => {
    expect(parseYaml("a: 2026-11-24\nb: yes\n", "a.yaml").value).toEqual({ a: "2026-11-24", b: "yes" });
  });

  it.each([
    ["a key that is there twice", "a: 1\nb: 2\na: 3\n", /^x\.yaml:3:1: Map keys must be unique\.$/],
    ["a bracket that is never closed", "a: [1, 2\n", /^x\.yaml:\d+:\d+: /],
    ["a tab as indentation", "a:\n\tb: 1\n", /^x\.yaml:2:\d+: .*[Tt]abs/],
    ["an unknown tag", "a: !secret x\n", /^x\.yaml:1:4: .*!secret/],
    ["an alias of nothing", "a: *b\n", /b/],
    ["two documents", "a: 1\n---\nb: 2\n", /^x\.yaml:2:1: .*multiple documents/],
  ])("refuses %s with its line", (_, text, message) => {
    expect(() => parseYaml(text, "x.yaml")).toThrow(UsageError);
    expect(() => parseYaml(text, "x.yaml")).toThrow(message);
  });

  it("refuses aliases that multiply", () => {
    const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
    for (let i = 1; i < 9; i += 1)
      lines.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(", ")}]`,
      );
    expect(() => parseYaml(lines.join("\n"), "x.yaml")).toThrow(/x\.yaml cannot be read/);
  });

  it.each([
    ["has NUL bytes", "a: 1\u0000b"],
    ["is no UTF-8", "\uFFFD\uFFFDJFIF"],
  ])("refuses a file that %s as no text", (_, text) => {
    expect(() => parseYaml(text, "x.yaml")).toThrow("x.yaml is not a text file.");
  });

  it("quotes no more than 40 characters of what it cannot read", () => {
    expect(() => parseYaml(`a: !${"x".repeat(500)} 1`, "x.yaml")).toThrow(/!x{30,40}…/);
    expect(() => parseYaml(`a: !${"x".repeat(500)} 1`, "x.yaml")).not.toThrow(/x{41}/);
  });

  it("refuses a file of more than a million characters unread", () => {
    expect(() => parseYaml("a".repeat(1_000_001), "x.yaml")).toThrow("x.yaml is too large: 1000001 characters.");
  });
});
