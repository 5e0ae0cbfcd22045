import type { OutgoingRequest } from "../../../engine/session/session.ts";
import { NO_JOURNAL } from "../../../engine/ownership/journal.ts";
import type { RunContext } from "../../../engine/run-context.ts";
import type { StepSession } from "../../../engine/scenarios/play/step-session.ts";
import type { Cause } from "../../../exchange/exchange.ts";
import type { FetchHandler } from "../../../scim/http.ts";
import type { Json } from "../../../scim/json.ts";
import { pathFromUri } from "../../../scim/request-path.ts";
import { openSession } from "../../open-session.ts";
import type { OpenSession } from "../../open-session.ts";
import type { RunChecksOptions } from "../../options.ts";
import { ValueProblem } from "../values/variables.ts";
import type { StepAnswer } from "./step-answer.ts";

/** A request of a test, with all values in it. */
export interface GivenRequest {
  readonly method: string;
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | undefined;
  readonly cause: Cause;
}

/** Where the steps of a test send to. */
export interface Places {
  /** Throws `ValueProblem` for a URL that leads to none of the places that steps may send to. */
  readonly send: (request: GivenRequest) => Promise<StepAnswer>;
  readonly close: () => Promise<void>;
}

/** What places are made of. */
export interface PlacesOptions {
  readonly run: RunContext;
  readonly session: StepSession;
  /** The value of the run's own Authorization header; undefined when it has none. */
  readonly authorization: string | undefined;
  /** Origins beside the target's. */
  readonly origins: readonly string[];
  readonly reach: Pick<RunChecksOptions, "tls" | "proxy">;
  /** The emulated organisation's own API, and the URL that stands for it. */
  readonly api: { readonly url: string; readonly fetch: FetchHandler } | undefined;
}

/**
 * The target below its base URL, the emulated organisation, and the origins that the user has named: there credentials of the run
 * are never sent, only what stands in the file.
 */
export function createPlaces(options: PlacesOptions): Places {
  const { session, api, run } = options;
  const elsewhere = new Map<string, OpenSession>();
  const openAt = (origin: string): OpenSession => {
    const opened = elsewhere.get(origin) ?? openSession(run, { ...options.reach, ...ELSEWHERE, baseUrl: origin });
    elsewhere.set(origin, opened);
    return opened;
  };
  return {
    send: async (request) => {
      const url = parse(request.url);
      if (api !== undefined && url.origin === new URL(api.url).origin) return askApi(api.fetch, request);
      const path = pathFromUri(session.baseUrl, url.href, session.baseUrl);
      if (path !== undefined) return session.send(outgoing(request, path, options.authorization));
      const origin = options.origins.find((one) => one === url.origin);
      const below = origin === undefined ? undefined : pathFromUri(origin, url.href, origin);
      if (origin === undefined || below === undefined) throw new ValueProblem(leadsAway(url, session.baseUrl));
      return openAt(origin).session.send(outgoing(request, below, undefined));
    },
    close: async () => {
      for (const opened of elsewhere.values()) await opened.close();
    },
  };
}

const ELSEWHERE = { credentials: { kind: "none" }, headers: {}, journal: NO_JOURNAL, isPrivate: false } as const;

function leadsAway(url: URL, baseUrl: string): string {
  const isNear = url.origin === new URL(baseUrl).origin;
  return isNear
    ? `its URL leads to ${url.pathname}, which is not below ${baseUrl}`
    : `its URL leads to ${url.origin}; --allow-origin ${url.origin} lets steps send there`;
}

function parse(text: string): URL {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) throw new ValueProblem("its URL is none that can be asked");
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") throw new ValueProblem("its URL has a user or a password in it");
  return url;
}

/** Where a step names the run's own credentials the session sends them; else what stands in the file, or none. */
function outgoing(given: GivenRequest, path: OutgoingRequest["path"], own: string | undefined): OutgoingRequest {
  const { authorization = "", ...others } = given.headers;
  const isOwn = authorization === (own ?? "");
  const body = parseBody(given.text);
  return {
    method: given.method,
    path,
    headers: isOwn || authorization === "" ? others : { ...others, authorization },
    ...(given.text === undefined ? {} : { text: given.text }),
    ...(body === undefined ? {} : { body }),
    ...(isOwn ? {} : { credentials: "none" as const }),
    cause: given.cause,
    asGiven: true,
    onRateLimit: "never",
    onUnavailable: "never",
  };
}

async function askApi(fetch: FetchHandler, request: GivenRequest): Promise<StepAnswer> {
  const started = performance.now();
  const { method, url, headers, text } = request;
  const hasBody = text !== undefined && !["GET", "HEAD"].includes(method);
  const answer = await fetch(new Request(url, { method, headers, ...(hasBody ? { body: text } : {}) }));
  const told = await answer.text();
  return {
    request: { method, path: new URL(url).pathname },
    response: { status: answer.status, headers: Object.fromEntries(answer.headers), text: told, body: parseBody(told) },
    failure: null,
    durationMs: performance.now() - started,
  };
}

/** The body as JSON, where it is. */
function parseBody(text: string | undefined): Json | undefined {
  if (text === undefined || text === "") return undefined;
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
