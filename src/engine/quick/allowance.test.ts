import { expect, test } from "vitest";
import { loadProfile } from "../../documents/load-profile.ts";
import { Secrets } from "../../exchange/masking/secrets.ts";
import { createLeapingClock } from "../../run/clocks/leaping-clock.ts";
import { runWithin } from "../../run/run-checks.ts";
import type { FetchHandler } from "../../scim/http.ts";
import { createScimServer } from "../../server/scim-server.ts";
import { ALLOWANCE } from "./allowance.ts";

/** What a write that waits for a reading may add at the very end. */
const AT_THE_END = 8;

type Meddle = (request: Request, next: FetchHandler) => Response | Promise<Response>;

/** A quick run against a server that goes wrong in one way, with all the patience of a real run. */
async function runAgainst(meddle: Meddle) {
  const profile = await loadProfile("generic");
  const server = createScimServer({ profile, token: "t", adminSecret: "unused", products: [] });
  const options = {
    url: "http://hostile.example/scim/v2",
    credentials: { kind: "bearer", token: "t" },
    profile: "generic",
    quick: true,
    settleMs: 5000,
  } as const;
  const fetch: FetchHandler = async (request) => meddle(request, server.fetch);
  return runWithin(options, { secrets: new Secrets(), inProcess: { fetch, clock: createLeapingClock() } });
}

const isOf = (request: Request, method: string, part: string): boolean =>
  request.method === method && request.url.includes(part);

function busy(status: number): Response {
  return new Response(null, { status, headers: { "retry-after": "1" } });
}

/** A server that answers every second request of a kind as if there were too many. */
function createThrottle(): Meddle {
  let count = 0;
  return (request, next) => {
    if (!request.url.includes("/Users") || request.url.includes("count=2")) return next(request);
    count += 1;
    return count % 3 === 0 ? next(request) : busy(429);
  };
}

/** A server whose lists never end. */
const endless: Meddle = async (request, next) => {
  const response = await next(request);
  if (!isOf(request, "GET", "s?")) return response;
  const body = await response.json();
  return Response.json({ ...Object(body), totalResults: 100_000 }, { status: response.status });
};

test.each<[string, Meddle]>([
  ["asks to come back later again and again", createThrottle()],
  ["is never ready for a group", (request, next) => (isOf(request, "POST", "/Groups") ? busy(503) : next(request))],
  [
    "says that it deletes, and does not",
    (request, next) => (request.method === "DELETE" ? new Response(null, { status: 204 }) : next(request)),
  ],
  ["refuses to delete", (request, next) => (request.method === "DELETE" ? busy(503) : next(request))],
  [
    "never shows what was made",
    (request, next) => (isOf(request, "GET", "/Users/") ? new Response(null, { status: 404 }) : next(request)),
  ],
  ["has lists that never end", endless],
  ["crashes at every PATCH", (request, next) => (request.method === "PATCH" ? busy(500) : next(request))],
  ["crashes at every PUT", (request, next) => (request.method === "PUT" ? busy(500) : next(request))],
])("a server that %s is sent no more than a quick run may send", async (_, meddle) => {
  const run = await runAgainst(meddle);
  expect(run.exchanges.length).toBeLessThanOrEqual(ALLOWANCE + AT_THE_END);
  expect(run.findings.filter(({ verdict }) => verdict === "error")).toEqual([]);
});

test("what a quick run has no requests for any more is not tested, and says why", async () => {
  const run = await runAgainst(createThrottle());
  const reasons = run.findings.filter(({ verdict }) => verdict === "skip").map(({ reason }) => reason);
  expect(reasons).toContain(`the quick run ended before it, to send ${ALLOWANCE} requests at most`);
});
