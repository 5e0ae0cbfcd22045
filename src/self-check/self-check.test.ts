// That every check of the suites is proven is a command of its own, `npm run self-check`; here the proof is put to the test.
import { defineSuite } from "../kit/check.ts";
import { errorResponse } from "../kit/defects/answers.ts";
import { on } from "../kit/defects/on.ts";
import { defineCheck } from "../kit/define-check.ts";
import { expect, test } from "vitest";
import { verify } from "../exchange/verify/verify.ts";
import { breaking, ports } from "../kit/fault.ts";
import { loadProfile } from "../documents/load-profile.ts";
import { Violation } from "../exchange/violation.ts";
import type { CheckContext } from "../kit/check-context.ts";
import type { Check } from "../kit/check.ts";
import { isProven } from "./proof.ts";
import { proveSuites } from "./self-check.ts";

const profiles = await Promise.all(["generic", "zoominfo"].map(loadProfile));

const base = {
  title: "A check for this test",
  rule: "RFC7644-3.4.1-01",
  advice: "Nothing.",
} as const;

const defects = { "test-broken-read": on("GET /Users/:id").answer(() => errorResponse(500, "broken")) };

async function proveOne(run: Check["run"]) {
  const check = defineCheck({ ...base, id: "test.some.rule", run, defects });
  const suite = defineSuite({ id: "test", title: "Test", checks: [check], trafficRules: [] });
  const [proof] = await proveSuites({ suites: [suite], profiles });
  if (proof === undefined) throw new Error("no proof");
  return proof;
}

test("a check that always passes is not proven", async () => {
  const proof = await proveOne(() => Promise.resolve());
  expect(isProven(proof)).toBe(false);
  expect(proof.defects[0]?.noticed).toBe(false);
});

test("a check that fails on the sound server is not proven", async () => {
  const proof = await proveOne(() => {
    throw new Violation("always wrong", { expected: ["x"], actual: "y", at: null });
  });
  expect(isProven(proof)).toBe(false);
  expect(proof.alarms[0]).toContain("always wrong");
});

test("a failed set-up proves nothing", async () => {
  const proof = await proveOne(async (t) => {
    const user = await t.make.user();
    await user.read();
  });
  expect(proof.alarms).toEqual([]);
  expect(proof.defects[0]?.reason).toContain("no set-up");
  expect(isProven(proof)).toBe(false);
});

test("a skip proves nothing", async () => {
  const proof = await proveOne(async (t) => {
    const user = await t.make.user();
    const reply = await t.get(user.path);
    if (reply.status !== 200) t.skip("cannot be read");
  });
  expect(isProven(proof)).toBe(false);
});

const notFound = on("GET /Users/:id").answer(() => errorResponse(404, "gone"));

/** What is wrong with the evidence of a check that fails as `judge` does. */
async function evidenceOf(run: Check["run"]): Promise<string> {
  const check = defineCheck({ ...base, id: "test.some.rule", run, defects: { "test-gone": notFound } });
  const [proof] = await proveSuites({
    suites: [defineSuite({ id: "test", title: "Test", checks: [check], trafficRules: [] })],
    profiles: profiles.slice(0, 1),
  });
  expect(proof?.defects).toMatchObject([{ noticed: true }]);
  expect(proof && isProven(proof)).toBe(proof?.defects[0]?.evidence.length === 0);
  return (proof?.defects[0]?.evidence ?? []).join("; ");
}

function failing(mismatch: Violation["mismatch"], exchanges: readonly number[] = []): Violation {
  return new Violation("GET /Users/1 is wrong", mismatch, { exchanges });
}

test("a finding whose answer shows what it says is proven", async () => {
  const evidence = await evidenceOf(async (t) => {
    const user = await t.make.user();
    verify(await t.get(user.path)).status(200);
  });
  expect(evidence).toBe("");
});

test.each<[string, Violation["mismatch"], RegExp]>([
  [
    "a value that stands elsewhere",
    { expected: ["x"], actual: '"404"', at: "/detail" },
    /^it shows "404" for \/detail/,
  ],
  ["a pointer that leads nowhere", { expected: ["x"], actual: "nothing", at: "/a/b" }, /^\/a\/b leads nowhere/],
  ["no word of what was expected", { expected: [], actual: "status 404", at: null }, /does not say what was expected/],
])("%s is no evidence", async (_, mismatch, complaint) => {
  const evidence = await evidenceOf(async (t) => {
    const user = await t.make.user();
    if ((await t.get(user.path)).status === 404) throw failing(mismatch);
  });
  expect(evidence).toMatch(complaint);
});

