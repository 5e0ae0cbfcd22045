import { cleanUp } from "../engine/session/clean-up.ts";
import type { CleanUpResult } from "../engine/session/clean-up.ts";
import { createInvariantJudge } from "../engine/checks/invariant-judge.ts";
import { secretsOfUrl } from "../engine/session/given-secrets.ts";
import { withMaskedErrors } from "../engine/session/mask-error.ts";
import { NO_JOURNAL } from "../engine/session/journal.ts";
import { preflight } from "../engine/target/preflight.ts";
import { Secrets } from "../engine/session/secrets.ts";
import { createTranscript } from "../engine/session/transcript.ts";
import { UsageError } from "../documents/usage-error.ts";
import { disownStrangers } from "./disown-strangers.ts";
import { findByMark } from "./find-by-mark.ts";
import { journalFolder, readJournalFile, removeJournalFile } from "./journal-file.ts";
import { givenSecrets, openSession } from "./open-session.ts";
import type { OpenSession } from "./open-session.ts";
import type { RunChecksOptions } from "./options.ts";
import { REAL_CLOCK } from "./real-clock.ts";
import { replayJournal } from "./replay-journal.ts";
import { parseTargetUrl } from "./target-url.ts";

/** Whose leftovers are removed, and from where. */
export interface CleanUpRunOptions extends Pick<
  RunChecksOptions,
  "credentials" | "headers" | "rate" | "timeoutMs" | "concurrency" | "tls" | "signal" | "stateFolder"
> {
  readonly url: string;
  readonly runId: string;
}

/** What came of cleaning up after a run. */
export interface CleanUpRunResult extends CleanUpResult {
  /** Endpoints that could not be looked through for names of the run: something that no journal tells of may be left there. */
  readonly unsearched: readonly string[];
}

/**
 * Removes what an interrupted run left on a target: what its journal names, and whatever else carries the run's mark in
 * its name. Rejects with `UsageError` when the journal is of another target, and with `UnreachableTarget`.
 */
export function cleanUpRun(options: CleanUpRunOptions, secrets: Secrets = new Secrets()): Promise<CleanUpRunResult> {
  secrets.add(...givenSecrets(options), ...secretsOfUrl(options.url));
  return withMaskedErrors(secrets, async () => sweepResult(await performCleanUp(options, secrets), secrets));
}

async function performCleanUp(options: CleanUpRunOptions, secrets: Secrets): Promise<CleanUpRunResult> {
  const baseUrl = parseTargetUrl(options.url);
  if (!/^[a-z0-9]{6,16}$/.test(options.runId)) {
    throw new UsageError(
      `"${options.runId}" is not a run id.`,
      "It stands in the progress, in the report and in the names: zsc-<run id>-...",
    );
  }
  const folder = options.stateFolder ?? journalFolder(process.env);
  const entries = readJournalFile(folder, options.runId) ?? [];
  const open = openCleanUpSession(options, baseUrl, secrets);
  try {
    await preflight(open.session);
    replayJournal(open.session.ownership, entries, { baseUrl: secrets.sweep(baseUrl), runId: options.runId });
    await disownStrangers(open.session, options.runId);
    const unsearched = await findByMark(open.session, options.runId);
    const result = await cleanUp(open.session);
    if (result.left.length + result.unclear.length === 0) removeJournalFile(folder, options.runId);
    return { ...result, unsearched };
  } finally {
    await open.close();
  }
}

/** Ids and names are the target's: it may have put a token in them. */
function sweepResult(result: CleanUpRunResult, { sweepValue }: Secrets): CleanUpRunResult {
  return {
    ...result,
    deactivated: result.deactivated.map((resource) => ({ ...resource, id: sweepValue(resource.id) })),
    left: result.left.map((one) => ({ ...one, id: sweepValue(one.id), why: sweepValue(one.why) })),
    unclear: result.unclear.map((intent) => ({ ...intent, name: sweepValue(intent.name) })),
  };
}

function openCleanUpSession(options: CleanUpRunOptions, baseUrl: string, secrets: Secrets): OpenSession {
  const frame = {
    runId: options.runId,
    transcript: createTranscript(createInvariantJudge([]), () => undefined),
    timeoutMs: options.timeoutMs ?? 10_000,
    rate: options.rate,
    concurrency: options.concurrency ?? 8,
    clock: REAL_CLOCK,
    signal: options.signal ?? new AbortController().signal,
    secrets,
  };
  return openSession(frame, {
    baseUrl,
    credentials: options.credentials ?? { kind: "none" },
    headers: options.headers ?? {},
    journal: NO_JOURNAL,
    isPrivate: false,
    ...(options.tls === undefined ? {} : { tls: options.tls }),
  });
}
