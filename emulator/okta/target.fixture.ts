/* oxlint-disable eslint/no-restricted-imports -- tests may import anything, and this is only theirs */
import { loadProfile } from "../../src/documents/load-profile.ts";
import { createSession } from "../../src/engine/session/create-session.ts";
import type { SessionControl } from "../../src/engine/session/create-session.ts";
import { createHandlerTransport } from "../../src/engine/transport/handler-transport.ts";
import type { Clock } from "../../src/exchange/clock.ts";
import { NO_JOURNAL } from "../../src/engine/ownership/journal.ts";
import { Ownership } from "../../src/engine/ownership/ownership.ts";
import type { Profile } from "../../src/profile/profile.ts";
import type { FetchHandler } from "../../src/scim/http.ts";
import type { Json } from "../../src/scim/json.ts";
import { createScimServer } from "../../src/server/scim-server.ts";
import type { OktaUserProfile } from "./org/directory.ts";

// What the tests of the emulator share. Nothing of it is part of the package.

/** A target, a session to it, and what went over the wire. */
export interface TestTarget {
  readonly session: SessionControl;
  readonly profile: Profile;
  readonly clock: Clock;
  /** `GET /Users/1` and so on, in order. */
  readonly requests: () => readonly string[];
  /** Parsed bodies of the requests, in order; undefined where there is none. */
  readonly bodies: () => readonly (Json | undefined)[];
  /** Forgets the requests so far. */
  readonly forget: () => void;
  /** What was waited for, in milliseconds. */
  readonly waits: readonly number[];
}

export const TOKEN: string = "token-of-the-tests";

/** The reference server in the profile, with something between it and the client where `wrap` is given. */
export async function referenceTarget(
  name: string,
  wrap: (next: FetchHandler) => FetchHandler = (next) => next,
): Promise<TestTarget> {
  const profile = await loadProfile(name);
  const server = createScimServer({
    profile,
    token: TOKEN,
    adminSecret: "secret",
    products: [{ name: "Sales", total: 3 }],
  });
  return toTarget(profile, wrap(server.fetch));
}

/** A target that answers each request as it is told. */
export async function scriptedTarget(
  name: string,
  answer: (request: string, body: Json | undefined) => Response,
): Promise<TestTarget> {
  const profile = await loadProfile(name);
  return toTarget(profile, async (request) => {
    const text = await request.text();
    const body: Json | undefined = text === "" ? undefined : JSON.parse(text);
    return answer(`${request.method} ${pathOf(request.url)}`, body);
  });
}

/** A JSON answer. */
export function json(body: Json, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/scim+json", ...headers },
  });
}

/** A SCIM error. */
export function scimError(status: number, detail: string): Response {
  return json({ schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: String(status), detail }, status);
}

/** A ListResponse. */
export function list(...resources: readonly Json[]): Response {
  return json({
    schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
    totalResults: resources.length,
    startIndex: 1,
    itemsPerPage: resources.length,
    Resources: resources,
  });
}

/** Somebody for a directory. */
export function person(name: string): OktaUserProfile {
  const address = `${name.toLowerCase()}@b.example`;
  return {
    userName: address,
    firstName: name,
    lastName: "Lee",
    email: address,
    displayName: `${name} Lee`,
    locale: "en-US",
  };
}

function toTarget(profile: Profile, handler: FetchHandler): TestTarget {
  let seen: { readonly request: string; readonly body: Json | undefined }[] = [];
  const waits: number[] = [];
  let now = 0;
  let seq = 0;
  const clock: Clock = {
    now: () => now,
    sleep: (ms) => {
      waits.push(ms);
      now += ms;
      return Promise.resolve();
    },
  };
  const session = createSession({
    baseUrl: "http://scim.test/scim/v2",
    runId: "run1",
    transport: createHandlerTransport(handler),
    credentials: { kind: "bearer", token: TOKEN },
    headers: {},
    timeoutMs: 1000,
    rate: undefined,
    proof: "name",
    ownership: new Ownership(NO_JOURNAL),
    nextSeq: () => (seq += 1),
    clock,
    signal: new AbortController().signal,
    onExchange: ({ request, cause }) => {
      // What the session reads for itself is not what Okta sends.
      if (cause.kind !== "proof")
        seen.push({ request: `${request.method} ${pathOf(request.url)}`, body: request.body });
    },
  });
  return {
    session,
    profile,
    clock,
    requests: () => seen.map((one) => one.request),
    bodies: () => seen.map((one) => one.body),
    forget: () => {
      seen = [];
    },
    waits,
  };
}

function pathOf(url: string): string {
  return decodeURIComponent(url.replace("http://scim.test/scim/v2", ""));
}