test("an answer that the defect did not touch is no evidence", async () => {
  const evidence = await evidenceOf(async (t) => {
    const user = await t.make.user();
    const isGone = (await t.get(user.path)).status === 404;
    const list = await t.get("/Users");
    if (isGone) throw failing({ expected: ["x"], actual: "status 200", at: null }, [list.exchange.seq]);
  });
  expect(evidence).toMatch(/^it cites nothing that the defect touched, but GET /);
});

test("an exchange that did not take place is no evidence", async () => {
  const evidence = await evidenceOf(async (t) => {
    const user = await t.make.user();
    if ((await t.get(user.path)).status === 404) throw failing({ expected: ["x"], actual: "y", at: null }, [4711]);
  });
  expect(evidence).toBe("it cites an exchange that did not take place");
});

test("a fault in the store is shown by a write and a reading", async () => {
  const lost = ports(({ store }) => ({ store: { ...store, update: (type, id) => store.find(type, id) } }));
  const judged = (cites: "both" | "reading") =>
    defineCheck({
      ...base,
      id: "test.some.rule",
      run: async (t) => {
        const user = await t.make.user();
        await t.put(user.path, { ...user.sent, displayName: "Another" });
        verify(await t.get(user.path), cites === "both" ? {} : { after: null })
          .at("displayName")
          .is("Another");
      },
      defects: { "test-lost-write": lost },
    });
  const proofs = await Promise.all(
    (["both", "reading"] as const).map((cites) =>
      proveSuites({
        suites: [defineSuite({ id: "test", title: "Test", checks: [judged(cites)], trafficRules: [] })],
        profiles: profiles.slice(0, 1),
      }),
    ),
  );
  expect(proofs.map(([proof]) => proof?.defects[0]?.evidence.join("; "))).toEqual([
    "",
    expect.stringMatching(/^it cites no write/),
  ]);
});

test("of several rules each is judged by name, and the broken one is named", async () => {
  const rule = ["RFC7644-3.4.1-01", "RFC7643-3.1-01"] as const;
  const broken = breaking(
    "RFC7643-3.1-01",
    on("GET /Users/:id").resources((user) => ({ ...user, id: "1" })),
  );
  const judged = (isNamed: boolean) =>
    defineCheck({
      ...base,
      id: "test.some.rule",
      rule,
      run: async (t) => {
        const user = await t.make.user();
        const read = verify(await t.get(user.path));
        (isNamed ? read.by("RFC7644-3.4.1-01") : read).status(200);
        (isNamed ? read.by("RFC7643-3.1-01") : read).at("id").is(user.id);
      },
      defects: { "test-other-id": broken },
    });
  const proofs = await Promise.all(
    [true, false].map((isNamed) =>
      proveSuites({
        suites: [defineSuite({ id: "test", title: "Test", checks: [judged(isNamed)], trafficRules: [] })],
        profiles: profiles.slice(0, 1),
      }),
    ),
  );
  expect(proofs.map(([proof]) => proof && isProven(proof))).toEqual([true, false]);
  expect(proofs[1]?.[0]?.alarms[0]).toContain("without judging RFC7644-3.4.1-01");
  expect(proofs[1]?.[0]?.defects[0]?.evidence).toEqual(["it is put down to no rule, but breaks RFC7643-3.1-01"]);
});

test("two checks of one rule are told apart by a defect that only one of them notices", async () => {
  const [inAnswer, inReading] = ["POST /Users", "GET /Users/:id"].map((where) =>
    on(where).resources(() => ({ id: "1" })),
  );
  const both = async (t: CheckContext): Promise<void> => {
    const user = await t.make.user();
    verify(user.reply).at("userName").is(user.sent.userName);
    verify(await t.get(user.path))
      .at("userName")
      .is(user.sent.userName);
  };
  const one = async (t: CheckContext): Promise<void> => {
    const user = await t.make.user();
    verify(user.reply).at("userName").is(user.sent.userName);
  };
  const checks = [
    defineCheck({ ...base, id: "test.a.both", run: both, defects: { "test-in-reading": inReading ?? notFound } }),
    defineCheck({ ...base, id: "test.a.one", run: one, defects: { "test-in-answer": inAnswer ?? notFound } }),
  ];
  const suites = [defineSuite({ id: "test", title: "Test", checks, trafficRules: [] })];
  const alarmsOf = async (areDistinct: boolean): Promise<readonly string[]> =>
    (await proveSuites({ suites, areDistinct, profiles: profiles.slice(0, 1) })).flatMap(({ alarms }) => alarms);
  expect(await alarmsOf(false)).toEqual([]);
  expect(await alarmsOf(true)).toEqual([
    "others of the same rule notice all of its defects too: test-in-answer by test.a.both",
  ]);
});
