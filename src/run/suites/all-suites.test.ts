import { expect, test } from "vitest";
import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import { acme } from "../../../emulator/testing/provider.ts";
import { UsageError } from "../../documents/usage-error.ts";
import { decides } from "../../engine/providers/breaks.ts";
import { defineSuite } from "../../kit/check.ts";
import { ALL_SUITES, suitesFor } from "./all-suites.ts";
import { judgeFeatureNames } from "./judge-features.ts";

const [okta] = IDENTITY_PROVIDERS;
/** Written for Okta, and deciding none of its features. */
const BESIDE = ["okta-spec", "okta-entitlements"];
const [acmeSuite] = acme.suites;
if (acmeSuite === undefined || typeof acmeSuite === "string") throw new Error("Acme has no suite");

test("a run for a provider leaves out what is written for another one, and nothing else", () => {
  const all = [
    "discovery",
    "users",
    "groups",
    "schemas",
    "query",
    "protocol",
    "traffic",
    "okta",
    ...BESIDE,
    "zoominfo",
    "seats",
  ];
  expect(suitesFor(okta).map(({ id }) => id)).toEqual(all);
  expect(suitesFor(acme).map(({ id }) => id)).toEqual(all.filter((id) => id !== "okta" && !BESIDE.includes(id)));
});

test("only suites that decide a provider's features name features, and only those that it has", () => {
  expect(() => judgeFeatureNames([...ALL_SUITES, acmeSuite], [okta, acme])).not.toThrow();
  const naming = ALL_SUITES.filter(({ checks }) => checks.some(({ features = [] }) => features.length > 0));
  expect(naming.map(({ id }) => id)).toEqual(["okta", "zoominfo", "seats"]);
  expect(naming.every(({ id }) => decides(okta, id))).toBe(true);
});

test.each([
  [
    [acme],
    'The check "acme.join.answer" names the feature "join", which no identity provider has; did you mean "joins"?',
  ],
  [
    [],
    'The check "acme.join.answer" names the feature "join", but its suite decides the features of no identity provider.',
  ],
])("a feature that no provider has is refused in one sentence", (providers, sentence) => {
  const other = providers.map((one) => ({
    ...one,
    features: [{ ...one.features[0], id: "joins" }] as const,
  }));
  expect(() => judgeFeatureNames([defineSuite(acmeSuite)], other)).toThrow(new UsageError(sentence, "x").message);
});
