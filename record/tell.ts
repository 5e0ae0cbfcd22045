import type { Comparison, Difference } from "./compare.ts";
import { serverKey, TEXTS } from "./row.ts";

/** How many servers are named for one check. */
const MAX_NAMED = 12;

/** A comparison in words: the verdicts first, as they alone decide the exit code. */
export function tellComparison({ servers, missing, verdicts, texts }: Comparison): string {
  const lines = [
    `${servers} servers compared`,
    `${missing.length + verdicts.length} differences of verdict`,
    ...missing.map((sentence) => `  ${sentence}`),
    ...byCheck(verdicts).flatMap(tellVerdicts),
    `${texts.length} differences of request, place or words with the same verdict`,
    ...byCheck(texts).flatMap(tellTexts),
  ];
  return `${lines.join("\n")}\n`;
}

type Group = readonly [check: string, differences: readonly Difference[]];

function byCheck(differences: readonly Difference[]): readonly Group[] {
  return [...Map.groupBy(differences, ({ before }) => before.check)].sort(([a], [b]) => (a < b ? -1 : 1));
}

function tellVerdicts([check, differences]: Group): readonly string[] {
  const named = differences.slice(0, MAX_NAMED).map(({ before, after }) => {
    const reason = after.reason === "" ? before.reason : after.reason;
    return `    ${before.verdict} -> ${after.verdict} on ${serverKey(before)}: ${reason}`;
  });
  const more = differences.length - named.length;
  return [`  ${check}: ${differences.length}`, ...named, ...(more > 0 ? [`    and ${more} more`] : [])];
}

/** For each part that differs how often it does, and one example. */
function tellTexts([check, differences]: Group): readonly string[] {
  const parts = TEXTS.flatMap((name) => {
    const differing = differences.filter(({ before, after }) => before[name] !== after[name]);
    const [example] = differing;
    if (example === undefined) return [];
    return [
      `    ${name}: ${differing.length}, for example on ${serverKey(example.before)}`,
      `      - ${example.before[name]}`,
      `      + ${example.after[name]}`,
    ];
  });
  return [`  ${check}: ${differences.length}`, ...parts];
}
