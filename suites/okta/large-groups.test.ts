// What is said of large groups on servers that are slow, busy or small.
import { expect, test } from "vitest";
import { loadProfile } from "../../src/documents/load-profile.ts";
import type { CheckOutcome } from "../../src/engine/checks/run-check.ts";
import { errorResponse, itemsAt, on, readThrough } from "../../src/kit/index.ts";
import type { Wrap } from "../../src/kit/index.ts";
import { judgeDeclared } from "../../src/self-check/judge-declared.ts";
import { oktaSuite } from "./index.ts";

const generic = await loadProfile("generic");

async function judgedOn(wrap: Wrap): Promise<CheckOutcome> {
  const check = oktaSuite.checks.find(({ id }) => id === "okta.group-membership.large");
  if (check === undefined) throw new Error("there is no check of large groups");
  return (await judgeDeclared(check, generic, { name: "other", breaks: "OKTA-none", wrap })).outcome;
}

function notesOf({ heard }: CheckOutcome): readonly string[] {
  return (heard?.notes ?? []).map(({ text }) => text);
}

/** A server that takes its time for a PATCH of a group, by the size of the group and the count of such requests. */
function delaying(toMs: (size: number, count: number) => number): Wrap {
  let count = 0;
  return on("PATCH /Groups/:id").answer(async (request, next) => {
    const size = itemsAt(await readThrough(next, request), "members").length;
    await new Promise((resolve) => setTimeout(resolve, toMs(size, (count += 1))));
    return next(request);
  });
}

// Doubt is never told: on a busy machine the small group may be slow too, and then it is tried again.
test("a server that takes longer for each member is told to do so", { retry: 3 }, async () => {
  const outcome = await judgedOn(delaying((size) => 20 * size));
  expect(outcome.kind).toBe("pass");
  expect(notesOf(outcome)).toEqual([
    expect.stringMatching(/takes at least \d\.\d\d s .* time grows with the group\.$/),
  ]);
});

test("a server that is slow now and then, or always, is not", async () => {
  for (const wrap of [delaying((_, count) => (count % 4 === 0 ? 600 : 0)), delaying(() => 100)]) {
    const outcome = await judgedOn(wrap);
    expect(outcome.kind).toBe("pass");
    expect(notesOf(outcome)).toEqual([]);
  }
});

test("a server that takes no large group, and says so, is not judged", async () => {
  const wrap = on("PATCH /Groups/:id").answer(async (request, next) => {
    const size = itemsAt(await readThrough(next, request), "members").length;
    return size > 60 ? errorResponse(400, "A group has 60 members at most.", "tooMany") : next(request);
  });
  expect(await judgedOn(wrap)).toMatchObject({ kind: "skip", reason: expect.stringContaining("answers 400") });
});

test("a large group that a server does not manage in time fails", async () => {
  const wrap = on("PATCH /Groups/:id").answer(async (request, next) => {
    const size = itemsAt(await readThrough(next, request), "members").length;
    return size > 60 ? errorResponse(504, "The database did not answer.") : next(request);
  });
  expect((await judgedOn(wrap)).kind).toBe("violation");
});
