import { counted } from "../../../src/exchange/counted.ts";
import type { Page } from "../page.ts";
import { fill } from "../text/wrap.ts";

/** What was run, against what. */
export function renderHeader({ run, ink, signs, clean, measure }: Page): readonly string[] {
  const { id, target, profile, idp, dialect, seed } = run.run;
  const { checks, scenarios } = run.summary;
  const tool = `${run.tool.name} ${run.tool.version}`;
  const played = `${target.bundled ? "bundled server at " : ""}${clean(target.baseUrl)}`;
  const facts = [
    `profile ${clean(profile)}`,
    `${clean(idp)}/${clean(dialect)}`,
    `seed ${seed}`,
    // What cleanup is told; on a bundled server nothing stays.
    ...(target.bundled ? [] : [`run ${clean(id)}`]),
    `${counted(checks.total, run.run.playsOnly === true ? "traffic rule" : "check")}, ${counted(scenarios.total, "scenario")}`,
  ];
  return [
    ...fill([ink.bold(tool), played], { width: measure, separator: "   " }),
    ...fill(facts, { width: measure, separator: ` ${signs.dot} ` }).map(ink.dim),
  ];
}
