import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { loadProfile } from "../../../documents/load-profile.ts";
import { readSchema } from "../../../documents/read-document.ts";
import { schemaErrors } from "../../../documents/validate-document.ts";
import { listen } from "../../../server/http/listen.ts";
import { createScimServer } from "../../../server/scim-server.ts";
import { runCommandLine } from "../../command-line.ts";
import { playIo } from "../../testing/command-io.fixture.ts";

const TOKEN = "runscope-command-token";
const SPEC = fileURLToPath(new URL("../../../run/runscope/testing/spec-test.json", import.meta.url));
const closers: (() => Promise<void> | void)[] = [];
let folder = "";
let url = "";

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "zsc-runscope-"));
  vi.stubEnv("ZI_SCIM_CHECK_STATE", folder);
  const server = createScimServer({ profile: await loadProfile("generic"), token: TOKEN, adminSecret: "s" });
  const listening = await listen(server, { port: 0, host: "127.0.0.1" });
  closers.push(() => listening.close());
  url = listening.baseUrl;
  const body = {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
    userName: "ceo@corp.example",
    name: { givenName: "Cleo", familyName: "Stone" },
    emails: [{ value: "ceo@corp.example", type: "work" }],
    active: true,
  };
  const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/scim+json" };
  await fetch(`${url}/Users`, { method: "POST", headers, body: JSON.stringify(body) });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
  for (const close of closers.splice(0).reverse()) await close();
});

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function runscope(...args: readonly string[]): Promise<Said> {
  const { io, stdout, stderr } = playIo({ env: { SCIM_TOKEN: TOKEN, ZI_SCIM_CHECK_STATE: folder } });
  const code = await runCommandLine(["runscope", ...args], io);
  return { code, out: stdout.text(), err: stderr.text() };
}

