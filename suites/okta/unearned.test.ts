import { expect, test } from "vitest";
import { errorResponse, withJson, without, withStatus } from "../../src/kit/defects/answers.ts";
import { on } from "../../src/kit/defects/on.ts";
import type { Wrap } from "../../src/kit/defects/on.ts";
import { ignoreWrite, keepInList, rewriteWrite } from "../../src/kit/defects/writes.ts";
import { loadProfile } from "../../src/documents/load-profile.ts";
import { judgeDeclared } from "../../src/self-check/judge-declared.ts";
import { isObject } from "../../src/scim/json.ts";
import { itemsAt } from "../../src/kit/index.ts";
import { oktaSuite } from "./index.ts";

// What is no business of a check, or cannot be seen, is skipped: neither a pass nor a finding.

const generic = await loadProfile("generic");
const CREATE = "POST /Users";

/** What comes of a check on a server with something round it. */
async function outcomeOf(id: string, wrap: Wrap): Promise<string> {
  const check = oktaSuite.checks.find((one) => one.id === id);
  if (check === undefined) throw new Error(`there is no check ${id}`);
  const { outcome } = await judgeDeclared(check, generic, { name: "other", breaks: "OKTA-none", wrap });
  return outcome.kind;
}

const activeNeverChanges: Wrap = (next) =>
  ignoreWrite("PATCH /Users/:id")(
    rewriteWrite("PUT /Users/:id", (body, current) => ({ ...body, active: current["active"] }))(next),
  );

test.each([
  "okta.match.inactive",
  "okta.reactivate.patch",
  "okta.reactivate.put",
  "okta.reactivate.answer",
  "okta.reactivate.same-id",
  "okta.import.inactive",
  "okta.group-membership.deactivated",
])("%s has no inactive user where active never changes", async (id) => {
  expect(await outcomeOf(id, activeNeverChanges)).toBe("no-set-up");
});

test.each([
  "okta.match.inactive",
  "okta.reactivate.put",
  "okta.reactivate.same-id",
  "okta.import.inactive",
  "okta.group-membership.deactivated",
])("%s makes an inactive user by PUT where a PATCH has no effect", async (id) => {
  expect(await outcomeOf(id, ignoreWrite("PATCH /Users/:id"))).toBe("pass");
});

const putRefused = on("PUT /Users/:id").answer(() => errorResponse(403, "no PUT"));
const createRefused = on(CREATE, { body: (body) => isObject(body) && "groups" in body }).answer(() =>
  errorResponse(400, "groups is readOnly"),
);
const conflictAs400 = on(CREATE).response((answer) => (answer.status === 409 ? withStatus(answer, 400) : answer));
const nobodyFound = on("GET /Users", { query: (query) => query.has("filter") }).body((list) =>
  keepInList(list, () => false),
);
const everybodyFound = on("GET /Users").url((url) => url.searchParams.delete("filter"));
const namesInCapitals = on("/Users/:id?").resources((user) => ({
  ...user,
  userName: String(user["userName"]).toUpperCase(),
}));
const noList = on("GET /Users").response((answer) => withJson(answer, []));
const inactiveHidden = on("GET /Users").body((list) => keepInList(list, ({ active }) => active !== false));
const inactiveInNoList = on("GET /Users").body((list) => keepInList(list, () => false));

const nobodyRead = on("GET /Users/:id").answer(() => errorResponse(404, "There is no such user."));
const inactiveNotRead = on("GET /Users/:id").response(async (answer) => {
  const body: unknown = await answer.clone().json();
  return isObject(body) && body["active"] === false ? errorResponse(404, "There is no such user.") : answer;
});
const nameless = on("/Users/:id?").resources((user) => without(user, "name"));
const profileHidden = on("GET /Users/:id").resources(({ id, userName, active }) => ({ id, userName, active }));
const bornInactive = on(CREATE).sent((body) => ({ ...body, active: false }));
const patchRefused = on("PATCH").answer(() => errorResponse(400, "There is no PATCH."));
const countsNobody = on("GET /Users").body((list) => ({ ...list, totalResults: 0 }));
const countersAsText = on("GET /Users").body((list) => ({
  ...list,
  totalResults: String(list["totalResults"]),
  startIndex: String(list["startIndex"]),
  itemsPerPage: String(list["itemsPerPage"]),
}));
/** A list of nobody is nothing found: the first list comes before the first user. */
const firstListLate: Wrap = (next) => {
  let count = 0;
  return on("GET /Users", { query: (query) => query.has("count") }).answer(async (request, server) => {
    count += 1;
    return count === 1 ? errorResponse(404, "No user was found.") : server(request);
  })(next);
};
const membersDropped = on("POST /Groups").sent((body) => without(body, "members"));
const oldEmailInCapitals = rewriteWrite("PUT /Users/:id", (body, current) => ({
  ...body,
  emails: [
    ...itemsAt(body, "emails"),
    ...itemsAt(current, "emails").map(({ value }) => ({ value: String(value).toUpperCase() })),
  ],
}));

