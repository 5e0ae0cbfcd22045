import { expect, test } from "vitest";
import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import { defineSuite, defineTrafficRule, ownRule } from "../../kit/index.ts";
import { ALL_SUITES } from "./all-suites.ts";
import { rulesOfPlay } from "./rules-of-play.ts";

const [okta] = IDENTITY_PROVIDERS;

function idsOf(...args: Parameters<typeof rulesOfPlay>): readonly string[] {
  return rulesOfPlay(...args).flatMap(({ checks, trafficRules }) => [...checks, ...trafficRules].map(({ id }) => id));
}

test("a run that only plays is judged by all traffic rules and by no check", () => {
  const rules = ALL_SUITES.flatMap(({ trafficRules }) => trafficRules.map(({ id }) => id));
  expect(idsOf(okta, ALL_SUITES, [])).toEqual(rules);
  expect(rules).toContain("okta.answers.create");
  expect(idsOf(okta, ALL_SUITES, ["okta.*"])).toEqual(rules.filter((id) => !id.startsWith("okta.")));
});

test("what is written for another provider is left out, and a rule of the user's own is not", () => {
  const rule = defineTrafficRule({
    id: "acme.answers.header",
    title: "Every answer has the header of Acme",
    rule: ownRule({ id: "ACME-01", text: "It is there.", url: "https://acme.example", severity: "must" }),
    advice: "Send the header with every answer.",
    applies: () => true,
    judge: () => undefined,
    probe: () => Promise.resolve(),
    defects: { "acme-no-header": (next) => next },
  });
  const own = defineSuite({ id: "acme", title: "Acme's own rules", checks: [], trafficRules: [rule] });
  const other = { ...okta, id: "other", suites: [] };
  expect(idsOf(other, [...ALL_SUITES, own], [])).toContain("acme.answers.header");
  expect(idsOf(other, [...ALL_SUITES, own], []).filter((id) => id.startsWith("okta."))).toEqual([]);
});
