import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { loadProfile } from "../documents/load-profile.ts";
import { withJson } from "../kit/defects/answers.ts";
import type { FetchHandler } from "../scim/http.ts";
import { listen } from "../server/http/listen.ts";
import { createScimServer } from "../server/scim-server.ts";
import { runCommandLine } from "./command-line.ts";
import { playIo } from "./testing/command-io.fixture.ts";

const FIRST = "first-tenants-token";
const OTHER = "other-tenants-token-4711";
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A server of two tenants; `meet` says which requests of the second reach what the first has. It repeats every token. */
async function serveTenants(meet: (request: Request) => boolean): Promise<string> {
  const profile = await loadProfile("generic");
  const serverOf = (token: string): ReturnType<typeof createScimServer> =>
    createScimServer({ profile, token, adminSecret: "unused-here", products: [] });
  const [first, second] = [serverOf(FIRST), serverOf(OTHER)];
  const fetch: FetchHandler = async (request) => {
    const token = (request.headers.get("authorization") ?? "").replace("Bearer ", "");
    if (token === OTHER && !meet(request)) return repeating(await second.fetch(request), token);
    const headers = new Headers(request.headers);
    if (token === OTHER) headers.set("authorization", `Bearer ${FIRST}`);
    const { method, url } = request;
    const body = await request.text();
    const lent = new Request(url, { method, headers, ...(body === "" ? {} : { body }) });
    return repeating(await first.fetch(lent), token);
  };
  const target = await listen({ fetch, basePath: first.basePath }, { port: 0, host: "127.0.0.1" });
  closing.push(() => target.close());
  return target.baseUrl;
}

async function repeating(response: Response, token: string): Promise<Response> {
  const text = await response.text();
  const answer = new Response(text === "" ? null : text, { status: response.status, headers: response.headers });
  return text.startsWith("{")
    ? withJson(answer, { ...JSON.parse(text), "urn:example:said": `you sent ${token}` })
    : answer;
}

async function call(...args: readonly string[]) {
  const { io, stdout, stderr } = playIo({ env: { SCIM_TOKEN: FIRST, XDG_STATE_HOME: tmpdir() } });
  const code = await runCommandLine(args, io);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** Without the ends of lines. */
function plain(text: string): string {
  return text.replaceAll(/\\?\s+/g, " ");
}

const TENANTS = ["--only", "protocol.tenants.*", "--profile", "generic", "--settle", "0"];

test("two tenants that do not meet are no finding", async () => {
  const { code, stdout } = await call(await serveTenants(() => false), "--other-token", OTHER, ...TENANTS);
  expect(stdout).toContain("2 checks passed");
  expect(code).toBe(0);
});

test("a second tenant who reads the first one's users is a warning, and the token stands nowhere", async () => {
  const file = join(tmpdir(), `zsc-other-${process.pid}.json`);
  const reports = ["--reporter", "terminal", "--reporter", `json=${file}`];
  const url = await serveTenants(({ method, url: to }) => method === "GET" && to.includes("/Users/"));
  const { stdout, stderr } = await call(url, "--other-token", OTHER, ...TENANTS, ...reports);
  const json = readFileSync(file, "utf8");
  expect(plain(stdout)).toContain("it came with the credentials of another tenant");
  expect(json).toContain("Bearer *** (the other tenant's)");
  for (const text of [stdout, stderr, json]) expect(text).not.toContain(OTHER);
});

test("the commands that show it again take the second token from a variable", async () => {
  const url = await serveTenants(({ method, url: to }) => method === "GET" && to.includes("/Users/"));
  const { stdout } = await call(url, "--other-token", OTHER, ...TENANTS, "--fail-on", "should");
  expect(plain(stdout)).toContain('-H "Authorization: Bearer $SCIM_OTHER_TOKEN"');
  expect(plain(stdout)).toContain('--other-token "$SCIM_OTHER_TOKEN"');
});

test("what a second tenant deletes is told, and nothing is left", async () => {
  const url = await serveTenants(({ method }) => method === "DELETE");
  const { stdout } = await call(url, "--other-token", OTHER, ...TENANTS);
  expect(stdout).toContain("DELETE");
  expect(stdout).toContain("1 warned");
  expect(stdout).not.toContain("left on the target");
});

test("without a second token the checks are skipped, and say how to give one", async () => {
  const { stdout } = await call(await serveTenants(() => true), ...TENANTS);
  expect(stdout).toContain("--other-token gives them");
});

test.each([
  [["--other-token", OTHER], "--other-token is given, but no URL to send it to."],
  [
    ["http://127.0.0.1:9/scim", "--token", OTHER, "--other-token", OTHER],
    "--other-token is the token of the run itself.",
  ],
  [["http://127.0.0.1:9/scim", "--basic", "a:b", "--other-token", OTHER], "--other-token is given, but no token"],
])("%j is refused", async (args, message) => {
  const { io, stderr } = playIo();
  expect(await runCommandLine(args, io)).toBe(2);
  expect(stderr.text()).toContain(message);
  expect(stderr.text()).not.toContain(OTHER);
});
