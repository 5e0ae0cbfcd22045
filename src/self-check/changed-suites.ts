import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What a run on a sound variant is made of; tests and documents are not. */
const SOURCE = /^(?:suites|emulator|fixtures|src)\/(?!.*\.test\.ts$)/;
/** A declaration below the folder of a suite. */
const OF_SUITE = /^suites\/(?<suite>[^/]+)\//;

/**
 * The suites whose checks are played on the sound variants for what changed in a working copy, since it left the main branch and
 * what is not committed yet. Undefined stands for all: something else changed than single suites, or nothing, or there is no git.
 */
export async function changedSuites(root: string, suiteIds: readonly string[]): Promise<readonly string[] | undefined> {
  const git = async (...args: readonly string[]): Promise<string> =>
    (await run("git", ["-C", root, ...args])).stdout.trim();
  try {
    const base = await git("merge-base", "HEAD", "origin/HEAD").catch(() => "HEAD");
    const texts = await Promise.all([
      git("diff", "--relative", "--name-only", base),
      git("ls-files", "--others", "--exclude-standard"),
    ]);
    return suitesOf(
      texts.flatMap((text) => text.split("\n")),
      suiteIds,
    );
  } catch {
    return undefined;
  }
}

/** The suites that files belong to; undefined when one of them belongs to none, or when there is no source among them. */
export function suitesOf(files: readonly string[], suiteIds: readonly string[]): readonly string[] | undefined {
  const sources = files.filter((file) => SOURCE.test(file));
  const suites = sources.map((file) => OF_SUITE.exec(file)?.groups?.["suite"] ?? "");
  if (sources.length === 0 || suites.some((suite) => !suiteIds.includes(suite))) return undefined;
  return [...new Set(suites)];
}
