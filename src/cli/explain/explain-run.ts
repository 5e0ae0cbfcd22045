import { renderFound, renderPlayed } from "../../../reports/terminal/found.ts";
import { loadProfile } from "../../documents/load-profile.ts";
import { loadRun } from "../../documents/load-run.ts";
import { builtInNames } from "../../documents/read-document.ts";
import { didYouMean } from "../../documents/suggest.ts";
import { UsageError } from "../../documents/usage-error.ts";
import type { RenderOptions } from "../../engine/report/reporter.ts";
import type { Finding, Run } from "../../engine/run.ts";
import { findProvider } from "../../run/find-provider.ts";
import { referenceFor } from "../../run/reference/with-references.ts";
import { writeLines } from "../command-io.ts";
import type { CommandIo } from "../command-io.ts";
import { styleOf } from "../output/output-style.ts";
import { repeatCommand, shellAccess } from "../repeat/repeat-command.ts";

/** Shows a finding or a scenario of a saved run by its id, whatever the letter case, with all that the run knows of it. */
export async function explainRun(id: string, file: string, io: CommandIo): Promise<number> {
  const run = await loadRun(file);
  const isWanted = (other: string): boolean => other.toLowerCase() === id.toLowerCase();
  const finding = run.findings.find(({ check }) => isWanted(check));
  const scenario = run.scenarios.find((one) => isWanted(one.id));
  const isBuiltIn = (await builtInNames("profile")).includes(run.run.profile);
  const options = toOptions(run, file, { io, isBuiltIn });
  if (finding !== undefined) {
    const beside = isBuiltIn ? await withReference(finding, run) : finding;
    await io.stdout.write(renderFound(run, beside, options));
  } else if (scenario === undefined) {
    throw unknownId(id, file, run);
  } else {
    await io.stdout.write(renderPlayed(run, scenario, options));
  }
  if (!isBuiltIn) await writeLines(io.stdout, ["", profileNote(run)]);
  return 0;
}

/** Of causes that the run did not show in full the answer beside has still to be asked for. */
async function withReference(finding: Finding, run: Run): Promise<Finding> {
  if (finding.reference !== undefined || finding.decisive === null) return finding;
  const reference = await referenceFor(finding, run, await loadProfile(run.run.profile));
  return reference === undefined ? finding : { ...finding, reference };
}

interface Surroundings {
  readonly io: CommandIo;
  readonly isBuiltIn: boolean;
}

/** A saved run does not hold the command line: what is known of it is the target, the profile and the seed. */
function toOptions(run: Run, saved: string, { io, isBuiltIn }: Surroundings): RenderOptions {
  const { target, profile, idp, dialect, seed } = run.run;
  const url = target.bundled ? undefined : target.baseUrl;
  const usual = findProvider(undefined, undefined);
  const isUsual = idp === usual.idp.id && dialect === usual.dialect;
  const options = { ...(isUsual ? {} : { idp, dialect }), ...(isBuiltIn ? { profile } : {}) };
  return {
    ...styleOf(io.stdout, io.env),
    failOn: "must",
    files: [],
    saved,
    command: repeatCommand({ url, options, seed }),
    access: shellAccess({ url, options }, profile),
  };
}

function profileNote({ run }: Run): string {
  return `The run took the target to be like the profile ${run.profile}: add --profile with its file to what is run again.`;
}

function unknownId(id: string, file: string, { findings, scenarios }: Run): UsageError {
  const known = [...findings.map(({ check }) => check), ...scenarios.map((one) => one.id)];
  const failed = findings.filter(({ verdict }) => verdict === "fail").map(({ check }) => check);
  const more = failed.length > 3 ? ` and ${failed.length - 3} more` : "";
  return new UsageError(
    `The run in ${file} has no check and no scenario "${id}"${didYouMean(id, known) || "."}`,
    failed.length === 0
      ? "Nothing failed in it; zi-scim-check explain without --from knows all checks."
      : `Failed in it: ${failed.slice(0, 3).join(", ")}${more}.`,
  );
}
