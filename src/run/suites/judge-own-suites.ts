import type { Check, DeclaredRule, Suite } from "../../kit/check.ts";
import { UsageError } from "../../documents/usage-error.ts";
import { DEFAULT_DOMAIN } from "../../profile/profile-document.ts";
import { toNames } from "../../engine/checks/context/test-names.ts";
import { judgeOwnDeclaration } from "./judge-own-declaration.ts";

type Declared = Check | DeclaredRule;

/** What may bear a name once only. */
interface Names {
  /** For example `check`. */
  readonly what: string;
  readonly of: (suites: readonly Suite[]) => readonly string[];
  /** What to do about a name that is taken. */
  readonly hint: string;
}

const NAMES: readonly Names[] = [
  { what: "suite", of: (suites) => suites.map(({ id }) => id), hint: "Give it another id." },
  {
    what: "check or traffic rule",
    of: (suites) => declaredIn(suites).map(({ id }) => id),
    hint: "Give it another id, for example one that begins with the id of its suite.",
  },
  {
    what: "defect",
    of: (suites) => declaredIn(suites).flatMap(({ defects }) => defects.map(({ name }) => name)),
    hint: "Give it another name; a defect of another check that is noticed too is named in `also`.",
  },
];

/** Throws `UsageError` for the first thing that keeps suites of the user's own from standing beside the built-in ones. */
export function judgeOwnSuites(own: readonly Suite[], builtIn: readonly Suite[]): void {
  for (const names of NAMES) rejectTaken(names, own, builtIn);
  for (const suite of own) judgeSuite(suite);
  for (const declared of declaredIn(own)) judgeOwnDeclaration(declared, declaredIn(builtIn));
  rejectTwoTexts(declaredIn(own));
  rejectSameScope(declaredIn(own), declaredIn(builtIn));
}

/** All checks and traffic rules of suites. */
export function declaredIn(suites: readonly Suite[]): readonly Declared[] {
  return suites.flatMap((suite) => [...suite.checks, ...suite.trafficRules]);
}

function rejectTaken({ what, of, hint }: Names, own: readonly Suite[], builtIn: readonly Suite[]): void {
  const taken = new Set(of(builtIn));
  const seen = new Set<string>();
  for (const name of of(own)) {
    if (taken.has(name)) throw new UsageError(`There is a built-in ${what} "${name}" already.`, hint);
    if (seen.has(name)) throw new UsageError(`Your suites have the ${what} "${name}" twice.`, hint);
    seen.add(name);
  }
}

function judgeSuite({ id, title }: Suite): void {
  if (!/^[a-z0-9-]+$/.test(id)) {
    throw new UsageError(`"${id}" cannot be the id of a suite.`, "Write one word in small letters, for example acme.");
  }
  if (title === "") throw new UsageError(`The suite "${id}" has no title.`, "Say in its title what it is about.");
}

/** One rule is one text, as a report shows it once. */
function rejectTwoTexts(own: readonly Declared[]): void {
  const texts = new Map<string, string>();
  for (const { clause } of own) {
    if (clause.kind !== "vendor") continue;
    const text = JSON.stringify([clause.requirement, clause.url, clause.standing]);
    if ((texts.get(clause.id) ?? text) !== text) {
      throw new UsageError(
        `Two rules of your own have the id "${clause.id}".`,
        "Declare it once, and let both checks rest on that, or give one another id.",
      );
    }
    texts.set(clause.id, text);
  }
}

/** The names of what checks make hold a short hash of the check's id; two checks must not meet in it. */
function rejectSameScope(own: readonly Declared[], builtIn: readonly Declared[]): void {
  const nameOf = (scope: string): string =>
    toNames({ runId: "", seed: 1, scope, label: "", domain: DEFAULT_DOMAIN }).name;
  const known = new Map(builtIn.map(({ id }) => [nameOf(id), id]));
  for (const { id } of own) {
    const other = known.get(nameOf(id));
    if (other !== undefined) {
      throw new UsageError(
        `The ids "${other}" and "${id}" have the same short hash, so that both would name their users alike.`,
        `Change one letter of "${id}".`,
      );
    }
    known.set(nameOf(id), id);
  }
}