test.each<[string, string, string, Wrap]>([
  ["okta.rename.applied", "skip", "refuses every PUT", putRefused],
  ["okta.rename.taken", "skip", "refuses every PUT", putRefused],
  ["okta.duplicate.unchanged", "skip", "refuses every create of Okta's", createRefused],
  ["okta.headers.content-type", "skip", "refuses every create of Okta's", createRefused],
  ["okta.duplicate.detail", "skip", "answers 400 for a name that is taken", conflictAs400],
  ["okta.duplicate.unchanged", "pass", "answers 400 for a name that is taken", conflictAs400],
  ["okta.match.single", "skip", "finds nobody", nobodyFound],
  ["okta.match.plus-for-space", "skip", "finds nobody", nobodyFound],
  ["okta.match.plus-for-space", "skip", "finds everybody", everybodyFound],
  ["okta.update.profile", "pass", "shows user names in capitals", namesInCapitals],
  ["okta.headers.accept", "pass", "has nobody to list at first", firstListLate],
  ["okta.connector.count", "skip", "gives no list", noList],
  ["okta.connector.integers", "skip", "gives no list", noList],
  [
    "okta.headers.accept",
    "skip",
    "gives no list to anybody",
    on("GET /Users").response(() => errorResponse(500, "no")),
  ],
  ["okta.headers.utf-8", "skip", "shows no names", nameless],
  ["okta.import.inactive", "pass", "hides inactive users from lists", inactiveHidden],
  ["okta.import.inactive", "skip", "shows nobody in any list", inactiveInNoList],
  ["okta.update.answer", "pass", "shows user names in capitals", namesInCapitals],
  ["okta.rename.applied", "pass", "shows user names in capitals", namesInCapitals],
  ["okta.rename.match", "pass", "shows user names in capitals", namesInCapitals],
  ["okta.rename.taken", "pass", "shows user names in capitals", namesInCapitals],
  ["okta.import.profile", "pass", "shows user names in capitals", namesInCapitals],
  ["okta.create.user-name-case", "skip", "gives nobody by id", nobodyRead],
  ["okta.create.profile", "skip", "gives nobody by id", nobodyRead],
  ["okta.create.active", "skip", "gives nobody by id", nobodyRead],
  ["okta.create.external-id", "skip", "gives nobody by id", nobodyRead],
  ["okta.headers.content-type", "skip", "gives nobody by id", nobodyRead],
  ["okta.headers.utf-8", "skip", "gives nobody by id", nobodyRead],
  ["okta.deactivate.put", "skip", "gives nobody by id", nobodyRead],
  ["okta.link.accepted", "skip", "gives nobody by id", nobodyRead],
  ["okta.reactivate.put", "skip", "gives nobody by id who is inactive", inactiveNotRead],
  ["okta.import.first-page", "pass", "writes counters as texts", countersAsText],
  ["okta.import.past-end", "pass", "writes counters as texts", countersAsText],
  ["okta.duplicate.status", "skip", "refuses every create of Okta's", createRefused],
  ["okta.duplicate.unchanged", "skip", "shows no names", nameless],
  ["okta.deactivate.patch-only-active", "skip", "shows neither names nor e-mails", profileHidden],
  ["okta.deactivate.patch", "skip", "makes users who are inactive", bornInactive],
  ["okta.deactivate.put", "skip", "makes users who are inactive", bornInactive],
  ["okta.deactivate.readable", "skip", "makes users who are inactive", bornInactive],
  ["okta.deactivate.repeated", "skip", "makes users who are inactive", bornInactive],
  ["okta.errors.unknown-patch", "skip", "refuses every PATCH", patchRefused],
  ["okta.reactivate.same-id", "skip", "finds everybody", everybodyFound],
  ["okta.import.past-end", "skip", "counts nobody", countsNobody],
  ["okta.update.email", "violation", "keeps the old e-mail too, in capitals", oldEmailInCapitals],
  ["okta.group-membership.remove", "skip", "drops the members of a create", membersDropped],
  ["okta.group-membership.empty", "skip", "drops the members of a create", membersDropped],
  ["okta.group-membership.deactivated", "skip", "drops the members of a create", membersDropped],
  ["okta.group-push.rename", "skip", "drops the members of a create", membersDropped],
])("%s: %s on a server that %s", async (...[id, kind, , wrap]) => {
  expect(await outcomeOf(id, wrap)).toBe(kind);
});
