import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadProfile } from "../documents/load-profile.ts";
import { packageRoot } from "../documents/package-root.ts";
import type { FetchHandler } from "../scim/http.ts";
import { listen } from "../server/http/listen.ts";
import { createScimServer } from "../server/scim-server.ts";
import { openWorkplace, pause, until } from "./testing/child.fixture.ts";
import type { Started, Workplace } from "./testing/child.fixture.ts";

const TOKEN = "a-token-for-tests";
const OPTIONS = ["--settle", "0", "--reporter", "json", "--reporter", "json=run.json"];
const HALF_AN_HOUR = 1_800_000;

let place: Workplace;
let closers: (() => Promise<void>)[] = [];

beforeEach(() => {
  place = openWorkplace();
});
afterEach(async () => {
  place.clear();
  for (const close of closers.splice(0)) await close();
});

interface Target {
  readonly url: string;
  /** Requests that came, as `METHOD /path`. */
  readonly asked: string[];
}

/** A sound server behind a handler that sees each request with its number, from 1, and may answer in its place. */
async function startTarget(
  behave: (request: Request, number: number) => Promise<Response> | undefined,
): Promise<Target> {
  const server = createScimServer({ profile: await loadProfile("generic"), token: TOKEN, adminSecret: "admin" });
  const asked: string[] = [];
  const fetch: FetchHandler = (request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname.replace(server.basePath, "")}`);
    return behave(request, asked.length) ?? server.fetch(request);
  };
  const listening = await listen({ fetch, basePath: server.basePath }, { port: 0, host: "127.0.0.1", graceMs: 50 });
  closers.push(() => listening.close());
  return { url: listening.baseUrl, asked };
}

function silence(): Promise<Response> {
  return new Promise((resolve) => setTimeout(() => resolve(new Response("{}")), HALF_AN_HOUR).unref());
}

function start(url: string, args: readonly string[], isHeld = false): Started {
  return place.start([url, ...args, ...OPTIONS], { env: { SCIM_TOKEN: TOKEN }, isHeld });
}

/** The one document on stdout: more than one, or half of one, is no JSON. */
function reportOn(stdout: string): unknown {
  return JSON.parse(stdout);
}

const INTERRUPTED = { schemaVersion: 1, run: { interrupted: true } };

describe("the first signal", () => {
  it.each([
    ["before any answer came", { signal: "SIGINT", code: 130, from: 1 }],
    ["while what the target publishes is read", { signal: "SIGTERM", code: 143, from: 2 }],
    ["in the middle of the checks", { signal: "SIGHUP", code: 129, from: 40 }],
  ] as const)(
    "%s leaves the report file within 2 s, and the report once on stdout",
    async (_, { signal, code, from }) => {
      let isSilent = true;
      const target = await startTarget((_request, number) => (isSilent && number >= from ? silence() : undefined));
      const { child, ended } = start(target.url, ["--suite", "users", "--timeout", "3000"]);
      await until(() => target.asked.length >= from);
      const at = performance.now();
      child.kill(signal);
      isSilent = false;
      await until(() => place.json("run.json") !== undefined);
      expect(performance.now() - at).toBeLessThan(2000);
      expect(place.json("run.json")).toMatchObject(INTERRUPTED);
      const outcome = await ended;
      expect(performance.now() - at).toBeLessThan(20_000);
      expect(outcome.code).toBe(code);
      expect(reportOn(outcome.stdout)).toMatchObject(INTERRUPTED);
      expect(place.json("run.json")).toEqual(reportOn(outcome.stdout));
      expect(readdirSync(place.folder).toSorted()).toEqual(["run.json", "state"]);
    },
    40_000,
  );

  it("while the target asks to wait is heard at once", async () => {
    const limited = new Response("", { status: 429, headers: { "retry-after": "100" } });
    let isLimited = true;
    const target = await startTarget((_request, number) =>
      isLimited && number > 30 ? Promise.resolve(limited.clone()) : undefined,
    );
    const { child, ended } = start(target.url, ["--suite", "users"]);
    await until(() => target.asked.length > 30);
    await pause(100);
    const at = performance.now();
    child.kill("SIGINT");
    isLimited = false;
    await until(() => place.json("run.json") !== undefined);
    expect(performance.now() - at).toBeLessThan(2000);
    expect((await ended).code).toBe(130);
    expect(place.json("run.json")).toMatchObject(INTERRUPTED);
  }, 40_000);

  it("while the clean-up hangs leaves the report file, which the final one replaces", async () => {
    let isSlow = true;
    const target = await startTarget((request) => (request.method === "DELETE" && isSlow ? silence() : undefined));
    const { child, ended } = start(target.url, ["--only", "users.create.location", "--timeout", "4000"]);
    await until(() => target.asked.some((asked) => asked.startsWith("DELETE")));
    const at = performance.now();
    child.kill("SIGTERM");
    await until(() => place.json("run.json") !== undefined);
    expect(performance.now() - at).toBeLessThan(2000);
    const partial = JSON.stringify(place.json("run.json"));
    expect(partial).toMatch(/1 resource of this run was not removed yet/);
    expect(partial).toMatch(/cleanup \S+ --run \w+ tries it again/);
    isSlow = false;
    const { code, stdout } = await ended;
    expect(code).toBe(143);
    expect(reportOn(stdout)).toMatchObject({ ...INTERRUPTED, findings: [{ check: "users.create.location" }] });
    expect(place.json("run.json")).toEqual(reportOn(stdout));
    expect(stdout).not.toContain("What the run made is still there");
  }, 40_000);

  it("ends the command of a hook, and the scenario that waits for it", async () => {
    const target = await startTarget(() => undefined);
    const generic = readFileSync(join(packageRoot(), "fixtures", "profiles", "generic.yaml"), "utf8");
    const hook = "hooks:\n  add-portal-user:\n    kind: shell\n    command: touch begun; sleep 50\n";
    writeFileSync(join(place.folder, "slow.yaml"), `${generic}\n${hook}`);
    const { child, ended } = start(target.url, ["--profile", "./slow.yaml", "--scenario", "import"]);
    const hasBegun = (): boolean => readdirSync(place.folder).includes("begun");
    await Promise.race([until(hasBegun), ended]);
    const at = performance.now();
    child.kill("SIGINT");
    const { code, stdout, stderr } = await ended;
    expect(stderr).toContain("Stopping");
    expect(performance.now() - at).toBeLessThan(5000);
    expect(code).toBe(130);
    expect(reportOn(stdout)).toMatchObject({ ...INTERRUPTED, scenarios: [{ verdict: "skip" }] });
  }, 40_000);
});

describe("the second signal", () => {
  it("ends the process at once, with the whole report on stdout although its reader is slow", async () => {
    const target = await startTarget((request, number) => (number > 400 ? silence() : undefined));
    const { child, ended } = start(target.url, ["--suite", "users", "--suite", "query"], true);
    await until(() => target.asked.length > 400);
    child.kill("SIGINT");
    await pause(300);
    child.kill("SIGINT");
    // More than a pipe holds is on its way.
    await pause(1000);
    child.stdout?.resume();
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(130);
    expect(stdout.length).toBeGreaterThan(200_000);
    expect(reportOn(stdout)).toMatchObject(INTERRUPTED);
    expect(place.json("run.json")).toEqual(reportOn(stdout));
    expect(stderr).toMatch(/Stopped at once: what is left on the target goes with zi-scim-check cleanup/);
    expect(readdirSync(place.folder).toSorted()).toEqual(["run.json", "state"]);
  }, 40_000);

  it("finds the report on stdout half written, and completes it", async () => {
    const args = ["--suite", "users", "--reporter", "json", "--reporter", "junit=run.xml"];
    const { child, ended } = place.start(args, { isHeld: true });
    // Files come before stdout.
    await until(() => readdirSync(place.folder).includes("run.xml"));
    await pause(200);
    child.kill("SIGTERM");
    await pause(100);
    child.kill("SIGTERM");
    await pause(300);
    child.stdout?.resume();
    const { code, stdout } = await ended;
    expect(code).toBe(143);
    expect(reportOn(stdout)).toMatchObject({ schemaVersion: 1, run: { interrupted: false } });
  }, 40_000);
});
