import { describe, expect, test } from "vitest";
import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import { loadProfile } from "../../documents/load-profile.ts";
import { loadScenario } from "../../documents/load-scenario.ts";
import type { Defect } from "../../kit/defect.ts";
import { errorResponse, withJson, withStatus } from "../../kit/defects/answers.ts";
import { on } from "../../kit/defects/on.ts";
import type { Wrap } from "../../kit/defects/on.ts";
import { readJson } from "../../kit/defects/where.ts";
import { BUILT_IN_SCENARIOS } from "../../run/scenarios/built-in-scenarios.ts";
import { getIgnoreCase, isArray, isObject } from "../../scim/json.ts";
import { proveProvider } from "./prove-provider.ts";
import type { ProviderProof } from "./prove-provider.ts";
import type { ProvenServer } from "./run-on.ts";

const [okta] = IDENTITY_PROVIDERS;
const profile = await loadProfile("generic");
const scenarios = await Promise.all(BUILT_IN_SCENARIOS.map(loadScenario));

function prove(wrap: Wrap, breaks?: ProvenServer["breaks"]): Promise<ProviderProof> {
  const defect: Defect = { name: "made-up", breaks: "RFC7644-3.3-01", wrap };
  return proveProvider(okta, { profile, defect, breaks }, scenarios);
}

/** A PATCH that removes the id, which Okta never sends. */
const removesId = async (request: Request): Promise<boolean> => {
  const body = request.method === "PATCH" ? await readJson(request) : undefined;
  const operations = isObject(body) ? getIgnoreCase(body, "Operations") : undefined;
  return (
    isArray(operations) && operations.some((one) => isObject(one) && one["op"] === "remove" && one["path"] === "id")
  );
};

/** Servers that are wrong only in what Okta never sees. */
const HARMLESS: readonly (readonly [string, Wrap])[] = [
  [
    "crashes on startIndex=0",
    (next) => async (request) =>
      /[?&]startIndex=0\b/.test(request.url) ? new Response("<p>", { status: 500 }) : next(request),
  ],
  [
    "shows users without id after a PATCH that removes it",
    (next) => async (request) => ((await removesId(request)) ? withJson(await next(request), {}) : next(request)),
  ],
  ["answers the DELETE of a user with 200", on("DELETE /Users/:id").response((answer) => withStatus(answer, 200))],
  [
    "crashes on title: null in a PUT",
    (next) => async (request) => {
      const body = request.method === "PUT" ? await readJson(request) : undefined;
      return isObject(body) && body["title"] === null ? errorResponse(500, "title of null") : next(request);
    },
  ],
];

describe("no feature of Okta fails on a server that", { timeout: 60_000 }, () => {
  test.each(HARMLESS)("%s, in a run of everything or of what decides it", async (_, wrap) => {
    const { failing, problems, others } = await prove(wrap, "nothing");
    expect({ failing, problems }).toEqual({ failing: [], problems: [] });
    // It is noticed all the same.
    expect(others.length).toBeGreaterThan(0);
  });
});

const fromOkta: (wrap: Wrap) => Wrap = (wrap) => (next) => (request) =>
  request.headers.get("user-agent")?.startsWith("Okta") === true ? wrap(next)(request) : next(request);

describe("a traffic rule that only Okta's own requests break", { timeout: 60_000 }, () => {
  const created = on("POST /Users").body((user) => ({ ...user, meta: { ...getMeta(user), created: "yesterday" } }));
  function getMeta(user: { readonly [name: string]: unknown }): object {
    return typeof user["meta"] === "object" && user["meta"] !== null ? user["meta"] : {};
  }

  test("breaks what these are about, in a run of everything and of what decides it", async () => {
    const { failing, problems } = await prove(fromOkta(created), "something");
    expect({ failing, problems }).toEqual({ failing: ["create"], problems: [] });
  });
});

test("what is demanded of a server is missed where it is not so", { timeout: 60_000 }, async () => {
  const noCreate = on("POST /Users").answer(() => errorResponse(500, "no"));
  expect((await prove(noCreate, "nothing")).problems[0]).toMatch(/^create.* must not fail there/);
  expect((await prove((next) => next, "something")).problems).toEqual(["one feature must fail there, and none does"]);
});
