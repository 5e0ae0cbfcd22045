import { expect, test } from "vitest";
import { loadProfile } from "../../documents/load-profile.ts";
import { openGround } from "../../self-check/proving-ground.ts";
import { defineInvariant, defineSuite } from "../check.ts";
import { rfc } from "../clause.ts";
import { causeOf, ordinaryHeaders } from "../session/plain-request.ts";
import { Violation } from "../violation.ts";
import { createInvariantJudge } from "./invariant-judge.ts";

const invariant = defineInvariant({
  id: "traffic.test.never",
  title: "Nothing is ever right",
  clause: rfc("RFC7644-3.1-01"),
  advice: "None.",
  applies: () => true,
  judge: ({ seq }) => {
    throw new Violation(`number ${seq} is wrong`, { expected: [], actual: "", at: null });
  },
  probe: () => Promise.resolve(),
  defects: [{ name: "no-defect", breaks: "OKTA-none", wrap: (next) => next }],
});

test("what was sent first is told, in whatever order the answers come", async () => {
  const suite = defineSuite({ id: "traffic", title: "Traffic", checks: [], invariants: [invariant] });
  const ground = await openGround({ profile: await loadProfile("generic"), suites: [] });
  const headers = ordinaryHeaders(undefined);
  const live = await ground.session.send({ method: "GET", path: "/Users", headers, cause: causeOf("discovery") });
  const judge = createInvariantJudge([suite]);
  for (const seq of [7, 3, 5]) judge.judge({ ...live, seq });
  expect(judge.outcomes()[0]?.outcome).toMatchObject({
    kind: "violation",
    violation: { message: "number 3 is wrong" },
    exchanges: [3, 5, 7],
    exchangeCount: 3,
  });
});
