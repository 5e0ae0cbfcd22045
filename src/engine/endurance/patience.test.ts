import { expect, test } from "vitest";
import { createSession } from "../session/create-session.ts";
import type { SessionControl } from "../session/create-session.ts";
import { createHandlerTransport } from "../transport/handler-transport.ts";
import { NO_JOURNAL } from "../ownership/journal.ts";
import { Ownership } from "../ownership/ownership.ts";
import type { OutgoingRequest } from "../session/session.ts";

interface Opened {
  readonly session: SessionControl;
  readonly abort: AbortController;
  readonly slept: number[];
  readonly told: number[];
  readonly sent: () => number;
  /** Lets that many milliseconds pass. */
  readonly pass: (ms: number) => void;
  /** Answers the next request, and none after it. */
  readonly answers: () => void;
}

interface Target {
  readonly retryAfter?: string;
  /** Waits do not end by themselves. */
  readonly isStill?: boolean;
  /** How many requests are refused; all when left out. */
  readonly refusals?: number;
  /** 429 when left out. */
  readonly status?: number;
}

function open({ retryAfter, isStill = false, refusals = Infinity, status = 429 }: Target): Opened {
  const slept: number[] = [];
  const told: number[] = [];
  const abort = new AbortController();
  let now = 0;
  let sent = 0;
  let answered = 0;
  const refuse = (): Response =>
    new Response("", { status, headers: retryAfter === undefined ? {} : { "retry-after": retryAfter } });
  const session = createSession({
    baseUrl: "https://scim.example.com",
    runId: "abcd2345",
    transport: createHandlerTransport(() => {
      sent += 1;
      return Promise.resolve(sent <= refusals && sent !== answered ? refuse() : Response.json({}));
    }),
    credentials: { kind: "none" },
    headers: {},
    timeoutMs: 1000,
    rate: undefined,
    ownership: new Ownership(NO_JOURNAL),
    nextSeq: () => sent + 1,
    clock: {
      now: () => now,
      sleep: (ms) => {
        slept.push(ms);
        if (isStill && !abort.signal.aborted) return new Promise(() => undefined);
        now += ms;
        return Promise.resolve();
      },
    },
    signal: abort.signal,
    onExchange: () => undefined,
    onWait: (ms) => told.push(ms),
  });
  const pass = (ms: number): void => {
    now += ms;
  };
  const answers = (): void => {
    answered = sent + 1;
  };
  return { session, abort, slept, told, sent: () => sent, pass, answers };
}

function get(kind: "check" | "cleanup" = "check"): OutgoingRequest {
  return { method: "GET", path: "/Users", headers: {}, cause: { kind, id: kind } };
}

