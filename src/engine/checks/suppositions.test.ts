import { expect, test } from "vitest";
import { REQUIREMENTS } from "../../../suites/requirements/index.ts";
import { loadProfile } from "../../documents/load-profile.ts";
import { defineCheck } from "../../kit/define-check.ts";
import type { Check } from "../../kit/check.ts";
import { verify } from "../../exchange/verify/verify.ts";
import { errorResponse, without } from "../../kit/defects/answers.ts";
import { on } from "../../kit/defects/on.ts";
import type { Wrap } from "../../kit/defects/on.ts";
import { openGround } from "../../self-check/proving-ground.ts";
import type { Finding } from "../run.ts";
import { runSuites } from "./run-suites.ts";
import { chargeOwners } from "./suppositions.ts";
import type { UnmetSupposition } from "./suppositions.ts";

const generic = await loadProfile("generic");

function check(id: string, run: Check["run"]): Check {
  const defects = { "no-defect": (next: Parameters<Wrap>[0]) => next };
  return defineCheck({ id, title: id, rule: "RFC7644-3.4.1-01", advice: "Answer.", run, defects });
}

const owner = check("users.read.name", async () => undefined);
const other = check("users.read.more", async (t) => {
  const user = await t.make.user();
  const read = (): ReturnType<typeof t.get> => t.get(user.path);
  await t.supposing("users.read.name", read, (reply) => verify(reply).at("userName").isText());
});

async function findingsOn(wrap: Wrap, ...checks: readonly Check[]): Promise<readonly Finding[]> {
  const ground = await openGround({ profile: generic, rules: [], defect: { name: "odd", breaks: "none", wrap } });
  const findings: Finding[] = [];
  const unmet: UnmetSupposition[] = [];
  const told = {
    keep: false,
    dialect: "oin",
    maxFailures: undefined,
    providers: [],
    requirements: REQUIREMENTS,
    onEvent: () => undefined,
  };
  const suites = [{ id: "users", title: "Users", checks, trafficRules: [] }];
  await runSuites({ run: { ...ground.run, ...told }, stage: ground, suites }, (finding, one) => {
    findings.push(finding);
    if (one !== undefined) unmet.push(one);
  });
  return chargeOwners(findings, unmet);
}

const nameless = on("GET /Users/:id").resources((user) => without(user, "userName"));

test("what was supposed and answered otherwise is charged to the check that is about it, with the exchange", async () => {
  const [owned, skipped] = await findingsOn(nameless, owner, other);
  expect(skipped?.verdict).toBe("skip");
  expect(skipped?.reason).toContain("users.read.name is about that");
  expect(owned?.verdict).toBe("fail");
  expect(owned?.reason).toMatch(/shows no userName \(seen by users\.read\.more\)$/);
  expect(owned?.exchanges).toContain(owned?.decisive);
  expect(owned?.mismatch?.at).toBe("/userName");
});

test("an owner that found it by itself keeps its own finding, and one that was not run is not invented", async () => {
  const finder = check("users.read.name", async (t) => {
    const user = await t.make.user();
    verify(await t.get(user.path))
      .at("userName")
      .isText();
  });
  const [found] = await findingsOn(nameless, finder, other);
  expect(found?.reason).not.toContain("seen by");
  const alone = await findingsOn(nameless, other);
  expect(alone.map(({ verdict }) => verdict)).toEqual(["skip"]);
});

test.each([403, 404, 501, 500, 503])("an answer of %s charges nobody", async (status) => {
  const refusing = on("GET /Users/:id").answer(() => errorResponse(status, "Not for you."));
  const [owned, skipped] = await findingsOn(refusing, owner, other);
  expect([owned?.verdict, skipped?.verdict]).toEqual(["pass", "skip"]);
});

test("an owner that judged nothing is charged too, but for one that supposes something itself or does not apply", async () => {
  const skipping = check("users.read.name", async (t) => {
    await t.make.user();
    t.skip("it cannot tell");
  });
  const [charged] = await findingsOn(nameless, skipping, other);
  expect(charged).toMatchObject({ verdict: "fail", judged: ["RFC7644-3.4.1-01"] });
  const supposing = check("users.read.name", async (t) => {
    const user = await t.make.user();
    const read = (): ReturnType<typeof t.get> => t.get(user.path);
    await t.supposing("users.read.first", read, (reply) => verify(reply).at("userName").isText());
  });
  const first = check("users.read.first", async () => undefined);
  const findings = await findingsOn(nameless, first, supposing, other);
  expect(findings.map(({ verdict }) => verdict)).toEqual(["fail", "skip", "skip"]);
  const absent = { ...owner, needs: ["changePassword"] as const };
  expect((await findingsOn(nameless, absent, other)).map(({ verdict }) => verdict)).toEqual(["skip", "skip"]);
});