describe("runscope", () => {
  test("tells every step, and leaves with 0 when all of them pass", async () => {
    const { code, out } = await runscope(SPEC, url, "--allow-scripts", "--no-pauses");
    expect(code).toBe(0);
    expect(out).toContain("✓ 1. Required: the first user is listed");
    expect(out).toContain("✓ 12. Required: another id of nobody is not found");
    expect(out).not.toContain("not tested");
    expect(out).toContain("1 scenario passed");
  });

  test("leaves with 1 when a step fails, and says how to play it again", async () => {
    const { code, out } = await runscope(
      SPEC,
      url,
      "--skip-scripts",
      "--no-pauses",
      "--var",
      "UserIdThatDoesNotExist=x/../..",
    );
    expect(code).toBe(1);
    expect(out).toContain("✗ 4. Required: an id of nobody is not found");
    expect(out).toContain("--skip-scripts");
    expect(out).toMatch(/--var UserIdThatDoesNotExist="\$VAR_/);
    expect(out).not.toContain(TOKEN);
  });

  test("writes a report that fits its schema, with all that was sent", async () => {
    const file = join(folder, "run.json");
    const { code } = await runscope(SPEC, url, "--allow-scripts", "--no-pauses", "--reporter", `json=${file}`);
    expect(code).toBe(0);
    const report: unknown = JSON.parse(readFileSync(file, "utf8"));
    expect(await schemaErrors(Object(report), await readSchema("report"))).toEqual([]);
    const [scenario] = Object(report).scenarios;
    expect(scenario).toMatchObject({ id: "spec-test", isGiven: true, verdict: "pass" });
    expect(scenario.steps).toHaveLength(12);
    expect(JSON.stringify(report)).not.toContain(TOKEN);
  });

  test("reports to JUnit with the verdict of each step", async () => {
    const { out } = await runscope(SPEC, url, "--allow-scripts", "--no-pauses", "--reporter", "junit");
    expect(out).toContain("pass: 12. Required: another id of nobody is not found");
  });

  test("takes credentials as a header, or as the variable of the file, as it takes a token", async () => {
    const { io, stdout } = playIo({ env: { ZI_SCIM_CHECK_STATE: folder } });
    const given = ["--header", `Authorization: Bearer ${TOKEN}`, "--allow-scripts", "--no-pauses"];
    expect(await runCommandLine(["runscope", SPEC, url, ...given], io)).toBe(0);
    expect(stdout.text()).not.toContain(TOKEN);
    const again = playIo({ env: { ZI_SCIM_CHECK_STATE: folder } });
    const named = ["--var", `auth=Bearer ${TOKEN}`, "--allow-scripts", "--no-pauses"];
    expect(await runCommandLine(["runscope", SPEC, url, ...named], again.io)).toBe(0);
    expect(again.stdout.text() + again.stderr.text()).not.toContain(TOKEN);
  });
});

describe("nothing is sent, and the code is 2, for", () => {
  const fileOf = (content: object): string => {
    const path = join(folder, "given.json");
    writeFileSync(path, JSON.stringify(content));
    return path;
  };

  test.each<[string, () => readonly string[], string]>([
    [
      "scripts that are neither allowed nor left out",
      () => [SPEC, "URL"],
      'error: 1 step of SPEC test, retold has a script, the first one "Optional: groups are listed".',
    ],
    [
      "both",
      () => [SPEC, "URL", "--allow-scripts", "--skip-scripts"],
      "error: --allow-scripts and --skip-scripts exclude each other.",
    ],
    [
      "an initial script that may not run",
      () => [SPEC, "URL", "--initial-script", SPEC],
      "error: --initial-script names a script, and scripts are run with --allow-scripts only.",
    ],
    ["a file that is not there", () => ["none.json", "URL"], "error: The export none.json does not exist."],
    [
      "a broken file",
      () => [fileOf({ steps: [{ step_type: "request" }] }), "URL"],
      "given.json: steps[0].url is missing.",
    ],
    [
      "a variable without a value",
      () => [fileOf({ name: "Mine", steps: [{ step_type: "request", url: "{{SCIMBaseURL}}/{{what}}" }] }), "URL"],
      "error: Mine uses the variable what, which has no value.",
    ],
    [
      "a variable that is none",
      () => [SPEC, "URL", "--var", "s3cret-alone"],
      "error: --var is given something that is no name and value.",
    ],
    [
      "two credentials",
      () => [SPEC, "URL", "--skip-scripts", "--var", "auth=x"],
      "error: --var auth and the credentials of the target exclude each other.",
    ],
    [
      "an origin that is none",
      () => [SPEC, "URL", "--skip-scripts", "--allow-origin", "acme"],
      "error: --allow-origin is given something that is no URL.",
    ],
    ["no URL", () => [SPEC], "error:"],
  ])("%s", async (_, args, sentence) => {
    let asked = 0;
    const target = createServer((_request, response) => {
      asked += 1;
      response.end();
    });
    await new Promise<void>((resolve) => void target.listen(0, "127.0.0.1", resolve));
    closers.push(() => void target.close());
    const address = `http://127.0.0.1:${(target.address() as AddressInfo).port}/scim/v2`;
    const { code, err } = await runscope(...args().map((word) => (word === "URL" ? address : word)));
    expect(err).toContain(sentence);
    expect(err).not.toContain("s3cret-alone");
    expect([code, asked]).toEqual([2, 0]);
  });
});

test("the code is 3 for a target that is not there, and for one that refuses the credentials", async () => {
  expect((await runscope(SPEC, "http://127.0.0.1:9/scim/v2", "--skip-scripts")).code).toBe(3);
  expect((await runscope(SPEC, url, "--skip-scripts", "--token", "another")).code).toBe(3);
});

test("the code is 130 when it is interrupted in a pause", async () => {
  const abort = new AbortController();
  const { io } = playIo({ env: { SCIM_TOKEN: TOKEN, ZI_SCIM_CHECK_STATE: folder }, signal: abort.signal });
  const interrupted = { ...io, interruption: { ...io.interruption, exitCode: () => 130 as const } };
  setTimeout(() => abort.abort(), 1500);
  expect(await runCommandLine(["runscope", SPEC, url, "--skip-scripts"], interrupted)).toBe(130);
});

test("its help says what scripts may do, and that this is no prison", async () => {
  const { out } = await runscope("--help");
  expect(out.replaceAll(/\s+/g, " ")).toContain("it is no safe prison, so only where you trust the file");
});
