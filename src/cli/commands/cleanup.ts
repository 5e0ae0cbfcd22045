import { cleanUpRun } from "../../run/journals/clean-up-run.ts";
import type { CleanedUp } from "../../run/journals/clean-up-run.ts";
import { listJournals } from "../../run/journals/list-journals.ts";
import type { JournalSummary } from "../../run/journals/list-journals.ts";
import { isNil } from "../../engine/clean-up/residue.ts";
import { UsageError } from "../../documents/usage-error.ts";
import { writeLines } from "../command-io.ts";
import type { CommandIo } from "../command-io.ts";
import type { TargetOptions } from "../parse/option-groups.ts";
import { parseUrl } from "../parse/reach/url.ts";
import { toTargetSettings } from "../parse/to-run-options.ts";

/** Options of `cleanup`. */
export interface CleanupCommandOptions extends TargetOptions {
  readonly run?: string;
}

/**
 * Removes what an interrupted run left on the target; without `--run` it lists the runs that may have left something. Exit code 1
 * when something could not be removed, or not be looked for.
 */
export async function cleanup(url: string | undefined, options: CleanupCommandOptions, io: CommandIo): Promise<number> {
  const baseUrl = url === undefined ? undefined : parseUrl(url);
  if (options.run === undefined) return list(baseUrl, io);
  if (baseUrl === undefined) {
    throw new UsageError(
      `The URL of the target of run ${options.run} is missing.`,
      "Write zi-scim-check cleanup <url> --run <id>; without --run the runs are listed with their targets.",
    );
  }
  const { url: _, ...settings } = await toTargetSettings(baseUrl, options, io.env);
  io.interruption.attend();
  const { signal } = io.interruption;
  const tidied = await cleanUpRun({ ...settings, url: baseUrl, runId: options.run, signal }, io.secrets);
  await writeLines(io.stdout, describe(tidied, options.run));
  return io.interruption.exitCode() ?? (isNil(tidied.residue) ? 0 : 1);
}

function describe({ leftovers, residue, notes, removed, hasJournal }: CleanedUp, runId: string): readonly string[] {
  if (isNil(residue)) {
    const told = removed === 0 ? "Nothing of that run is left." : `${removed} removed. Nothing of that run is left.`;
    return hasJournal ? [told] : [removed === 0 ? nothingFound(runId) : `${told} ${unknownRun(runId)}`];
  }
  const { left, deactivated, unproven } = leftovers;
  return [
    `${removed} removed, ${residue.deactivated} deactivated, ${residue.users + residue.groups} left, ${residue.maybe} unclear.`,
    ...deactivated.map(({ endpoint, id }) => `deactivated  ${endpoint}/${id}  (the target does not delete)`),
    ...left.map(({ endpoint, id, why }) => `left         ${endpoint}/${id}  ${why}`),
    ...unproven.map(({ endpoint, id, why }) => `unclear      ${endpoint}/${id}  ${why}`),
    ...notes,
  ];
}

/** A run that ended well has no journal, nor has one with a typing error in its id. */
function nothingFound(runId: string): string {
  return `Nothing named zsc-${runId}-... is there. ${unknownRun(runId)}`;
}

function unknownRun(runId: string): string {
  return `No journal of run ${runId} was found, so only its names were looked for.`;
}

async function list(url: string | undefined, io: CommandIo): Promise<number> {
  // As the journal has it: a path may hold the token.
  const baseUrl = url === undefined || io.secrets === undefined ? url : io.secrets.sweep(url);
  const journals = listJournals(io.env).filter((journal) => baseUrl === undefined || journal.baseUrl === baseUrl);
  await writeLines(
    io.stdout,
    journals.length === 0
      ? [`No run${baseUrl === undefined ? "" : ` against ${baseUrl}`} is known to have left anything.`]
      : journals.map(toLine),
  );
  return 0;
}

function toLine({ runId, baseUrl, startedAt, open }: JournalSummary): string {
  // All that it was told of is gone; what it could not look through may hold more.
  const told = open === 0 ? "none known" : `up to ${open} left`;
  return `${startedAt}  ${told}  zi-scim-check cleanup ${baseUrl} --run ${runId}`;
}
