import { createContext, constants, Script } from "node:vm";
import { boundedText } from "../../../exchange/bounded-text.ts";
import { getOwn, isArray, isObject } from "../../../scim/json.ts";
import type { Json, JsonObject } from "../../../scim/json.ts";
import { COLLECT, PRELUDE } from "./prelude.ts";

/** What a script is given. */
export interface ScriptInput {
  readonly variables: Readonly<Record<string, string>>;
  readonly request?: JsonObject;
  readonly response?: JsonObject;
}

/** What came of a script. */
export interface ScriptOutcome {
  /** All variables afterwards; as they were where it did not come to its end. */
  readonly variables: Readonly<Record<string, string>>;
  /** The request as the script has left it. */
  readonly request: JsonObject | undefined;
  readonly logs: readonly string[];
  /** What it demanded and did not find, or how it ended before its time. */
  readonly failure?: string;
  /** It asks for something that scripts do not find here, or for too much time: nothing is said of the target. */
  readonly problem?: string;
}

const TIME_MS = 1000;

/**
 * Runs JavaScript of a file in a world of its own, without `require`, `process` or the network, for a second at most. That keeps
 * a careless script from doing harm; it holds back nobody who wants to break out, so that scripts are only run where the user says so.
 */
export function runScript(source: string, input: ScriptInput): ScriptOutcome {
  const nothing = { variables: input.variables, request: input.request, logs: [] };
  const world = createContext(constants.DONT_CONTEXTIFY, {
    codeGeneration: { strings: false, wasm: false },
    microtaskMode: "afterEvaluate",
  });
  const run = (text: string, filename: string): unknown =>
    new Script(text, { filename }).runInContext(world, { timeout: TIME_MS });
  try {
    run(
      PRELUDE.replace("__INPUT__", () => JSON.stringify(JSON.stringify(input))),
      "prelude",
    );
    // Values that a script returns are never looked at: only texts come back from its world.
    run(wrapped(source), "script");
    const ending = textFrom(run("globalThis.__failure", "ending"));
    const collected = parseResult(textFrom(run(COLLECT, "collect")));
    return { ...nothing, ...collected, ...tell(ending) };
  } catch (error) {
    return { ...nothing, problem: problemOf(error) };
  }
}

/** Scripts stand at the top level, where their functions and variables belong. What they throw stays in their world. */
function wrapped(source: string): string {
  return `try {\n${source}\n} catch (error) { globalThis.__failure = __name(error); }`;
}

function tell(ending: string | undefined): Pick<ScriptOutcome, "failure" | "problem"> {
  if (ending === undefined) return {};
  const { kind, message } = parseObject(ending);
  const told = boundedText(typeof message === "string" ? message : "");
  if (kind === "assertion") return { failure: told };
  if (kind === "ReferenceError") return { problem: `a script needs what is not there: ${told}` };
  return { failure: `a script ended with ${typeof kind === "string" ? kind : "an error"}: ${told}` };
}

function problemOf(error: unknown): string {
  // Errors of a script's world are none of this one's.
  const { code, name } = isObject(error) ? error : { code: undefined, name: undefined };
  if (code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return `a script was not through after ${TIME_MS / 1000} s`;
  return name === "SyntaxError" ? "a script is no JavaScript" : "a script could not be run";
}

function parseResult(text: string | undefined): Pick<ScriptOutcome, "variables" | "request" | "logs"> {
  const { variables, request, logs } = parseObject(text ?? "{}");
  const values = Object.entries(isObject(variables) ? variables : {});
  return {
    variables: Object.fromEntries(
      values.flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
    ),
    request: isObject(request) ? request : undefined,
    logs: isArray(logs) ? logs.filter((log) => typeof log === "string").map(boundedText) : [],
  };
}

function parseObject(text: string): JsonObject {
  const value: Json = JSON.parse(text);
  return isObject(value) ? value : {};
}

/** A text of the header lists that scripts see: several values of one name. */
export function toHeaderLists(headers: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
}

/** The headers that a script has left, as they are sent. */
export function fromHeaderLists(request: JsonObject | undefined): Readonly<Record<string, string>> {
  const headers = request === undefined ? undefined : getOwn(request, "headers");
  return Object.fromEntries(
    Object.entries(isObject(headers) ? headers : {}).flatMap(([name, value]) => {
      const values = (isArray(value) ? value : [value]).filter((one) => typeof one === "string");
      return values.length === 0 ? [] : [[name.toLowerCase(), values.join(", ")]];
    }),
  );
}

function textFrom(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
