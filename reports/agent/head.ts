import { counted } from "../../src/exchange/counted.ts";
import { brokenBy } from "../../src/engine/report/causes.ts";
import { coverageOf, formatVerdict } from "../../src/engine/report/features/verdict-words.ts";
import { playedElsewhere } from "../../src/engine/report/features/played-elsewhere.ts";
import type { Told } from "./causes.ts";
import { oneLine } from "./clip.ts";

const NOTES = 2;
const NOTE = 220;
const PROVIDER = 700;
const TARGET = 200;

/** What was run, the verdict with its counts, what works in the identity provider, and how many causes there are. */
export function headOf(told: Told): readonly string[] {
  const { run, options, causes } = told;
  const { unicode } = options;
  const { target, profile, idp, dialect, seed, notes } = run.run;
  const bundled = target.bundled ? "the bundled server, " : "";
  const facts = `${bundled}profile ${profile}, ${idp}/${dialect}, seed ${seed}`;
  return [
    `${run.tool.name} ${run.tool.version} on ${oneLine(target.baseUrl, TARGET, unicode)}: ${oneLine(facts, TARGET, unicode)}`,
    `VERDICT: ${formatVerdict(run, options.failOn)}. ${countsOf(told)}`,
    oneLine(providerLine(told), PROVIDER, unicode),
    ...submissionLine(told).map((line) => oneLine(line, PROVIDER, unicode)),
    ...notes.slice(0, NOTES).map((note) => `NOTE: ${oneLine(note, NOTE, unicode)}`),
    ...(causes.length === 0
      ? []
      : [`CAUSES: ${causes.length}, what breaks ${run.run.provider.title} first; fix one and run "again"`]),
  ];
}

function countsOf({ run: { summary } }: Told): string {
  const { checks, scenarios, requirements } = summary;
  const played = scenarios.total === 0 ? "" : ` ${scenarios.pass} of ${counted(scenarios.total, "scenario")} passed.`;
  const judged = `${checks.fail} failed, ${checks.warn} warned, ${checks.pass} passed, ${checks.skip} skipped`;
  const errors = checks.error + scenarios.error;
  const ours = errors === 0 ? "" : `, ${counted(errors, "error")} of the tool`;
  if (checks.total === 0) return `No check was run.${played}`;
  return `Checks: ${judged}${ours}.${played} ${coverageOf(requirements).join(", ")}.`;
}

/** What only the submission test demands, with the checks that fail. */
function submissionLine({ run }: Told): readonly string[] {
  const { submission } = run.summary;
  if (submission === undefined) return [];
  const failed = run.findings.filter((finding) => finding.submission === true && finding.verdict === "fail");
  const which = failed.length === 0 ? "" : `: ${failed.map(({ check }) => check).join(", ")}`;
  const { verdict, passed, steps } = submission;
  return [`SUBMISSION: ${verdict}, ${passed} of ${steps} steps passed${which}`];
}

/** Each feature, with the numbers of the causes that break it. */
function providerLine({ run, causes }: Told): string {
  const { idp, provider } = run.run;
  const features = provider.features.map(({ id }) => {
    const numbers = causes.flatMap((cause, index) => (brokenBy(cause, idp).includes(id) ? [index + 1] : []));
    const failed = run.scenarios.filter(({ verdict, breaks }) => verdict === "fail" && breaks[idp]?.includes(id));
    const played = numbers.length > 0 ? [] : failed.map((scenario) => `scenario ${scenario.id}`);
    const shown = numbers.length > 8 ? `${numbers.slice(0, 8).join(", ")} and more` : numbers.join(", ");
    const verdict = run.summary.providers[idp]?.[id] ?? "not tested";
    const profiles = playedElsewhere(run, id);
    const where = profiles.length === 0 ? "" : ` in the profile ${profiles.join(", ")}`;
    const why = [...(numbers.length === 0 ? [] : [shown]), ...played].join(", ");
    return `${id} ${verdict}${why === "" ? "" : ` (${why})`}${where}`;
  });
  return `${provider.title.toUpperCase()}: ${features.join("; ")}`;
}
