import type { BareStage } from "../engine/target/stage.ts";
import type { Profile } from "../profile/profile.ts";
import { NO_JOURNAL } from "../engine/ownership/journal.ts";
import type { Renewal } from "../engine/session/renewal.ts";
import { createSweptJournal } from "../engine/ownership/swept-journal.ts";
import { startBundledServer } from "./bundled-server.ts";
import { consoleValues } from "./hooks/console-values.ts";
import { journalFolder, openJournalFile } from "./journals/journal-file.ts";
import { openSession } from "./open-session.ts";
import type { SessionTarget, SharedBySessions } from "./open-session.ts";
import type { RunChecksOptions } from "./options.ts";
import type { FetchHandler } from "../scim/http.ts";
import { parseTargetUrl } from "./target-url.ts";

/** Where the checks run, until it is closed. What it can do is found out later. */
export interface MainStage extends BareStage {
  /** `isClean` says that nothing was found to be left on the target. */
  readonly close: (isClean: boolean) => Promise<void>;
}

/** Where the target is, and what is known of it beforehand. */
export interface StageOptions extends Pick<
  RunChecksOptions,
  "url" | "credentials" | "otherCredentials" | "headers" | "seats" | "tls" | "proxy" | "stateFolder"
> {
  readonly profile: Profile;
  /** For credentials that end in the middle of the run. */
  readonly renewal?: Renewal;
  /** Answers for the URL in this process. */
  readonly fetch?: FetchHandler;
  /** What shows that a resource is the run's; its mark when left out. */
  readonly proof?: SessionTarget["proof"];
}

/** Opens the target that the user named, or starts the bundled server. */
export function openMainStage(run: SharedBySessions, options: StageOptions): Promise<MainStage> {
  return options.url === undefined
    ? openBundledStage(run, options)
    : openForeignStage(run, { ...options, url: options.url });
}

/** A fresh bundled server in the profile, and a session to it. */
export async function openBundledStage(
  run: SharedBySessions,
  options: Pick<StageOptions, "profile" | "seats">,
): Promise<MainStage> {
  const server = await startBundledServer({
    profile: options.profile,
    seats: options.seats ?? [],
    clock: run.clock,
  });
  const { session, close } = openSession(run, {
    baseUrl: server.baseUrl,
    credentials: { kind: "bearer", token: server.token },
    headers: {},
    journal: NO_JOURNAL,
    isPrivate: true,
    secrets: [server.hookValues.adminSecret],
  });
  return {
    session,
    profile: options.profile,
    seats: server.seats,
    hookValues: server.hookValues,
    close: async () => {
      await close();
      await server.close();
    },
  };
}

/** The user's target. Its journal stays on disk as long as something may be left there; of one in this process nothing stays. */
function openForeignStage(run: SharedBySessions, options: StageOptions & { readonly url: string }): Promise<MainStage> {
  const { profile, fetch } = options;
  const baseUrl = parseTargetUrl(options.url);
  const folder = options.stateFolder ?? journalFolder(process.env);
  const tell = (text: string): void => run.onEvent({ type: "note", text });
  const file = fetch === undefined ? openJournalFile(folder, run.runId, tell) : undefined;
  const journal = file === undefined ? NO_JOURNAL : createSweptJournal(file, run.secrets);
  journal.append({ type: "run", runId: run.runId, baseUrl, startedAt: new Date(run.clock.now()).toISOString() });
  const { session, close } = openSession(run, {
    baseUrl,
    credentials: options.credentials ?? { kind: "none" },
    ...(options.renewal === undefined ? {} : { renewal: options.renewal }),
    ...(options.otherCredentials === undefined ? {} : { otherCredentials: options.otherCredentials }),
    headers: options.headers ?? {},
    journal,
    isPrivate: false,
    ...(options.tls === undefined ? {} : { tls: options.tls }),
    ...(options.proxy === undefined ? {} : { proxy: options.proxy }),
    ...(fetch === undefined ? {} : { fetch }),
    ...(options.proof === undefined ? {} : { proof: options.proof }),
  });
  const hookValues = fetch === undefined ? consoleValues(process.env) : {};
  if (typeof hookValues["adminSecret"] === "string") run.secrets.add(hookValues["adminSecret"]);
  const { ownership } = session;
  const isForgotten = (): boolean =>
    ownership.remaining().length + ownership.openIntents().length + ownership.leftInactive().length === 0;
  return Promise.resolve({
    session,
    profile,
    seats: options.seats ?? [],
    hookValues,
    close: async (isClean) => {
      await close();
      if (isClean && isForgotten()) file?.discard();
    },
  });
}
