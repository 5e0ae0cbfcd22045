import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { UsageError } from "../../../documents/usage-error.ts";
import { loadExport } from "./load-export.ts";

const folder = mkdtempSync(join(tmpdir(), "zsc-export-"));
const REQUEST = { step_type: "request", method: "GET", url: "{{SCIMBaseURL}}/Users" };

function fileOf(content: unknown): string {
  const path = join(folder, `${Math.random().toString(36).slice(2)}.json`);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

async function problemOf(content: unknown): Promise<string> {
  const path = fileOf(content);
  const error = await loadExport(path).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  return error instanceof Error ? error.message.replace(path, "FILE") : "";
}

describe("a file that cannot be played is refused in one sentence", () => {
  test.each<[string, unknown, string]>([
    ["no JSON", "steps: []", "FILE holds no JSON, or not all of it."],
    ["prose with a version in it", "# Notes on 0.1.0", "FILE holds no JSON, or not all of it."],
    ["half of it", '{"steps": [', "FILE holds no JSON, or not all of it."],
    ["something else", { openapi: "3.0.0" }, "FILE is no export of an API test."],
    ["two tests", [{ steps: [REQUEST] }, { steps: [REQUEST] }], "FILE is no export of an API test."],
    ["no step", { steps: [] }, "FILE: it has no step that sends a request."],
    ["pauses only", { steps: [{ step_type: "pause", duration: 1 }] }, "FILE: it has no step that sends a request."],
    ["a step that is none", { steps: ["GET"] }, "FILE: steps[0] is a string instead of an object."],
    ["a step of no type", { steps: [{ url: "x" }] }, "FILE: steps[0].step_type is missing."],
    ["no URL", { steps: [{ step_type: "request" }] }, "FILE: steps[0].url is missing."],
    ["a URL of numbers", { steps: [{ ...REQUEST, url: [1] }] }, "FILE: steps[0].url is an array instead of a text."],
    ["a method of two words", { steps: [{ ...REQUEST, method: "GET IT" }] }, "FILE: steps[0].method is no method."],
    ["headers as a list", { steps: [{ ...REQUEST, headers: ["Accept"] }] }, "FILE: steps[0].headers is an array."],
    [
      "a header with a line break",
      { steps: [{ ...REQUEST, headers: { "X\nY": "1" } }] },
      'FILE: steps[0].headers has the header "X\nY", which no request can have.',
    ],
    [
      "an unknown comparison",
      { steps: [{ ...REQUEST, assertions: [{ source: "response_status", comparison: "equals", value: 200 }] }] },
      'FILE: steps[0].assertions[0].comparison is "equals", which is none that is known; did you mean "equal"?.',
    ],
    [
      "an unknown source",
      { steps: [{ ...REQUEST, variables: [{ source: "json", name: "id", property: "id" }] }] },
      'FILE: steps[0].variables[0].source is "json", which is none that is known; did you mean "response_json"?.',
    ],
    [
      "a form",
      { steps: [{ ...REQUEST, form: { a: ["1"] } }] },
      "FILE: steps[0].form sends a form, which is not played here.",
    ],
    [
      "OAuth 1",
      { steps: [{ ...REQUEST, auth: { auth_type: "oauth1" } }] },
      'FILE: steps[0].auth.auth_type is not "basic", and no other is known.',
    ],
    [
      "an endless pause",
      { steps: [REQUEST, { step_type: "pause", duration: 1e9 }] },
      "FILE: steps[1].duration is no number of seconds from 0 to 600.",
    ],
    [
      "a fault in a condition",
      { steps: [{ step_type: "condition", comparison: "equal", steps: [{ step_type: "request" }] }] },
      "FILE: steps[0].steps[0].url is missing.",
    ],
    [
      "a script that is none",
      { steps: [{ ...REQUEST, scripts: [7] }] },
      "FILE: steps[0].scripts[0] is a number instead of a script.",
    ],
  ])("%s", async (_, content, sentence) => {
    expect(await problemOf(content)).toBe(sentence);
  });

  test("what does not exist", async () => {
    await expect(loadExport(join(folder, "none.json"))).rejects.toThrow("none.json does not exist.");
  });
});

test("headers are taken as texts and as lists, scripts as texts and as objects, and empty scripts are none", async () => {
  const step = {
    ...REQUEST,
    note: " Reads\n users ",
    headers: { Accept: ["a", "b"], Authorization: "{{auth}}" },
    scripts: ["", { value: "log(1)" }],
    assertions: [{ source: "response_header", property: "ETag", comparison: "is_less_than_or_equals", value: 3 }],
    variables: [{ source: "response_json", property: "", name: null }],
  };
  const { steps, name } = await loadExport(fileOf([{ name: "Mine", steps: [step, { ...REQUEST, skipped: true }] }]));
  expect(name).toBe("Mine");
  expect(steps).toEqual([
    {
      kind: "request",
      note: "Reads users",
      method: "GET",
      url: "{{SCIMBaseURL}}/Users",
      headers: { accept: "a, b", authorization: "{{auth}}" },
      body: undefined,
      auth: undefined,
      assertions: [{ source: "response_headers", property: "ETag", comparison: "is_less_than_or_equal", value: "3" }],
      variables: [],
      beforeScripts: [],
      scripts: ["log(1)"],
    },
  ]);
});
