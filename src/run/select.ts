import type { Suite } from "../kit/check.ts";
import { suggest } from "../documents/suggest.ts";
import { UsageError } from "../documents/usage-error.ts";

/** Which checks are wanted. */
export interface CheckSelection {
  /** Suite ids; all when empty. */
  readonly suites: readonly string[];
  /** Patterns of check ids, `*` for any characters; all when empty. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

/**
 * The suites with only the checks and traffic rules wanted. Throws `UsageError` for a pattern that selects nothing, neither a
 * check nor one of `otherIds`.
 */
export function selectSuites(
  suites: readonly Suite[],
  selection: CheckSelection,
  otherIds: readonly string[] = [],
): readonly Suite[] {
  rejectUnknown(suites, selection, otherIds);
  const isWanted = createFilter(selection);
  const picked = suites.filter((suite) => selection.suites.length === 0 || selection.suites.includes(suite.id));
  return picked
    .map((suite) => ({
      ...suite,
      checks: suite.checks.filter((check) => isWanted(check.id)),
      trafficRules: suite.trafficRules.filter((rule) => isWanted(rule.id)),
    }))
    .filter((suite) => suite.checks.length + suite.trafficRules.length > 0);
}

/** True for ids that the patterns select. */
export function createFilter(selection: Pick<CheckSelection, "only" | "skip">): (id: string) => boolean {
  const only = selection.only.map(toPattern);
  const skip = selection.skip.map(toPattern);
  return (id) => (only.length === 0 || only.some((p) => p.test(id))) && !skip.some((p) => p.test(id));
}

function rejectUnknown(suites: readonly Suite[], selection: CheckSelection, otherIds: readonly string[]): void {
  const suiteIds = suites.map((suite) => suite.id);
  for (const id of selection.suites) {
    if (!suiteIds.includes(id)) throw unknown("suite", id, suiteIds);
  }
  const declared = suites.flatMap((suite) => [...suite.checks, ...suite.trafficRules]);
  const ids = [...declared.map(({ id }) => id), ...otherIds];
  for (const pattern of [...selection.only, ...selection.skip]) {
    const test = toPattern(pattern);
    if (!ids.some((id) => test.test(id))) throw unknown("check", pattern, ids);
  }
}

function unknown(kind: "suite" | "check", name: string, known: readonly string[]): UsageError {
  const beginning = name.replace(/\.?$/, ".");
  const near = known.some((id) => id.startsWith(beginning)) ? `'${beginning}*'` : suggest(name, known);
  const hint = near === undefined ? `zi-scim-check list shows every ${kind}.` : `Did you mean ${near}?`;
  const sentence = name.includes("*") ? `No ${kind} matches "${name}".` : `There is no ${kind} "${name}".`;
  return new UsageError(sentence, hint);
}

/** A pattern of ids, `*` for any characters, as a regular expression. */
export function toPattern(glob: string): RegExp {
  const source = glob.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${source.join(".*")}$`);
}
