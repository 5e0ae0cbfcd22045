// Checks a SCIM endpoint from a program of your own and prints what would break in Okta.
//
//   SCIM_URL=https://host/scim/v2 SCIM_TOKEN=... node examples/check-an-endpoint.ts
//
// Without SCIM_URL the bundled reference server is checked.
import { runChecks } from "zi-scim-check";
import type { Run } from "zi-scim-check";

/** Runs the checks that Okta's client depends on, and the scenarios. */
export function checkForOkta(url: string | undefined, token: string | undefined): Promise<Run> {
  return runChecks({
    ...(url === undefined ? {} : { url }),
    ...(token === undefined ? {} : { credentials: { kind: "bearer", token } }),
    suites: ["okta"],
  });
}

/** One line a feature of the identity provider, then one for each failure. */
export function summaryLines(run: Run): readonly string[] {
  const features = Object.entries(run.summary.providers[run.run.idp] ?? {}).map(
    ([feature, verdict]) => `${feature}: ${verdict}`,
  );
  const failures = run.findings.filter((finding) => finding.verdict === "fail");
  return [...features, ...failures.map((finding) => `✗ ${finding.reason}. ${finding.advice}`)];
}

if (import.meta.main) {
  const run = await checkForOkta(process.env["SCIM_URL"], process.env["SCIM_TOKEN"]);
  for (const line of summaryLines(run)) process.stdout.write(`${line}\n`);
}
