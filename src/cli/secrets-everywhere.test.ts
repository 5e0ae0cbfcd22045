import { spawn } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadProfile } from "../documents/load-profile.ts";
import { packageRoot } from "../documents/package-root.ts";
import { listen } from "../server/http/listen.ts";
import { createScimServer } from "../server/scim-server.ts";
import { INNER_TOKEN, PLANTED, createEcho, isShort, leak, spellingsOf } from "./testing/secrets.fixture.ts";
import { openWorkplace } from "./testing/child.fixture.ts";
import type { Outcome, Workplace } from "./testing/child.fixture.ts";

const SECRETS = Object.values(PLANTED);
const closers: (() => Promise<unknown> | void)[] = [];
let place: Workplace;
let url = "";

beforeAll(async () => {
  place = openWorkplace();
  const echo = createEcho(SECRETS);
  const profile = await loadProfile("zoominfo");
  const products = [{ name: "Sales", total: 4000 }];
  const server = createScimServer({ profile, token: INNER_TOKEN, adminSecret: "unused-here", products });
  const target = await listen(
    { fetch: leak(server.fetch, echo), basePath: server.basePath },
    { port: 0, host: "127.0.0.1" },
  );
  const portal = createServer((request, response) => {
    response.statusCode = request.method === "PUT" ? 200 : 500;
    response.setHeader("set-cookie", `hook=${PLANTED.fromCookie}`);
    response.end(
      JSON.stringify({ error: echo(), access_token: PLANTED.fromHook, said: `${PLANTED.fromHook} ${echo()}` }),
    );
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => portal.once("listening", resolve));
  closers.push(
    () => target.close(),
    () => new Promise((resolve) => portal.close(resolve)),
  );
  url = target.baseUrl;
  const { port } = portal.address() as AddressInfo;
  writeFileSync(join(place.folder, "hooked.yaml"), hookedProfile(`http://127.0.0.1:${port}`));
  writeFileSync(join(place.folder, "token"), `${PLANTED.token}\n`, "utf8");
});
afterAll(async () => {
  for (const close of closers) await close();
  place.clear();
});

/** The profile of the target with hooks whose secrets stand in all places that a hook has. */
function hookedProfile(origin: string): string {
  const whole = readFileSync(join(packageRoot(), "fixtures", "profiles", "zoominfo.yaml"), "utf8");
  return `${whole.slice(0, whole.indexOf("\nhooks:"))}
hooks:
  read-seats:
    kind: shell
    command: 'printf "%s and %s" "\${env.HOOK_SHELL}" "$HOOK_BODY_SECRET" >&2; exit 3'
  buy-seats:
    kind: http
    method: POST
    url: ${origin}/buy?key=\${env.HOOK_URL}
    headers:
      x-portal: \${env.HOOK_HEADER}
      x-short: \${env.SHORT_HOOK}
    body: { product: "\${product}", note: "\${env.HOOK_BODY_SECRET}" }
  add-portal-user:
    kind: http
    method: PUT
    url: ${origin}/users
    headers: { x-portal: "\${env.HOOK_HEADER}" }
    body: { name: "\${userName}" }
`;
}

function run(args: readonly string[]): Promise<Outcome> {
  const env = {
    HOOK_HEADER: PLANTED.hookHeader,
    HOOK_BODY_SECRET: PLANTED.hookBody,
    HOOK_URL: PLANTED.hookUrl,
    HOOK_SHELL: PLANTED.hookShell,
    SHORT_HOOK: PLANTED.shortHook,
  };
  return place.start(args, { env }).ended;
}

/** Which secrets stand in a text, however they are written; short ones as whole values. */
function leaksIn(text: string, secrets: readonly string[] = SECRETS): readonly string[] {
  return secrets.flatMap((secret) =>
    spellingsOf(secret).filter((spelling) => {
      if (!isShort(secret)) return text.includes(spelling);
      return [`"${spelling}"`, `=${spelling}&`, `: ${spelling}\n`].some((whole) => text.includes(whole));
    }),
  );
}

describe("a run on a target and hooks that echo all secrets in all spellings", { timeout: 120_000 }, () => {
  const given = ["--header", `X-Tenant: ${PLANTED.header}`, "--header", `Cookie: sid=${PLANTED.cookie}; x=1`];
  const more = ["--header", `X-Colour: ${PLANTED.shortHeader}`, "--profile", "hooked.yaml", "--settle", "0"];
  const selected = ["--suite", "users", "--suite", "protocol", "--scenario", "seat-overflow", "--scenario", "import"];
  const playing = ["--seats", "Sales=40:9", "--users", "12", "--seed", "4711", "--keep"];
  const reporters = ["--reporter", "terminal", "--reporter", "json=run.json", "--reporter", "junit=run.xml"];

  test("shows none of them in any report, in its journal, or on stdout and stderr", async () => {
    const args = [url, "--token-file", "token", ...given, ...more, ...selected, ...playing, ...reporters];
    const { stdout, stderr } = await run(args);
    const json = readFileSync(join(place.folder, "run.json"), "utf8");
    const report: {
      readonly exchanges: readonly unknown[];
      readonly scenarios: readonly { readonly steps: readonly object[] }[];
    } = JSON.parse(json);
    const journals = readdirSync(join(place.folder, "state")).map((name) =>
      readFileSync(join(place.folder, "state", name), "utf8"),
    );
    expect(report.exchanges.length).toBeGreaterThan(300);
    // The hooks were asked, and echoed.
    expect(json).toContain("ends with 3: *** and ***");
    expect(json).toMatch(/answers 500: .*\*\*\*/);
    expect(journals.join("").length).toBeGreaterThan(100);
    for (const text of [stdout, stderr, json, readFileSync(join(place.folder, "run.xml"), "utf8"), ...journals]) {
      expect(leaksIn(text)).toEqual([]);
    }
    expect(leaksIn(JSON.stringify(flatten(report)))).toEqual([]);
    // What is no secret stays.
    expect(report).toMatchObject({ run: { seed: 4711, profile: "zoominfo", target: { baseUrl: url } } });
    for (const ordinary of ["seat-overflow", "Sales", "--seed 4711", "--profile hooked.yaml", url]) {
      expect(stdout).toContain(ordinary);
    }
    expect(stdout).toContain("--token-file token");
    expect(json).toContain("@example.com");
  });

  test("nor with a token as an option, which the command to repeat names by its variable", async () => {
    // Nobody hands that one out in this run.
    const known = SECRETS.filter((secret) => secret !== PLANTED.fromHook);
    const selected = ["--suite", "users", "--reporter", "terminal", "--reporter", "json=second.json"];
    const { stdout, stderr } = await run([url, "--token", PLANTED.token, ...selected, ...given, ...more]);
    expect(leaksIn(stdout + stderr, known)).toEqual([]);
    // The hooks of the profile are not run, but their secrets are known all the same.
    expect(leaksIn(readFileSync(join(place.folder, "second.json"), "utf8"), known)).toEqual([]);
    expect(stdout).toContain("--token-env SCIM_TOKEN");
  });

  test("nor when what a run left is cleaned up", async () => {
    const [journal = ""] = readdirSync(join(place.folder, "state"));
    const { stdout, stderr } = await run([
      "cleanup",
      url,
      "--run",
      journal.replace(".jsonl", ""),
      "--token-file",
      "token",
    ]);
    expect(stdout + stderr).toMatch(/removed|left|answers/);
    expect(leaksIn(stdout + stderr)).toEqual([]);
  });
});

describe("a mistake in the command line", () => {
  const token = PLANTED.fromTarget;
  test.each([
    ["an option that does not exist", [`--tokn=${token}`]],
    ["a token that came apart", ["http://127.0.0.1:9", "--token", "x", token]],
    ["a token that begins like an option", ["http://127.0.0.1:9", "--token", `--${token}`]],
    ["a user and password in the URL", [`http://${token.replaceAll("/", "")}:${PLANTED.hookUrl}@127.0.0.1:9`]],
    ["a URL that is none", [`ann:${PLANTED.hookUrl}@host`]],
    ["two credentials", ["http://127.0.0.1:9", "--token", token, "--basic", `u:${PLANTED.hookUrl}`]],
    ["a password as a number", ["http://127.0.0.1:9", "--basic", `u:${PLANTED.hookUrl}`, "--rate", PLANTED.hookUrl]],
    ["a target that is not there", ["http://127.0.0.1:9", "--token", token]],
  ])("is told without what is secret: %s", async (_, args) => {
    const { code, stdout, stderr } = await run(args);
    expect(stderr).toMatch(/^error: /);
    expect(leaksIn(stdout + stderr)).toEqual([]);
    expect(stdout + stderr).not.toContain(token.replaceAll("/", ""));
    expect([2, 3]).toContain(code);
  });
});

test("the list of processes does not show the token of a run", async () => {
  const { child } = place.start([url, "--token", PLANTED.token, "--only", "users.read.*"]);
  await new Promise((resolve) => child.stderr?.once("data", resolve));
  const shown = spawn("ps", ["-o", "args=", "-p", String(child.pid)]);
  let text = "";
  shown.stdout.on("data", (chunk) => (text += String(chunk)));
  await new Promise((resolve) => shown.on("close", resolve));
  child.kill("SIGKILL");
  expect(text).not.toContain(PLANTED.token);
});

/** All strings of a document, as its readers see them. */
function flatten(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [value];
  return Object.entries(value).flatMap(([name, member]) => [name, ...flatten(member)]);
}
