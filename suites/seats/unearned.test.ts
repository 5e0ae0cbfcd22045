import { expect, test } from "vitest";
import { loadProfile } from "../../src/documents/load-profile.ts";
import { changePut, errorResponse, on } from "../../src/kit/index.ts";
import { judgeDeclared } from "../../src/self-check/judge-declared.ts";
import { overbook } from "./words/faulty-ledger.ts";
import { seatsSuite } from "./index.ts";

// Whether a seat is freed, or was not taken, cannot be seen where there are more seats than were stated.

const zoominfo = await loadProfile("zoominfo");

test.each([
  "seats.free.leaving",
  "seats.free.retry",
  "seats.free.dropped",
  "seats.growth.reactivate",
  "seats.growth.reactivate-by-path",
  "seats.growth.reactivate-by-put",
  "seats.leaks.no-new-holder",
  "seats.leaks.all-or-none",
])("%s skips a server that has no limit", async (id) => {
  const check = seatsSuite.checks.find((one) => one.id === id);
  if (check === undefined) throw new Error(`there is no check ${id}`);
  const defect = { name: "other", breaks: "ZOOMINFO-none", port: overbook(() => async () => true) };
  const { outcome } = await judgeDeclared(check, zoominfo, defect);
  expect(outcome).toMatchObject({ kind: "skip", reason: "the target gives more seats than were stated" });
});

test("seats.free.retry deactivates nobody where only deletion frees a seat", async () => {
  const check = seatsSuite.checks.find(({ id }) => id === "seats.free.retry");
  const { seats } = zoominfo;
  if (check === undefined || seats === undefined) throw new Error("there is no check or no seats");
  const profile = { ...zoominfo, seats: { ...seats, freedBy: ["delete" as const] } };
  const wrap = on("PUT|PATCH").answer(() => errorResponse(501, "Users cannot be changed."));
  const { outcome } = await judgeDeclared(check, profile, { name: "other", breaks: "ZOOMINFO-none", wrap });
  expect(outcome.kind).toBe("pass");
});

test("seats.growth.reactivate-by-put skips where PUT is accepted and brings nobody back", async () => {
  const check = seatsSuite.checks.find(({ id }) => id === "seats.growth.reactivate-by-put");
  if (check === undefined) throw new Error("there is no check");
  const wrap = changePut(/\/Users\/./, (sent, current) => ({ ...sent, active: current["active"] ?? null }));
  const { outcome } = await judgeDeclared(check, zoominfo, { name: "other", breaks: "ZOOMINFO-none", wrap });
  expect(outcome).toMatchObject({ kind: "skip", reason: expect.stringContaining("does not bring the user back") });
});
