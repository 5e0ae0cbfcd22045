import { SCENARIO_DEFECTS } from "../../../fixtures/scenario-defects.ts";
import { ALL_SUITES } from "../../run/suites/all-suites.ts";
import { didYouMean } from "../../documents/suggest.ts";
import { UsageError } from "../../documents/usage-error.ts";
import { isWireDefect } from "../../kit/defect.ts";
import type { Check, DeclaredRule, Suite } from "../../kit/check.ts";
import type { Defect } from "../../kit/defect.ts";
import { createDefectFinder } from "../../self-check/find-also.ts";
import type { FetchHandler } from "../../scim/http.ts";
import type { ServerPorts } from "../../server/ports.ts";

/** A defect and who must notice it. */
export interface KnownDefect {
  readonly defect: Defect;
  /** Ids of the checks and traffic rules that it is declared for, and of those that notice it too. */
  readonly noticedBy: readonly string[];
}

/** All defects of all suites, in the order of the suites. */
export function allDefects(suites: readonly Suite[] = ALL_SUITES): readonly KnownDefect[] {
  const checks = suites.flatMap((suite) => suite.checks);
  const declared = suites.flatMap((suite) => [...suite.checks, ...suite.trafficRules]);
  return declared.flatMap(({ id, defects }) =>
    defects.map((defect) => {
      const others = checks.filter(({ also }) => also?.includes(defect.name));
      return { defect, noticedBy: [id, ...others.map((check) => check.id)] };
    }),
  );
}

/** The same, and those that scenarios alone notice. */
export function listedDefects(): readonly KnownDefect[] {
  const ofScenarios = SCENARIO_DEFECTS.map(({ scenario, ...defect }) => ({ defect, noticedBy: [scenario] }));
  return [...allDefects(), ...ofScenarios];
}

/** What a check or traffic rule is proven against: its own defects, and those of other checks that it notices too. */
export function provenAgainst(
  declared: Check | DeclaredRule,
  suites: readonly Suite[] = ALL_SUITES,
): readonly Defect[] {
  return "run" in declared ? [...declared.defects, ...createDefectFinder(suites)(declared)] : declared.defects;
}

/** Defects by name. Throws `UsageError` for an unknown one, with a near miss. */
export function findDefects(names: readonly string[]): readonly Defect[] {
  if (names.length === 0) return [];
  const known = listedDefects().map(({ defect }) => defect);
  return names.map((name) => {
    const found = known.find((defect) => defect.name === name);
    if (found) return found;
    const near = didYouMean(
      name,
      known.map((defect) => defect.name),
    );
    throw new UsageError(`There is no defect "${name}"${near || "."}`, "zi-scim-check list defects shows them all.");
  });
}

/** The handler with the faults that the wire can show; the first one named stands nearest to the server. */
export function wrapHandler(next: FetchHandler, defects: readonly Defect[]): FetchHandler {
  return defects.filter(isWireDefect).reduce((handler, defect) => defect.wrap(handler), next);
}

/** The faults in the server's ports, one upon the other. */
export function combinePorts(defects: readonly Defect[]): (defaults: ServerPorts) => Partial<ServerPorts> {
  return (defaults) =>
    defects.reduce<ServerPorts>(
      (ports, defect) => (isWireDefect(defect) ? ports : { ...ports, ...defect.port(ports) }),
      defaults,
    );
}