/** Lets everything happen that waits for nothing. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

test("an interruption ends the wait for a rate limit at once, and nothing more is sent", async () => {
  const { session, abort, sent } = open({ retryAfter: "60", isStill: true });
  const waiting = session.send(get());
  const outcome = expect(waiting).rejects.toThrow("interrupted");
  await settle();
  abort.abort();
  await outcome;
  expect(sent()).toBe(1);
});

test("an interruption leaves clean-up five seconds of a wait that was meant to last a minute", async () => {
  const { session, abort, slept } = open({ retryAfter: "60", isStill: true, refusals: 1 });
  const waiting = session.send(get("cleanup"));
  await settle();
  abort.abort();
  expect((await waiting).response?.status).toBe(200);
  expect(slept).toEqual([60_000, 5000]);
});

test("after an interruption one request of the clean-up waits no more than five seconds in all", async () => {
  const { session, abort, slept } = open({ retryAfter: "2" });
  abort.abort();
  expect((await session.send(get("cleanup"))).response?.status).toBe(429);
  expect(slept).toEqual([2000, 2000]);
});

test("a wait of up to 120 s is waited for in full", async () => {
  const { session, slept } = open({ retryAfter: "120", refusals: 1 });
  expect((await session.send(get())).response?.status).toBe(200);
  expect(slept).toEqual([120_000]);
});

test("a request that would have to wait longer than 120 s is not waited for", async () => {
  const { session, slept, sent } = open({ retryAfter: "121" });
  expect((await session.send(get())).response?.status).toBe(429);
  expect(slept).toEqual([]);
  expect(sent()).toBe(1);
});

test("a wait of more than two seconds is told once, also when several requests wait for it", async () => {
  const { session, told, sent, abort } = open({ retryAfter: "3", isStill: true });
  const both = Promise.allSettled([session.send(get()), session.send(get())]);
  await settle();
  abort.abort();
  await both;
  expect(sent()).toBe(2);
  expect(told).toEqual([3000]);
});

test("a wait of two seconds is not told", async () => {
  const { session, told } = open({ retryAfter: "2", refusals: 1 });
  await session.send(get());
  expect(told).toEqual([]);
});

test("ten requests in a row that are still refused after their waits end the run", async () => {
  const { session } = open({ retryAfter: "1" });
  for (let n = 0; n < 10; n += 1) expect((await session.send(get())).response?.status).toBe(429);
  await expect(session.send(get())).rejects.toMatchObject({
    name: "UnreachableTarget",
    message: "https://scim.example.com answers 429 to everything: ten requests in a row were refused for their rate",
    hint: "Bound the run with --rate. When the rate limit is over, zi-scim-check cleanup https://scim.example.com --run abcd2345 removes what the run made.",
  });
});

test("one answer among the refusals starts the count anew", async () => {
  const { session, sent } = open({ retryAfter: "3600", refusals: 9 });
  for (let n = 0; n < 12; n += 1) await session.send(get());
  expect(sent()).toBe(12);
});

test("the time for cleaning up is over 60 s after the interruption", async () => {
  const { session, abort, pass } = open({});
  pass(3_600_000);
  expect(session.isOutOfTime()).toBe(false);
  abort.abort();
  pass(59_999);
  expect(session.isOutOfTime()).toBe(false);
  pass(1);
  expect(session.isOutOfTime()).toBe(true);
});

test("an answer to a client with rules of its own starts the count anew too", async () => {
  const { session, answers } = open({ retryAfter: "3600" });
  for (let n = 0; n < 9; n += 1) await session.send(get());
  answers();
  await session.send({ ...get(), onRateLimit: "never" });
  for (let n = 0; n < 2; n += 1) await session.send(get());
  await expect(session.send(get())).resolves.toBeDefined();
});

test("a 503 that says when to come back is waited out", async () => {
  const { session, slept } = open({ status: 503, retryAfter: "2", refusals: 2 });
  expect((await session.send(get())).response?.status).toBe(200);
  expect(slept).toEqual([2000, 2000]);
});

test("a 503 without Retry-After, or with one of more than 30 s, is taken as it is", async () => {
  const plain = open({ status: 503, refusals: 1 });
  expect((await plain.session.send(get())).response?.status).toBe(503);
  const long = open({ status: 503, retryAfter: "31", refusals: 1 });
  expect((await long.session.send(get())).response?.status).toBe(503);
  expect([plain.slept, long.slept]).toEqual([[], []]);
});

test("a kind of request that is still answered 503 after three waits is waited for no more, until it is answered", async () => {
  const { session, slept } = open({ status: 503, retryAfter: "1", refusals: 5 });
  expect((await session.send(get())).response?.status).toBe(503);
  expect(slept).toHaveLength(3);
  expect((await session.send(get())).response?.status).toBe(503);
  expect(slept).toHaveLength(3);
  expect((await session.send(get())).response?.status).toBe(200);
});

test("whoever asks what is lost by a 503 gets it as it comes", async () => {
  const { session, sent } = open({ status: 503, retryAfter: "1", refusals: 1 });
  expect((await session.send({ ...get(), onUnavailable: "never" })).response?.status).toBe(503);
  expect(sent()).toBe(1);
});
