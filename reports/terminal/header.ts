import { counted } from "./page.ts";
import type { Page } from "./page.ts";
import { fill } from "./wrap.ts";

/** What was run, against what. */
export function renderHeader({ run, ink, signs, clean, measure }: Page): readonly string[] {
  const { target, profile, idp, dialect, seed } = run.run;
  const tool = `${run.tool.name} ${run.tool.version}`;
  const facts = [tool, clean(target.baseUrl), `${idp}/${dialect}`, `seed ${seed}`];
  const { checks, scenarios } = run.summary;
  const size = [
    ...(target.bundled ? ["bundled server"] : []),
    `profile ${clean(profile)}`,
    `${counted(checks.total, "check")}, ${counted(scenarios.total, "scenario")}`,
  ];
  return [
    ...fill(facts, { width: measure, separator: "   " }).map((line) => line.replace(tool, ink.bold(tool))),
    ...fill(size, { width: measure, separator: ` ${signs.dot} ` }).map(ink.dim),
  ];
}
