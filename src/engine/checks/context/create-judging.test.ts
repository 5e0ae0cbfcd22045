import { expect, test } from "vitest";
import type { LiveExchange } from "../../../exchange/exchange.ts";
import { toReply } from "../../../exchange/reply.ts";
import type { Reply } from "../../../exchange/reply.ts";
import { verify } from "../../../exchange/verify/verify.ts";
import { SetUpFailure, Skip, Supposition, Violation } from "../../../exchange/violation.ts";
import { createInterruptibleClock } from "../../endurance/interruptible-clock.ts";
import { Interrupted } from "../../endurance/interrupted.ts";
import { createJudging } from "./create-judging.ts";
import { createSettle } from "./settle.ts";

function replyOf(seq: number, status: number, active?: boolean): Reply {
  const request = {
    method: "GET",
    url: "https://h/Users/1",
    path: "/Users/1",
    headers: {},
    text: null,
    body: undefined,
  };
  const live: LiveExchange = {
    seq,
    cause: { kind: "check", id: "x" },
    sender: "tool",
    request,
    response:
      status === 0 ? null : { status, headers: {}, text: "", body: active === undefined ? undefined : { active } },
    failure: null,
    startedAt: 0,
    durationMs: 1,
    isDropped: false,
    bearsMark: () => true,
    isOwn: () => true,
    target: undefined,
  };
  return toReply(live);
}

/** Readings as told, the last one for ever; time passes by sleeping only. */
function stageOf(settleMs: number, ...readings: readonly (() => Reply)[]) {
  let now = 0;
  let asked = 0;
  const abort = new AbortController();
  const bare = {
    now: () => now,
    sleep: (ms: number) => {
      now += ms;
      return Promise.resolve();
    },
  };
  const clock = createInterruptibleClock(bare, abort.signal);
  const judging = createJudging({ settle: createSettle({ clock, settleMs }), settleMs, clock });
  const read = (): Promise<Reply> => {
    const reading = readings[Math.min(asked, readings.length - 1)];
    asked += 1;
    return Promise.resolve().then(() => reading?.() ?? replyOf(0, 0));
  };
  return { ...judging, read, abort, asked: () => asked, now: () => now };
}

const isActive = (reply: Reply): unknown => verify(reply).status(200).at("active").is(true);

test("eventually reads once without a settling time, and is content with a later reading with one", async () => {
  const hasty = stageOf(0, () => replyOf(1, 200, false));
  await expect(hasty.eventually(hasty.read, isActive)).rejects.toThrow(Violation);
  expect(hasty.asked()).toBe(1);
  const patient = stageOf(
    1000,
    () => replyOf(1, 200, false),
    () => replyOf(2, 200, true),
  );
  await expect(patient.eventually(patient.read, isActive)).resolves.toBeUndefined();
});

test("what is never so fails with the last reading", async () => {
  const stage = stageOf(
    200,
    () => replyOf(1, 200, false),
    () => replyOf(2, 404),
  );
  await expect(stage.eventually(stage.read, isActive)).rejects.toMatchObject({ exchanges: [2] });
});

test("stays judges at once, and again after the settling time", async () => {
  const lasting = stageOf(
    500,
    () => replyOf(1, 200, true),
    () => replyOf(2, 200, false),
  );
  await expect(lasting.stays(lasting.read, isActive)).rejects.toMatchObject({ exchanges: [2] });
  expect(lasting.now()).toBe(500);
  const first = stageOf(500, () => replyOf(1, 200, false));
  await expect(first.stays(first.read, isActive)).rejects.toMatchObject({ exchanges: [1] });
  expect(first.asked()).toBe(1);
  const hasty = stageOf(0, () => replyOf(1, 200, true));
  await hasty.stays(hasty.read, isActive);
  expect(hasty.asked()).toBe(1);
});

test("an interruption ends every waiting", async () => {
  for (const word of ["eventually", "stays"] as const) {
    const stage = stageOf(1000, () => replyOf(1, 200, word === "stays"));
    stage.abort.abort();
    await expect(stage[word](stage.read, isActive)).rejects.toThrow(Interrupted);
  }
});

test("a reading that is turned away with 429 judges nothing", async () => {
  const turnedAway = (): Reply => {
    throw new SetUpFailure("the target still answers 429");
  };
  for (const word of ["eventually", "stays"] as const) {
    const stage = stageOf(1000, turnedAway);
    await expect(stage[word](stage.read, isActive)).rejects.toThrow(SetUpFailure);
  }
  const supposing = stageOf(1000, turnedAway);
  await expect(supposing.supposing("users.read.found", supposing.read, isActive)).rejects.toThrow(SetUpFailure);
});

test("what is supposed is charged only where the target answers with a success", async () => {
  const endOf = async (status: number): Promise<unknown> => {
    const stage = stageOf(0, () => replyOf(1, status, false));
    return stage.supposing("users.read.found", stage.read, isActive).catch((error: unknown) => error);
  };
  expect(await endOf(200)).toBeInstanceOf(Supposition);
  for (const status of [0, 302, 403, 404, 500, 503]) {
    const end = await endOf(status);
    expect(end).toBeInstanceOf(Skip);
    expect(end).not.toBeInstanceOf(Supposition);
  }
});
