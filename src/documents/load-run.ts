import type { ErrorObject } from "ajv/dist/2020.js";
import type { Run } from "../engine/run.ts";
import { isObject } from "../scim/json.ts";
import type { Json } from "../scim/json.ts";
import { cutText } from "./cut-text.ts";
import { readSchema } from "./read-document.ts";
import { readTextFile } from "./read-text-file.ts";
import { describeProblem } from "./schema-problem.ts";
import { UsageError } from "./usage-error.ts";
import { schemaErrors } from "./validate-document.ts";

/** A run of many thousand exchanges is long. */
const MAX_BYTES = 512 * 1024 * 1024;
const HINT = "Name a file that zi-scim-check --reporter json=run.json has written.";

/** A run that was saved by `--reporter json`. Throws `UsageError` for a file that is not there, no JSON, or no report. */
export async function loadRun(path: string): Promise<Run> {
  const value = parse(await read(path), path);
  const version = isObject(value) ? value["schemaVersion"] : undefined;
  if (version === undefined) throw new UsageError(`The file ${path} is no report of a run.`, HINT);
  if (version !== 1) {
    throw new UsageError(
      `The report ${path} has the schemaVersion ${cutText(JSON.stringify(version))}, and only 1 is known.`,
      "Read it with the version of zi-scim-check that has written it.",
    );
  }
  const errors = await schemaErrors(value, await readSchema("report"));
  if (errors.length > 0) throw misfit(path, errors);
  return value as unknown as Run;
}

async function read(path: string): Promise<string> {
  try {
    return await readTextFile(path, MAX_BYTES);
  } catch (cause) {
    const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    throw new UsageError(`The report ${path} ${isMissing ? "does not exist" : "cannot be read"}.`, HINT, { cause });
  }
}

function parse(text: string, path: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch (cause) {
    throw new UsageError(`The file ${path} holds no JSON, or not all of it.`, HINT, { cause });
  }
}

/** The deepest fault is the most telling one. */
function misfit(path: string, errors: readonly ErrorObject[]): UsageError {
  const [first] = errors
    .filter(({ keyword }) => !WRAPPERS.has(keyword))
    .toSorted((a, b) => b.instancePath.length - a.instancePath.length);
  const problem = first === undefined ? "it does not fit the schema" : describeProblem(first).sentence;
  return new UsageError(`The report ${path} is not as its schema says: ${problem}.`, HINT);
}

const WRAPPERS: ReadonlySet<string> = new Set(["if", "oneOf", "anyOf", "allOf"]);
