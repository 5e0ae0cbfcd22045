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
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function node(...args: readonly string[]): Ended {
  const env = { PATH: process.env["PATH"], HOME: copy, NO_COLOR: "1" };
  const ended = spawnSync(process.execPath, args, { cwd: copy, env, encoding: "utf8", timeout: 60_000 });
  return { code: ended.status, out: ended.stdout, err: ended.stderr };
}

function tool(...args: readonly string[]): Ended {
  return node(join(copy, "src/cli/main.ts"), ...args);
}

function runOf(name: string): Run {
  const run: Run = JSON.parse(readFileSync(join(copy, name), "utf8"));
  return run;
}

const HIRE = "emulator/acme/hire.yaml";

describe("a provider of one folder and one line", { timeout: 60_000 }, () => {
  test("has its own suite, table, features and report", () => {
    const { code, out, err } = tool("--idp", "acme", "--profile", "generic", "--suite", "acme", "--scenario", HIRE);
    expect(err).toContain("acme/plain");
    expect(out).toContain("ACME");
    expect(out).toMatch(/join +✓ works +1\/1/);
    expect(out).toMatch(/look +✓ works +1\/1/);
    expect(out).not.toMatch(/group-push/);
    expect(code).toBe(0);
    tool("--idp", "acme", "--profile", "generic", "--suite", "acme", "--reporter", "json=acme.json");
    const run = runOf("acme.json");
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

  test("decides by --fail-on: what breaks only another provider does not count", () => {
    const unknown = tool("--fail-on", "acme");
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('--fail-on does not know "acme"')]);
    expect(tool("--idp", "acme", "--fail-on", "acme", "--suite", "acme").code).toBe(0);
    // Nothing about Acme is judged there.
    expect(tool("--idp", "acme", "--fail-on", "acme", "--suite", "discovery").code).toBe(3);
  });

  test("is known to help, list and explain, and its suite stays out of runs for others", () => {
    expect(tool("run", "--help").out).toMatch(/okta, acme/);
    expect(tool("run", "--help").out.replaceAll(/\s+/g, " ")).toContain("acme has plain: as it comes");
    expect(tool("--help").out).toContain("Okta or Acme");
    expect(tool("list", "providers").out).toMatch(/acme +Acme +dialects plain +features join, look/);
    expect(tool("explain", "acme.join.answer").out).toContain("Breaks in Acme: join.");
    expect(tool("list", "checks").out).toContain("acme.look.name");
    const script = `import { IDENTITY_PROVIDERS } from "./emulator/index.ts";
      import { suitesFor } from "./src/run/suites/all-suites.ts";
      console.log(IDENTITY_PROVIDERS.map((one) => suitesFor(one).map(({ id }) => id).join(" ")).join("\\n"));`;
    const [forOkta, forAcme] = node("--input-type=module", "--eval", script).out.split("\n");
    expect(forOkta).toBe("discovery users groups query protocol traffic okta zoominfo seats");
    expect(forAcme).toBe("discovery users groups query protocol traffic zoominfo seats acme");
  });

  test("is refused when it is not there, with those that are", () => {
    const { code, err } = tool("--idp", "acne");
    expect(code).toBe(2);
    expect(err).toContain('There is no identity provider "acne"; did you mean "acme"?');
    expect(err).toContain("There are okta, acme.");
    expect(tool("--idp", "acme", "--dialect", "oin").err).toContain('Acme has no dialect "oin"');
  });

  test("proves its checks like all others", () => {
    const { code, out } = tool("self-check", "--only", "acme.*");
    expect(out).toContain("all proven: 2 checks");
    expect(code).toBe(0);
  });
});
