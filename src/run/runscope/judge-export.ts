import { UsageError } from "../../documents/usage-error.ts";
import { counted } from "../../exchange/counted.ts";
import { allSteps, hasScripts } from "./document/test-export.ts";
import type { ExportStep } from "./document/test-export.ts";
import type { ExportOptions } from "./play/play-options.ts";
import { runScript } from "./scripts/run-script.ts";
import { isBuiltIn } from "./values/built-ins.ts";
import { INNER, bracedNames } from "./values/template.ts";

/**
 * Throws `UsageError` for a test that cannot be played as it is: it has scripts, and the user has not said what becomes of them; or
 * it uses variables that nothing gives a value. `given` are the names that have one before the first step.
 */
export function judgeExport(options: ExportOptions, given: readonly string[]): void {
  const { test } = options;
  const extracted = allSteps(test.steps).flatMap((step) =>
    step.kind === "request" ? step.variables.map(({ name }) => name) : [],
  );
  // Scripts may set whatever they like.
  const maySetMore = options.scripts === "run" && (options.initialScript !== undefined || test.steps.some(hasScripts));
  if (maySetMore) return;
  const known = new Set([...given, ...extracted]);
  const missing = [...new Set(allSteps(test.steps).flatMap(textsOf).flatMap(bracedNames))].filter(
    (name) => !known.has(name) && !isBuiltIn(name) && !name.includes(INNER),
  );
  const [first] = missing;
  if (first === undefined) return;
  const what =
    missing.length === 1
      ? `the variable ${first}, which has no value`
      : `variables without a value: ${missing.join(", ")}`;
  throw new UsageError(`${test.name} uses ${what}.`, `Give one: --var ${quoted(first)}=<value>.`);
}

/** Throws `UsageError` for a test with scripts where it is not said whether they are run. */
export function judgeScripts(test: ExportOptions["test"], scripts: ExportOptions["scripts"] | undefined): void {
  const found = allSteps(test.steps).filter(hasScripts);
  const [first] = found;
  if (first === undefined || scripts !== undefined) return;
  throw new UsageError(
    `${counted(found.length, "step")} of ${test.name} ${found.length === 1 ? "has a script" : "have scripts"}, the first one "${first.note}".`,
    "Run them with --allow-scripts where you trust the file, or leave them out with --skip-scripts: then what they judge is told as not judged.",
  );
}

/** Throws `UsageError` for an initial script that does not come to its end. It is tried before anything is sent. */
export function judgeInitialScript({ initialScript, variables }: ExportOptions): void {
  if (initialScript === undefined) return;
  const { failure, problem } = runScript(initialScript, { variables });
  const ending = problem ?? failure;
  if (ending === undefined) return;
  throw new UsageError(
    `The initial script does not come to its end: ${ending}.`,
    "Mend it, or give its values with --var.",
  );
}

function textsOf(step: ExportStep): readonly string[] {
  if (step.kind === "condition") return [step.left, step.right];
  if (step.kind !== "request") return [];
  return [
    step.url,
    step.body ?? "",
    ...Object.values(step.headers),
    ...(step.auth === undefined ? [] : [step.auth.username, step.auth.password]),
    ...step.assertions.flatMap(({ property, value }) => [property, value]),
    ...step.variables.map(({ property }) => property),
  ];
}

/** As a shell takes it. */
function quoted(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `'${name}'`;
}
