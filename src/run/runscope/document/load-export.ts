import { readTextFile } from "../../../documents/read-text-file.ts";
import { UsageError } from "../../../documents/usage-error.ts";
import { problemOfJson } from "../../../engine/transport/json-limits.ts";
import { isArray, isObject } from "../../../scim/json.ts";
import type { Json } from "../../../scim/json.ts";
import { parseSteps } from "./parse-step.ts";
import { ExportProblem, textAt } from "./read-fields.ts";
import type { TestExport } from "./test-export.ts";

const HINT = "Name a file that Runscope (BlazeMeter API Monitoring) has exported, such as a provider's SPEC test.";

/** A test as it was exported. Throws `UsageError`, with the path and what is wrong, for a file that cannot be played. */
export async function loadExport(path: string): Promise<TestExport> {
  const value = parseText(await readExport(path), path);
  // A whole bucket is exported as a list of tests.
  const test = isArray(value) && value.length === 1 ? value[0] : value;
  if (!isObject(test) || !isArray(test["steps"])) throw new UsageError(`${path} is no export of an API test.`, HINT);
  try {
    return toExport({ object: test, place: "" }, path);
  } catch (problem) {
    if (!(problem instanceof ExportProblem)) throw problem;
    throw new UsageError(`${path}: ${problem.message}.`, "Mend it there, or export the test again.", {
      cause: problem,
    });
  }
}

function toExport(field: Parameters<typeof parseSteps>[0], path: string): TestExport {
  const steps = parseSteps(field);
  if (!steps.some(({ kind }) => kind === "request" || kind === "condition"))
    throw new ExportProblem("it has no step that sends a request");
  return { name: textAt(field, "name") ?? path, description: textAt(field, "description") ?? "", steps };
}

/** The text of a file that the user names. Throws `UsageError` when there is none. */
export async function readExport(path: string, what = "export"): Promise<string> {
  try {
    return await readTextFile(path);
  } catch (cause) {
    const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    throw new UsageError(`The ${what} ${path} ${isMissing ? "does not exist" : "cannot be read"}.`, HINT, { cause });
  }
}

function parseText(text: string, path: string): Json {
  if (!/^\uFEFF?\s*[[{]/.test(text)) throw new UsageError(`${path} holds no JSON, or not all of it.`, HINT);
  const problem = problemOfJson(text);
  if (problem !== undefined) throw new UsageError(`${path} holds ${problem}.`, HINT);
  try {
    const value: Json = JSON.parse(text.replace(/^\uFEFF/, ""));
    return value;
  } catch (cause) {
    throw new UsageError(`${path} holds no JSON, or not all of it.`, HINT, { cause });
  }
}
