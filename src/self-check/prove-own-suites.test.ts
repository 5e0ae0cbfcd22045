import { expect, test } from "vitest";
import { on } from "../kit/defects/on.ts";
import { checkOf, suiteOf, trafficRuleOf } from "../run/suites/own-suites.fixture.ts";
import { proveOwnSuites } from "./prove-own-suites.ts";
import { isProven } from "./proof.ts";

test("checks and traffic rules of one's own are proven in every built-in profile", async () => {
  const told: string[] = [];
  const suite = suiteOf({ trafficRules: [trafficRuleOf("content-type")] });
  const proofs = await proveOwnSuites([suite], { onProof: ({ id }) => told.push(id) });
  expect(proofs.map(({ id, suite: of, kind }) => [id, of, kind])).toEqual([
    ["acme.users.shown", "acme", "check"],
    ["acme.traffic.header", "acme", "traffic rule"],
  ]);
  expect(proofs.map(({ passesIn }) => passesIn)).toEqual([
    ["generic", "okta", "zoominfo"],
    ["generic", "okta", "zoominfo"],
  ]);
  expect(proofs.every(isProven)).toBe(true);
  expect(told.toSorted()).toEqual(["acme.traffic.header", "acme.users.shown"]);
});

test("a defect that is not noticed and a rule that the sound server breaks are not proven", async () => {
  const blind = checkOf({
    id: "acme.users.blind",
    defects: { "acme-unnoticed": on("GET /Nothing").url(() => undefined) },
  });
  const proofs = await proveOwnSuites([suiteOf({ checks: [blind], trafficRules: [trafficRuleOf("x-acme")] })], {
    profiles: ["generic"],
  });
  expect(proofs.map(isProven)).toEqual([false, false]);
  expect(proofs[0]?.defects).toEqual([
    { defect: "acme-unnoticed", breaks: "ACME-01", noticed: false, reason: "generic: passed", evidence: [] },
  ]);
  expect(proofs[1]?.alarms[0]).toMatch(/^false alarm in generic: failed: /);
  const reason = "it was not tried, as no profile is left in which the sound server passes";
  expect(proofs[1]?.defects).toMatchObject([{ defect: "acme-no-header", breaks: "ACME-02", noticed: false, reason }]);
});

test("patterns choose, and a built-in suite may be proven by its name", async () => {
  const options = { profiles: ["generic"], only: ["users.create.location"] };
  const proofs = await proveOwnSuites(["users", suiteOf()], options);
  expect(proofs.map((proof) => [proof.id, isProven(proof)])).toEqual([["users.create.location", true]]);
});

test("the defects of other checks that a check notices too are proven with it, those of built-in ones included", async () => {
  const also = ["single-user-in-a-list", "acme-renamed"];
  const renamed = on("GET /Users/:id").resources((user) => ({ ...user, userName: "renamed" }));
  const checks = [checkOf({ also }), checkOf({ id: "acme.users.b", defects: { "acme-renamed": renamed } })];
  const [proof] = await proveOwnSuites([suiteOf({ checks })], { profiles: ["generic"], only: ["acme.users.shown"] });
  expect(proof?.defects.map(({ defect, noticed }) => [defect, noticed])).toEqual([
    ["acme-other-name", true],
    ["single-user-in-a-list", true],
    ["acme-renamed", true],
  ]);
});

test("a check that does not notice what it names in also is not proven", async () => {
  const checks = [checkOf({ also: ["create-without-location"] })];
  const [proof] = await proveOwnSuites([suiteOf({ checks })], { profiles: ["generic"] });
  expect(proof?.defects[1]).toMatchObject({
    defect: "create-without-location",
    breaks: "RFC7644-3.3-06",
    noticed: false,
  });
  expect(proof && isProven(proof)).toBe(false);
});

test.each([
  [
    "a name in also that no check declares",
    "create-without-locatoin",
    /no check declares; did you mean "create-without/,
  ],
  ["a check's own defect in also", "acme-other-name", /names its own defect "acme-other-name"/],
])("%s is refused", async (_, name, message) => {
  const proving = proveOwnSuites([suiteOf({ checks: [checkOf({ also: [name] })] })], { profiles: ["generic"] });
  await expect(proving).rejects.toMatchObject({ name: "UsageError", message: expect.stringMatching(message) });
});

test.each([
  { what: "no suite", suites: [], message: "There is nothing to prove: no suite is given." },
  {
    what: "no profile",
    suites: [suiteOf()],
    profiles: [],
    message: "There is nothing to prove: no profile is given.",
  },
  {
    what: "a suite without checks",
    suites: [suiteOf({ checks: [] })],
    message: "There is nothing to prove: no check is selected.",
  },
  {
    what: "a suite that is named like a built-in one",
    suites: [suiteOf({ id: "users" })],
    message: 'There is a built-in suite "users" already.',
  },
  { what: "the name of no suite", suites: ["acme"], message: 'There is no suite "acme".' },
])("$what proves nothing and is refused", async ({ suites, profiles = ["generic"], message }) => {
  await expect(proveOwnSuites(suites, { profiles })).rejects.toMatchObject({ name: "UsageError", message });
});
