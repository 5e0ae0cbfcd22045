import { errorResponse, without } from "../src/kit/defects/answers.ts";
import { on } from "../src/kit/defects/on.ts";
import type { Wrap } from "../src/kit/defects/on.ts";
import { readJson } from "../src/kit/defects/where.ts";
import type { Where } from "../src/kit/defects/where.ts";
import { toRuleOutcome } from "../src/engine/checks/rule-outcome.ts";
import { expect, test } from "vitest";
import { loadProfile } from "../src/documents/load-profile.ts";
import type { CheckOutcome } from "../src/engine/checks/run-check.ts";
import { runCheck } from "../src/engine/checks/run-check.ts";
import { toListBody } from "../src/exchange/list-body.ts";
import { isObject } from "../src/scim/json.ts";
import { openGround } from "../src/self-check/proving-ground.ts";
import { SUITES } from "./index.ts";

const generic = await loadProfile("generic");
const LIST: Where = { method: "GET", path: /^\/Users$/, query: (query) => !query.has("filter") };

/** What comes of checks that run at the same time against a server with something round it, and of all traffic rules. */
async function outcomesOn(
  wrap: Wrap,
  ...ids: readonly string[]
): Promise<Readonly<Record<string, CheckOutcome["kind"]>>> {
  const ground = await openGround({
    profile: generic,
    rules: SUITES.flatMap((suite) => suite.trafficRules),
    defect: { name: "other", breaks: "OKTA-none", wrap },
  });
  const checks = SUITES.flatMap((suite) => suite.checks).filter(({ id }) => ids.includes(id));
  const played = await Promise.all(
    checks.map(
      async (check) => [check.id, (await runCheck(check, { run: ground.run, stage: ground })).outcome.kind] as const,
    ),
  );
  const kept = ground.judge.tallies().map((tally) => [tally.rule.id, toRuleOutcome(tally).kind] as const);
  return Object.fromEntries([...played, ...kept]);
}

/** Does it to the first so many matching answers only. */
function firstTimes(times: number, wrap: Wrap, match: (request: Request) => boolean): Wrap {
  return (next) => {
    const changed = wrap(next);
    let seen = 0;
    return (request) => {
      if (!match(request)) return next(request);
      seen += 1;
      return seen <= times ? changed(request) : next(request);
    };
  };
}

const isLaterPage = (request: Request): boolean => Number(new URL(request.url).searchParams.get("startIndex")) > 1;
const isList = (request: Request): boolean => request.method === "GET" && /\/Users(?:\?(?!filter)|$)/.test(request.url);
const oneMore = on(LIST).body((list) => ({ ...list, totalResults: Number(list["totalResults"]) + 1 }));

test("a user who is shifted across the end of a page by somebody who left is not missed by the server", async () => {
  const shift = on(LIST).url((url) => {
    url.searchParams.set("startIndex", String(Number(url.searchParams.get("startIndex")) + 1));
  });
  const id = "okta.import.every-user-once";
  expect(await outcomesOn(firstTimes(8, shift, isLaterPage), id)).toMatchObject({ [id]: "pass" });
});

test("a server that misses a user in each walk is told so, although its number of users changes all the time", async () => {
  let round = 0;
  const flicker: Wrap = on(LIST).body((list) => ({
    ...list,
    // Of 205 users one comes or goes with each answer.
    totalResults: 205 + ((round += 1) % 2),
  }));
  const hideFirst: Wrap = on(LIST).body((list) => ({
    ...list,
    Resources: toListBody(list).resources.slice(1),
  }));
  const id = "okta.import.every-user-once";
  expect(await outcomesOn((next) => flicker(hideFirst(next)), id)).toMatchObject({ [id]: "violation" });
});

test("a server that counts before it lists may be off by one now and then", async () => {
  const id = "okta.import.full-page";
  expect(await outcomesOn(firstTimes(3, oneMore, isList), id)).toMatchObject({ [id]: "pass" });
  expect(await outcomesOn(oneMore, id)).toMatchObject({ [id]: "violation" });
});

test("a list that is the whole result but for somebody who has just gone needs no startIndex", async () => {
  const bare: Wrap = on(LIST).body((list) => {
    const { resources } = toListBody(list);
    const isWhole = resources.length === list["totalResults"];
    return isWhole ? { ...without(list, "startIndex", "itemsPerPage"), totalResults: resources.length + 1 } : list;
  });
  const found = await outcomesOn(bare, "okta.import.profile", "okta.import.primary-email");
  expect(found).toMatchObject({ "traffic.list.form": "pass" });
});

test("a server that stands still once between its two looks at the clock is not blamed for it", async () => {
  const late: Wrap = on("POST /Users").body((user) => {
    const meta = isObject(user["meta"]) ? user["meta"] : {};
    const lastModified = new Date(Date.parse(String(meta["created"])) + 5000).toISOString();
    return { ...user, meta: { ...meta, lastModified } };
  });
  const id = "users.create.last-modified";
  expect(
    await outcomesOn(
      firstTimes(1, late, ({ method }) => method === "POST"),
      id,
    ),
  ).toMatchObject({ [id]: "pass" });
});

test("checks that run side by side meet in no value that a target may take once only", async () => {
  const once: Wrap = (next) => {
    const taken = new Set<string>();
    return async (request) => {
      const sent = request.method === "POST" ? await readJson(request) : undefined;
      const values = /"(?:externalId|employeeNumber)":"[^"]*"/g;
      const unique = JSON.stringify(sent ?? null).match(values) ?? [];
      if (unique.some((value) => taken.has(value))) return errorResponse(409, "This is taken.", "uniqueness");
      for (const value of unique) taken.add(value);
      return next(request);
    };
  };
  const ids = SUITES.flatMap((suite) => suite.checks).map((check) => check.id);
  // These give a value to two users on purpose.
  const shared = ["users.create.external-id-shared", "users.create.schemas-order", "okta.return.new-name"];
  const others = ids.filter((id) => !shared.includes(id));
  const judged = others.filter(
    (id) => /^(?:users|query|okta|groups)\./.test(id) && id !== "okta.import.every-user-once",
  );
  const found = await outcomesOn(once, ...judged);
  expect(Object.entries(found).filter(([, kind]) => kind === "no-set-up" || kind === "violation")).toEqual([]);
});
