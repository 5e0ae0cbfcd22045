import { defineSuite } from "../../src/kit/index.ts";
import type { Check, Suite } from "../../src/kit/index.ts";
import { specErrorChecks } from "./errors.ts";
import { specGroupChecks } from "./groups.ts";
import { specCreateChecks } from "./users/create.ts";
import { specListChecks } from "./users/list.ts";
import { specMatchChecks } from "./users/match.ts";

/** In the order of the requests of the test. */
const STEPS: readonly string[] = [
  "okta-spec.users.list",
  "okta-spec.users.read",
  "okta-spec.match.nobody",
  "okta-spec.errors.unknown-user",
  "okta-spec.match.before-create",
  "okta-spec.create.answer",
  "okta-spec.create.read",
  "okta-spec.create.duplicate",
  "okta-spec.match.capitals",
  "okta-spec.groups.list",
  "okta-spec.errors.wrong-token",
  "okta-spec.errors.unknown-status",
];

const checks: readonly Check[] = [
  ...specListChecks,
  ...specMatchChecks,
  ...specCreateChecks,
  ...specErrorChecks,
  ...specGroupChecks,
];

/** The twelve requests by which Okta tries a server before its app is listed, each as a check. */
export const oktaSpecSuite: Suite = defineSuite({
  id: "okta-spec",
  title: "What Okta's submission test demands",
  checks: checks.toSorted((a, b) => STEPS.indexOf(a.id) - STEPS.indexOf(b.id)),
  trafficRules: [],
  isSubmission: true,
});
