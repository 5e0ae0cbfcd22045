import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { json } from "../../../reports/json.ts";
import { FAILING_RUN } from "../../../reports/sample-failing-run.test.ts";
import { exchange } from "../../../reports/sample-parts.test.ts";
import { PASSING_RUN } from "../../../reports/sample-passing-run.test.ts";
import type { Run } from "../../engine/run.ts";
import { runCommandLine } from "../command-line.ts";
import { playIo } from "../testing/command-io.fixture.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "zsc-explain-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const OPTIONS = { color: false, unicode: true, width: 80, failOn: "must", files: [], command: "zi-scim-check" };

interface Told {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the command prints of a run that was saved. */
async function explain(id: string, run: Run = FAILING_RUN, columns = "80"): Promise<Told> {
  const file = join(folder, "run.json");
  writeFileSync(file, [...json.render(run, OPTIONS)].join(""));
  const { io, stdout, stderr } = playIo({ env: { COLUMNS: columns } });
  const code = await runCommandLine(["explain", id, "--from", file], io);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

describe("a finding of a saved run", () => {
  test("is shown with its evidence, what to change, how to run it again, and a script", async () => {
    const { code, stdout } = await explain("users.deactivate.patch");
    expect(code).toBe(0);
    expect(stdout).toContain("✗ users.deactivate.patch\n    PATCH active:false deactivates the user\n");
    expect(stdout).toContain("    fail   RFC 7644 §3.5.2.3 MUST   breaks deactivate in Okta\n");
    expect(stdout).toContain("      /active\n    - expected  false\n    + found     true\n");
    expect(stdout).toMatch(/\n {4}fix {4}Read "active" as a boolean/);
    expect(stdout).toContain(
      "    again  npx zi-scim-check https://scim.example.com/v2 --profile okta \\\n             --seed 7 --only users.deactivate.patch\n",
    );
    expect(stdout).toContain("\nSCRIPT\n    SCIM_URL=https://scim.example.com/v2\n");
  });

  test("has every exchange of its check in full, as it was saved", async () => {
    const { stdout } = await explain("USERS.deactivate.patch");
    expect(stdout).toContain("\nEXCHANGES   3\n\n    #117   12 ms\n    POST https://scim.example.com/v2/Users\n");
    expect(stdout).toContain("    authorization: Bearer ***\n");
    expect(stdout).toContain('          "op": "replace",\n          "value": {\n            "active": false\n');
    expect(stdout).toContain("    → 201\n    content-type: application/scim+json\n    {\n");
    expect(stdout).toContain("    #119   12 ms   this one decides\n    GET https://");
  });

  test("that was asked for again and again is shown once, with the numbers of all", async () => {
    const polled = { url: "https://scim.example.com/v2/Users/1" };
    const finding = FAILING_RUN.findings.find(({ check }) => check === "users.deactivate.patch");
    if (finding === undefined) throw new Error("the sample has no such finding");
    const findings = [{ ...finding, exchanges: [1, 2, 3], exchangeCount: 3, decisive: 3 }];
    const exchanges = [1, 2, 3].map((seq) => exchange(seq, polled, { body: { active: true } }));
    const { stdout } = await explain("users.deactivate.patch", { ...FAILING_RUN, findings, exchanges });
    expect(stdout.match(/GET https/g)).toHaveLength(1);
    expect(stdout).toContain("    asked 3 times with this answer, also as #1, #2\n    #3   12 ms   this one decides\n");
  });

  test("that passed or was skipped is shown too", async () => {
    expect((await explain("users.create.status")).stdout).toContain("✓ users.create.status\n");
    const skipped = FAILING_RUN.findings.find(({ verdict }) => verdict === "skip");
    const { stdout } = await explain(skipped?.check ?? "");
    expect(stdout).toContain("the target does not offer groups: GET /Groups answers 404");
    expect(stdout).not.toContain("fix ");
  });

  test("comes with what the reference server answers where the run has not asked it", async () => {
    const { stdout } = await explain("users.deactivate.patch");
    expect(stdout).toContain("    The reference server, asked the same, answers as expected.\n");
  });
});

test("a scenario is shown by its steps", async () => {
  const { stdout } = await explain("deactivate");
  expect(stdout).toContain("  ✗ deactivate  after unassigning, 2 of 2 users are still active on the target\n");
  expect(stdout).toContain("\nSTEPS\n  ✓ assign 2 people: 2 exchanges\n");
  expect(stdout).toContain("  ✗ unassign 2 people: 1 exchange\n");
});

test("a profile that is not built in has to be named again", async () => {
  const run = { ...PASSING_RUN, run: { ...PASSING_RUN.run, profile: "acme" } };
  const { stdout } = await explain(run.findings[0]?.check ?? "", run);
  expect(stdout).toMatch(/like the profile acme: add --profile with its file/);
  expect(stdout).not.toContain("--profile acme");
});

test("an id that the run does not have is refused with a near miss and with what failed", async () => {
  const { code, stderr } = await explain("users.deactivate.pach");
  expect(code).toBe(2);
  expect(stderr).toContain(
    'has no check and no scenario "users.deactivate.pach"; did you mean "users.deactivate.patch"?',
  );
  expect(stderr).toMatch(/hint: {2}Failed in it: users\.create\.location, .* and 3 more\.\n/);
});

test("a file that is not there, and no file at all, are wrong usage", async () => {
  const { io, stderr } = playIo();
  expect(await runCommandLine(["explain", "users.a", "--from", join(folder, "none.json")], io)).toBe(2);
  expect(stderr.text()).toMatch(/^error: The report .*none\.json does not exist\.\nhint: {2}\S/);
  expect(await runCommandLine(["explain", "users.a", "--from"], io)).toBe(2);
});
