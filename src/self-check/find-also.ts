import { didYouMean } from "../documents/suggest.ts";
import { UsageError } from "../documents/usage-error.ts";
import type { Suite } from "../kit/check.ts";
import type { Declared } from "./judge-declared.ts";
import type { Defect } from "../kit/defect.ts";

/** Finds the defects of other checks that a check says it notices too. */
export type DefectFinder = (declared: Declared) => readonly Defect[];

/** Looks defects up by name in all these suites. The finder throws `UsageError` for a name that no other check declares. */
export function createDefectFinder(suites: readonly Suite[]): DefectFinder {
  const declared = suites.flatMap((suite) => [...suite.checks, ...suite.trafficRules]);
  const known = new Map(declared.flatMap(({ id, defects }) => defects.map((defect) => [defect.name, { id, defect }])));
  return ({ id, ...rest }) =>
    ("also" in rest ? (rest.also ?? []) : []).map((name) => {
      const found = known.get(name);
      if (found === undefined) throw unknownDefect(id, name, [...known.keys()]);
      if (found.id === id) {
        throw new UsageError(
          `The check "${id}" names its own defect "${name}" in \`also\`.`,
          "Leave it out there: its own defects are proven in any case.",
        );
      }
      return found.defect;
    });
}

function unknownDefect(id: string, name: string, known: readonly string[]): UsageError {
  return new UsageError(
    `The check "${id}" names the defect "${name}" in \`also\`, which no check declares${didYouMean(name, known) || "."}`,
    "zi-scim-check list defects shows the built-in ones.",
  );
}
