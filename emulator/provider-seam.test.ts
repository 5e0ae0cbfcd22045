// That a provider is one folder and one line of the registry: a made-up one is put into a copy of the tool.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ROOT } from "../src/testing/source-files.ts";
import type { Run } from "../src/engine/run.ts";

const copy = copyTool();
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function copyTool(): string {
  const folder = mkdtempSync(join(tmpdir(), "zi-provider-"));
  for (const part of ["src", "suites", "emulator", "reports", "fixtures", "package.json"]) {
    cpSync(join(ROOT, part), join(folder, part), { recursive: true, filter: (file) => !file.endsWith(".test.ts") });
  }
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  cpSync(join(ROOT, "emulator/testing"), join(folder, "emulator/acme"), { recursive: true });
  const registry = join(folder, "emulator/index.ts");
  const text = readFileSync(registry, "utf8");
  writeFileSync(registry, `import { acme } from "./acme/provider.ts";\n${text.replace("[okta]", "[okta, acme]")}`);
  return folder;
}

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command lines one after the other in one process of the copy: starting each takes longer than what they do. */
function runAll<const Name extends string>(commands: Readonly<Record<Name, string>>): Readonly<Record<Name, Ended>> {
  const script = `
    import { writeFileSync } from "node:fs";
    import { runCommandLine } from "./src/cli/command-line.ts";
    import { playIo } from "./src/cli/testing/command-io.fixture.ts";
    const ended = {};
    for (const [name, command] of Object.entries(${JSON.stringify(commands)})) {
      const { io, stdout, stderr } = playIo();
      const code = await runCommandLine(command.split(" "), io);
      ended[name] = { code, out: stdout.text(), err: stderr.text() };
    }
    writeFileSync("ended.json", JSON.stringify(ended));
    process.exit(0);`;
  const args = ["--input-type=module", "--eval", script];
  const env = { PATH: process.env["PATH"], HOME: copy };
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: copy, env, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(readFileSync(join(copy, "ended.json"), "utf8")) as Readonly<Record<Name, Ended>>;
}

const RUN = "run --idp acme --profile generic";
const ended = runAll({
  whole: `${RUN} --suite acme --scenario emulator/acme/hire.yaml --fail-on acme`,
  json: `${RUN} --suite acme --reporter json`,
  nothingJudged: `${RUN} --suite discovery --fail-on acme`,
  foreignScenario: `${RUN} --scenario deactivate`,
  foreign: "run --fail-on acme",
  wrong: "run --idp acne",
  dialect: "run --idp acme --dialect oin",
  default: "run --profile generic --only acme.* --fail-on okta",
  runHelp: "run --help",
  help: "--help",
  providers: "list providers",
  checks: "list checks",
  explained: "explain acme.join.answer",
  proven: "self-check --only acme.*",
});

describe("a provider of one folder and one line", () => {
  test("has its own suite, scenario step and table", () => {
    const { code, out, err } = ended.whole;
    expect(err).toContain("acme/plain");
    expect(out).toContain("ACME");
    expect(out).toMatch(/join +(✓|ok) works +1\/1/);
    expect(out).toMatch(/look +(✓|ok) works +1\/1/);
    expect(out).toContain("2 checks and 1 scenario passed");
    expect(out).not.toContain("group-push");
    expect(code).toBe(0);
  });

  test("skips scenarios with steps that it does not carry out", () => {
    expect(ended.foreignScenario.out).toMatch(/deactivate +Acme has no step "assign-users"/);
    expect(ended.foreignScenario.code).toBe(3);
  });

  test("has its features in a report that is as its schema says", () => {
    const run: Run = JSON.parse(ended.json.out);
    expect(run.summary.providers).toEqual({ acme: { join: "works", look: "works" } });
    expect(run.run).toMatchObject({ idp: "acme", dialect: "plain", provider: { title: "Acme" } });
    expect(run.findings.map(({ check, breaks }) => [check, breaks])).toEqual([
      ["acme.join.answer", { acme: ["join"] }],
      ["acme.look.name", { acme: ["look"] }],
    ]);
    expect([...new Set(run.exchanges.map(({ sender }) => sender))].toSorted()).toEqual(["acme", "tool"]);
    const ajv = new Ajv2020({ strict: false });
    formats.default(ajv);
    const isReport = ajv.compile(JSON.parse(readFileSync(join(ROOT, "fixtures/schemas/report.schema.json"), "utf8")));
    expect([isReport(run), isReport.errors]).toEqual([true, null]);
  });

  test("is taken by --fail-on in its own runs, and claims nothing where nothing about it is judged", () => {
    expect(ended.nothingJudged.code).toBe(3);
    expect(ended.nothingJudged.out).toContain("nothing about Acme was judged");
    expect(ended.foreign.code).toBe(2);
    expect(ended.foreign.err).toContain('--fail-on does not know "acme"');
    expect(ended.default.code).toBe(3);
  });

  test("is known to help, list and explain", () => {
    const help = ended.runHelp.out.replaceAll(/\s+/g, " ");
    expect(help).toContain("okta, acme");
    expect(help).toContain("acme has plain: as it comes");
    expect(ended.help.out).toContain("Okta or Acme");
    expect(ended.providers.out).toMatch(/acme +Acme +dialects plain +features join, look/);
    expect(ended.checks.out).toContain("acme.look.name");
    expect(ended.explained.out).toContain("Breaks in Acme: join.");
  });

  test("is refused when it is not there, with those that are", () => {
    expect(ended.wrong.code).toBe(2);
    expect(ended.wrong.err).toContain('There is no identity provider "acne"; did you mean "acme"?');
    expect(ended.wrong.err).toContain("--idp takes okta, acme.");
    expect(ended.dialect.err).toContain('Acme has no dialect "oin"');
  });

  test("proves its checks like all others", () => {
    expect(ended.proven.out).toContain("all proven: 2 checks");
    expect(ended.proven.code).toBe(0);
  });
});
