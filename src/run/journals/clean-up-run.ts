import { secretsOfUrl } from "../../exchange/masking/given-secrets.ts";
import { withMaskedErrors } from "../../exchange/masking/mask-error.ts";
import { NO_JOURNAL } from "../../engine/ownership/journal.ts";
import { preflight } from "../../engine/target/preflight.ts";
import { Secrets } from "../../exchange/masking/secrets.ts";
import { createTranscript } from "../../exchange/traffic/transcript.ts";
import type { LeftResource } from "../../engine/clean-up/leftovers.ts";
import { tidyUp } from "../../engine/clean-up/tidy-up.ts";
import type { Tidied } from "../../engine/clean-up/tidy-up.ts";
import { isNil } from "../../engine/clean-up/residue.ts";
import { UsageError } from "../../documents/usage-error.ts";
import { journalFolder, readJournalFile, removeJournalFile } from "./journal-file.ts";
import { givenSecrets, openSession } from "../open-session.ts";
import type { OpenSession } from "../open-session.ts";
import type { RunChecksOptions } from "../options.ts";
import { REAL_CLOCK } from "../clocks/real-clock.ts";
import { replayJournal } from "./replay-journal.ts";
import { parseTargetUrl } from "../target-url.ts";

/** What cleaning up came to, and whether the run's own record of what it made was there to go by. */
export interface CleanedUp extends Tidied {
  readonly hasJournal: boolean;
}

/** Whose leftovers are removed, and from where. */
export interface CleanUpRunOptions extends Pick<
  RunChecksOptions,
  "credentials" | "headers" | "rate" | "timeoutMs" | "concurrency" | "tls" | "proxy" | "signal" | "stateFolder"
> {
  readonly url: string;
  readonly runId: string;
}

/**
 * Removes what an interrupted run left on a target: what its journal names, and whatever else carries the run's mark in
 * its name. Rejects with `UsageError` when the journal is of another target, and with `UnreachableTarget`.
 */
export function cleanUpRun(options: CleanUpRunOptions, secrets: Secrets = new Secrets()): Promise<CleanedUp> {
  secrets.add(...givenSecrets(options), ...secretsOfUrl(options.url));
  return withMaskedErrors(secrets, async () => sweepTidied(await performCleanUp(options, secrets), secrets));
}

async function performCleanUp(options: CleanUpRunOptions, secrets: Secrets): Promise<CleanedUp> {
  const baseUrl = parseTargetUrl(options.url);
  if (!/^[a-z0-9]{6,16}$/.test(options.runId)) {
    throw new UsageError(
      `"${options.runId}" is not a run id.`,
      "It stands in the progress, in the report and in the names: zsc-<run id>-...",
    );
  }
  const folder = options.stateFolder ?? journalFolder(process.env);
  const journal = readJournalFile(folder, options.runId);
  const open = openCleanUpSession(options, baseUrl, secrets);
  try {
    await preflight(open.session);
    replayJournal(open.session.ownership, journal ?? [], { baseUrl: secrets.sweep(baseUrl), runId: options.runId });
    // A journal may be lost, or never have been written.
    for (const endpoint of ["/Groups", "/Users"]) open.session.ownership.suspect(endpoint);
    const tidied = await tidyUp(open.session);
    if (isNil(tidied.residue)) removeJournalFile(folder, options.runId);
    return { ...tidied, hasJournal: journal !== undefined };
  } finally {
    await open.close();
  }
}

/** Ids and names are the target's: it may have put a token in them. */
function sweepTidied(tidied: CleanedUp, { sweep, sweepValue }: Secrets): CleanedUp {
  const { left, deactivated, unproven, unclear, lost } = tidied.leftovers;
  const sweepLeft = <T extends LeftResource>(one: T): T => ({ ...one, id: sweepValue(one.id), why: sweep(one.why) });
  return {
    ...tidied,
    notes: tidied.notes.map(sweep),
    leftovers: {
      ...tidied.leftovers,
      left: left.map(sweepLeft),
      deactivated: deactivated.map((resource) => ({ ...resource, id: sweepValue(resource.id) })),
      unproven: unproven.map(sweepLeft),
      unclear: unclear.map((intent) => ({ ...intent, name: sweepValue(intent.name) })),
      overlooked: tidied.leftovers.overlooked.map((look) => ({
        ...look,
        found: look.found.map((one) => ({ ...one, id: sweepValue(one.id) })),
      })),
      lost: lost === undefined ? undefined : sweep(lost),
    },
  };
}

function openCleanUpSession(options: CleanUpRunOptions, baseUrl: string, secrets: Secrets): OpenSession {
  const run = {
    onEvent: () => undefined,
    runId: options.runId,
    transcript: createTranscript([], () => undefined),
    timeoutMs: options.timeoutMs ?? 10_000,
    rate: options.rate,
    concurrency: options.concurrency ?? 8,
    settleMs: 2000,
    clock: REAL_CLOCK,
    signal: options.signal ?? new AbortController().signal,
    secrets,
  };
  return openSession(run, {
    baseUrl,
    credentials: options.credentials ?? { kind: "none" },
    headers: options.headers ?? {},
    journal: NO_JOURNAL,
    isPrivate: false,
    ...(options.tls === undefined ? {} : { tls: options.tls }),
    ...(options.proxy === undefined ? {} : { proxy: options.proxy }),
  });
}
