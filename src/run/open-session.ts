import { createSession } from "../engine/session/create-session.ts";
import type { SessionControl } from "../engine/session/create-session.ts";
import type { Renewal } from "../engine/session/renewal.ts";
import type { SessionOptions } from "../engine/session/session-options.ts";
import { secretsOf } from "../exchange/masking/credentials.ts";
import type { Credentials } from "../exchange/masking/credentials.ts";
import type { RunContext } from "../engine/run-context.ts";
import type { Journal } from "../engine/ownership/journal.ts";
import { Ownership } from "../engine/ownership/ownership.ts";
import { secretsOfHeader, secretsOfUrl } from "../exchange/masking/given-secrets.ts";
import { createRedactor } from "../exchange/masking/redact.ts";
import type { Transport } from "../engine/transport/transport.ts";
import { createHandlerTransport } from "../engine/transport/handler-transport.ts";
import { createPinnedTransport } from "../engine/transport/pinned-transport.ts";
import type { FetchHandler } from "../scim/http.ts";
import { openTransport } from "./transport/open-transport.ts";
import { userAgent } from "./transport/user-agent.ts";

/** What all sessions of a run share. */
export type SharedBySessions = Pick<
  RunContext,
  | "runId"
  | "transcript"
  | "timeoutMs"
  | "rate"
  | "concurrency"
  | "settleMs"
  | "clock"
  | "signal"
  | "secrets"
  | "onEvent"
>;

/** One target of the run. */
export interface SessionTarget {
  readonly baseUrl: string;
  readonly credentials: Credentials;
  readonly renewal?: Renewal;
  /** Of a second tenant. */
  readonly otherCredentials?: Credentials;
  readonly headers: Readonly<Record<string, string>>;
  readonly journal: Journal;
  /** Holds nobody's data but the run's, as a server that was started for it does. */
  readonly isPrivate: boolean;
  /** Made for a private target with its credentials. */
  readonly secrets?: readonly string[];
  readonly tls?: { readonly ca?: string; readonly insecure?: boolean };
  /** URL of the proxy that requests go through. */
  readonly proxy?: string;
  /** Answers in this process instead of the network. */
  readonly fetch?: FetchHandler;
  /** What shows that a resource is the run's; its mark when left out. */
  readonly proof?: SessionOptions["proof"];
}

/** A session, and the connections below it. */
export interface OpenSession {
  readonly session: SessionControl;
  readonly close: Transport["close"];
}

/**
 * Requests that one check sends at the same time, to see whether the target copes with that: they must not have to wait for
 * a connection, or `--concurrency` would decide what is found.
 */
const SENT_TOGETHER = 8;

/** Opens a session over HTTP whose exchanges end up, redacted, in the run's transcript. */
export function openSession(run: SharedBySessions, target: SessionTarget): OpenSession {
  const transport = transportOf(run, target);
  const headers = lowerCaseNames(target.headers);
  const { secrets, transcript } = run;
  if (target.isPrivate) secrets.addFresh(...givenSecrets(target), ...(target.secrets ?? []));
  else secrets.add(...givenSecrets(target));
  const redact = createRedactor({
    secrets,
    secretHeaders: Object.keys(headers),
    isPrivateTarget: target.isPrivate,
  });
  const session = createSession({
    runId: run.runId,
    timeoutMs: run.timeoutMs,
    rate: run.rate,
    concurrency: run.concurrency,
    settleMs: run.settleMs,
    clock: run.clock,
    signal: run.signal,
    isPrivate: target.isPrivate,
    onWait: (ms) => run.onEvent({ type: "note", text: waitNote(ms) }),
    baseUrl: target.baseUrl,
    transport,
    credentials: target.credentials,
    ...(target.renewal === undefined ? {} : { renewal: target.renewal }),
    ...(target.otherCredentials === undefined ? {} : { otherCredentials: target.otherCredentials }),
    headers,
    ...(target.proof === undefined ? {} : { proof: target.proof }),
    userAgent: userAgent(),
    ownership: new Ownership(target.journal),
    nextSeq: transcript.nextSeq,
    sweep: secrets.sweep,
    onExchange: transcript.recorder(redact),
  });
  return { session, close: transport.close };
}

function transportOf({ concurrency }: SharedBySessions, { baseUrl, fetch, tls, proxy }: SessionTarget): Transport {
  if (fetch !== undefined) return createPinnedTransport(createHandlerTransport(fetch), baseUrl);
  const connections = concurrency + SENT_TOGETHER;
  return openTransport(baseUrl, { connections, ...tls, ...(proxy === undefined ? {} : { proxy }) });
}

function waitNote(ms: number): string {
  return `the target asks to wait: ${Math.ceil(ms / 1000)} s (429)`;
}

/** What is secret in the options that say how to reach a target. */
export function givenSecrets(given: Partial<SessionTarget>): readonly string[] {
  const { headers, proxy } = given;
  const ofHeaders = Object.entries(headers ?? {}).flatMap(([name, value]) => secretsOfHeader(name, value));
  const credentials = [given.credentials, given.otherCredentials].filter((one) => one !== undefined);
  return [...credentials.flatMap(secretsOf), ...ofHeaders, ...secretsOfUrl(proxy ?? "")];
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
