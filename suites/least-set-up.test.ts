// A set-up asks for the least: what a target refuses beside that keeps no check from judging, and from finding nothing there.
import { describe, expect, test } from "vitest";
import { loadProfile } from "../src/documents/load-profile.ts";
import { errorResponse, isArray, isObject, on } from "../src/kit/index.ts";
import type { Json, Wrap } from "../src/kit/index.ts";
import { judgeDeclared } from "../src/self-check/judge-declared.ts";
import { SUITES } from "./index.ts";

const generic = await loadProfile("generic");

async function judged(id: string, wrap: Wrap): Promise<string> {
  const check = SUITES.flatMap(({ checks }) => checks).find((one) => one.id === id);
  if (check === undefined) throw new Error(`there is no check ${id}`);
  return (await judgeDeclared(check, generic, { name: "other", breaks: "OKTA-none", wrap })).outcome.kind;
}

/** Drops the connection at an `or` in parentheses. */
const dropsOr = on("GET", { query: (query) => /\(.* or .*\)/.test(query.get("filter") ?? "") }).answer(() => {
  throw new TypeError("fetch failed");
});

/** Breaks down at any `and`. */
const crashesAtAnd = on("GET", { query: (query) => / and /.test(query.get("filter") ?? "") }).answer(() =>
  errorResponse(500, "No."),
);

const hasMembers = (body: Json): boolean => /"members":\[\{|"path":"members/.test(JSON.stringify(body));

/** Takes groups without members only. */
const refusesMembers = on({ path: /^\/Groups/, body: hasMembers }).answer(() => errorResponse(400, "No members."));

/** Keeps the primary e-mail address alone. */
const keepsOneEmail = on("POST|PUT /Users/:id?").sent((user) => {
  const emails = isArray(user["emails"]) ? user["emails"].filter(isObject) : [];
  return emails.length < 2 ? user : { ...user, emails: emails.filter(({ primary }) => primary === true) };
});

/** Refuses to make a user with more than one of some attributes. */
const takesOneAtATime = on("POST /Users", {
  body: (user) =>
    isObject(user) && ["title", "nickName", "userType", "locale"].filter((name) => name in user).length > 1,
}).answer(() => errorResponse(400, "Too much."));

describe("where a target drops the connection at `or` in parentheses, other operators are judged:", () => {
  test.each([
    "query.filter.not-equal",
    "query.filter.not",
    "query.filter.boolean",
    "query.filter.text-order",
    "query.filter.logical-case",
    "query.filter.precedence",
  ])("%s", async (id) => {
    expect(await judged(id, dropsOr)).toBe("pass");
  });

  test("and the one that is about it fails", async () => {
    expect(await judged("query.filter.grouping", dropsOr)).toBe("violation");
  });
});

test.each<[string, string, RegExp]>([
  ["query.filter.not-equal", "ne", /^userName ne "[^"]*"$/],
  ["query.filter.not", "not", /^not \(userName eq "[^"]*"\)$/],
  ["query.filter.boolean", "active eq", /^active eq \w+$/],
  ["query.filter.date-order", "gt on a date", /^meta\.created gt "[^"]*"$/],
  ["query.filter.text-order", "gt", /^userName gt "[^"]*"$/],
  ["query.filter.present", "pr", /^userName pr$/],
])("%s tries %s alone, also where `and` breaks the server down", async (id, _, filter) => {
  const emptied = on("GET /Users", { query: (query) => filter.test(query.get("filter") ?? "") }).body((list) => ({
    ...list,
    totalResults: 0,
    Resources: [],
  }));
  expect(await judged(id, emptied)).toBe("violation");
  expect(await judged(id, (next) => crashesAtAnd(emptied(next)))).toBe("violation");
});

describe("where members are refused, groups without them are judged:", () => {
  const keepsName = on("PATCH /Groups/:id", { body: (body) => JSON.stringify(body).includes("displayName") }).answer(
    () => errorResponse(400, "No renaming."),
  );

  test("the rename that Okta sends", async () => {
    expect(await judged("okta.group-push.rename", (next) => refusesMembers(keepsName(next)))).toBe("violation");
  });

  test("the deletion that Okta sends", async () => {
    const keeps = on("DELETE /Groups/:id").answer(() => new Response(null, { status: 204 }));
    expect(await judged("okta.group-push.delete", (next) => refusesMembers(keeps(next)))).toBe("violation");
  });

  test("a rename without a path", async () => {
    const needsPath = on("PATCH /Groups/:id", { body: (body) => !JSON.stringify(body).includes('"path"') }).answer(() =>
      errorResponse(400, "path is required."),
    );
    expect(await judged("groups.patch.rename-without-path", (next) => refusesMembers(needsPath(next)))).toBe(
      "violation",
    );
  });

  test.each(["groups.patch.rename", "groups.replace.display-name", "groups.read.listed", "groups.delete.gone"])(
    "%s",
    async (id) => {
      expect(await judged(id, refusesMembers)).toBe("pass");
    },
  );
});

describe("where one e-mail address is kept,", () => {
  test.each([
    ["501", on("PATCH /Users/:id", { body: hasValuePath }).answer(() => errorResponse(501, "No."))],
    ["500", on("PATCH /Users/:id", { body: hasValuePath }).answer(() => errorResponse(500, "No."))],
    [
      "200 and does nothing",
      on("PATCH /Users/:id", { body: hasValuePath }).answer(() => new Response(null, { status: 204 })),
    ],
  ])("a path that selects it and is answered %s is a finding", async (_, wrap) => {
    expect(await judged("users.patch.value-path-part", (next) => keepsOneEmail(wrap(next)))).toBe("violation");
  });

  test("such a path that works passes", async () => {
    expect(await judged("users.patch.value-path-part", keepsOneEmail)).toBe("pass");
  });

  test.each(["query.filter.any-value", "query.filter.value-path"])(
    "%s finds a filter that finds nobody",
    async (id) => {
      const emptied = on("GET /Users", { query: (query) => query.get("filter")?.startsWith("emails") === true }).body(
        (list) => ({
          ...list,
          totalResults: 0,
          Resources: [],
        }),
      );
      expect(await judged(id, (next) => keepsOneEmail(emptied(next)))).toBe("violation");
    },
  );
});

test("attributes are taken away one by one where the target refuses them together", async () => {
  expect(await judged("users.replace.unassign", takesOneAtATime)).toBe("pass");
});

function hasValuePath(body: Json): boolean {
  return JSON.stringify(body).includes("emails[");
}
