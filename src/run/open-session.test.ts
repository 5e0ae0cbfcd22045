import { createServer } from "node:http";
import { expect, test } from "vitest";
import { causeOf } from "../engine/session/plain-request.ts";
import { NO_JOURNAL } from "../engine/ownership/journal.ts";
import { Secrets } from "../exchange/masking/secrets.ts";
import { createTranscript } from "../exchange/traffic/transcript.ts";
import { openSession } from "./open-session.ts";
import { REAL_CLOCK } from "./clocks/real-clock.ts";

test("requests that a check sends together arrive together, also where one check runs at a time", async () => {
  const waiting: (() => void)[] = [];
  const server = createServer((_, answer) => {
    waiting.push(() => answer.end("{}"));
    // Nobody is answered before all have come.
    if (waiting.length === 8) for (const go of waiting) go();
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(Number(Object(server.address()).port)));
  });
  const { session, close } = openSession(
    {
      runId: "abcd2345",
      transcript: createTranscript([], () => undefined),
      timeoutMs: 2000,
      rate: undefined,
      concurrency: 1,
      settleMs: 0,
      secrets: new Secrets(),
      onEvent: () => undefined,
      clock: REAL_CLOCK,
      signal: new AbortController().signal,
    },
    {
      baseUrl: `http://127.0.0.1:${port}`,
      credentials: { kind: "none" },
      headers: {},
      journal: NO_JOURNAL,
      isPrivate: true,
    },
  );
  const ask = (): ReturnType<typeof session.send> =>
    session.send({ method: "GET", path: "/Users", headers: {}, cause: causeOf("discovery") });
  const answers = await Promise.all(Array.from({ length: 8 }, ask));
  expect(answers.map(({ response }) => response?.status)).toEqual(Array.from({ length: 8 }, () => 200));
  await close();
  server.close();
});
