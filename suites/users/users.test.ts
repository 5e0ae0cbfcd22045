import { expect, test } from "vitest";
import type { CheckOutcome } from "../../src/engine/checks/run-check.ts";
import { errorResponse, on, remembering, showSent, without } from "../../src/kit/index.ts";
import { outcomeOn } from "./outcome-on.fixture.ts";

const NOT_LISTED = "users.delete.not-listed";
const FILTERED = "GET /Users";

/** Where a violation was seen and what it says; nothing for any other outcome. */
function toldOf(outcome: CheckOutcome): { readonly at: string | null; readonly message: string } | undefined {
  if (outcome.kind !== "violation") return undefined;
  return { at: outcome.violation.mismatch.at, message: outcome.violation.message };
}

const emptyIs404 = on(FILTERED).response(async (response) => {
  const isEmpty = /"totalResults":0/.test(await response.clone().text());
  return isEmpty ? errorResponse(404, "No user was found.") : response;
});

/** A server that says 204 to DELETE and keeps the user, but for GET of his URL. */
const keepsUsers = remembering(() => {
  const deleted = new Set<string>();
  return (next) => async (request) => {
    if (request.method === "DELETE") {
      deleted.add(request.url);
      return new Response(null, { status: 204 });
    }
    return deleted.has(request.url) ? errorResponse(404, "There is no such user.") : next(request);
  };
});

/** From the first DELETE on, lists show users under other ids than they had. */
const otherIds = remembering(() => {
  let isAny = false;
  const note = on("DELETE /Users/:id").response((response) => {
    isAny = true;
    return response;
  });
  const show = on(FILTERED).resources((user) => (isAny ? { ...user, id: "tombstone" } : user));
  return (next) => show(note(next));
});

test("a server that answers 404 to a filter that finds nobody is not said to list deleted users", async () => {
  const { kind } = await outcomeOn(NOT_LISTED, emptyIs404);
  expect(kind).toBe("skip");
});

test("a deleted user is found in a list that has no schemas", async () => {
  const bare = on(FILTERED).body((list) => without(list, "schemas"));
  const outcome = await outcomeOn(NOT_LISTED, (next) => bare(keepsUsers(next)));
  expect(toldOf(outcome)).toMatchObject({ at: "/Resources/0" });
  const sound = await outcomeOn(NOT_LISTED, bare);
  expect(sound.kind).toBe("pass");
});

test("a deleted user is found in a list that shows him under another id", async () => {
  const outcome = await outcomeOn(NOT_LISTED, (next) => otherIds(keepsUsers(next)));
  expect(toldOf(outcome)?.message).toMatch(/ lists zsc-\S+ after DELETE \/Users\//);
});

test("a second DELETE that succeeds is told as one after the DELETE", async () => {
  const again = on("DELETE /Users/:id").response((response) =>
    response.status === 404 ? new Response(null, { status: 204 }) : response,
  );
  const outcome = await outcomeOn("users.delete.gone", again);
  expect(toldOf(outcome)?.message).toMatch(/^DELETE \/Users\/\S+ answers 204 instead of 404 after DELETE$/);
});

test("a password in an answer is shown with its place, and one in another member without", async () => {
  const echo = showSent("POST", (user, sent) => ({ ...user, password: sent["password"] }));
  expect(toldOf(await outcomeOn("users.read.write-only", echo))?.at).toBe("/password");
  const elsewhere = showSent("POST", (user, sent) => ({ ...user, password: "******", note: sent["password"] }));
  expect(toldOf(await outcomeOn("users.read.write-only", elsewhere))?.at).toBe(null);
});

test("an id that a user and a group share is shown with its place", async () => {
  const ids = remembering(() => {
    let made = 0;
    return on("POST").body((resource) => {
      made += 1;
      return { ...resource, id: String(made % 2) };
    });
  });
  expect(toldOf(await outcomeOn("users.create.id-unique", ids))).toEqual({
    at: "/id",
    message: 'POST /Groups answers with the id "1" of another resource',
  });
});

test("of two users with one userName both spellings are told", async () => {
  // The index holds something else than the userName, and answers show the userName in lower case.
  const store = on("POST /Users").sent((body) => ({
    ...body,
    userName: `${String(body["userName"])}~${crypto.randomUUID()}`,
  }));
  const show = on("/Users/:id?").resources((user) => ({
    ...user,
    userName: String(user["userName"]).replace(/~.*$/s, "").toUpperCase(),
  }));
  const outcome = await outcomeOn("users.create.user-name-unique", (next) => show(store(next)));
  expect(toldOf(outcome)?.message).toMatch(/shows the userName of \/Users\/\S+, who was made as "zsc-/);
  expect(outcome.kind === "violation" ? outcome.violation.mismatch.actual : "").toMatch(/^"ZSC-/);
});
