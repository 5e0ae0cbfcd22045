import { brokenBy } from "../causes.ts";
import type { CauseGroup } from "../causes.ts";
import type { Run } from "../../run.ts";

/** What a cause breaks in the identity provider of the run; undefined where none of its features was judged: then nobody knows. */
export function formatHarm(cause: CauseGroup, run: Run): string | undefined {
  const { idp, provider } = run.run;
  const broken = brokenBy(cause, idp);
  if (broken.length > 0) return `breaks ${broken.join(", ")} in ${provider.title}`;
  if (!isJudged(run)) return undefined;
  return isOfRfcs(cause) ? "RFC only" : `breaks no feature of ${provider.title}`;
}

/** True when at least one feature of the run's identity provider was judged. */
export function isJudged({ run, summary }: Run): boolean {
  return Object.values(summary.providers[run.idp] ?? {}).some((verdict) => verdict !== "not tested");
}

/** True when nothing in a cause rests on a rule of a vendor. */
export function isOfRfcs({ findings }: CauseGroup): boolean {
  return findings.every(({ clause }) => clause.section !== null);
}
