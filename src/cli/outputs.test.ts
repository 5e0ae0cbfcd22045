import { execFileSync, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadProfile } from "../documents/load-profile.ts";
import { listen } from "../server/http/listen.ts";
import type { Listening } from "../server/http/listen.ts";
import { createScimServer } from "../server/scim-server.ts";
import { openWorkplace, pause, until } from "./testing/child.fixture.ts";
import type { Outcome, Workplace } from "./testing/child.fixture.ts";

const TOKEN = "a-token-for-tests";
const ONE = ["--only", "users.create.location", "--settle", "0"];

let place: Workplace;
let target: Listening | undefined;

beforeEach(() => {
  place = openWorkplace();
});
afterEach(async () => {
  place.clear();
  await target?.close();
  target = undefined;
});

/** A server whose creates have no Location. */
async function startFaulty(): Promise<string> {
  const server = createScimServer({ profile: await loadProfile("generic"), token: TOKEN, adminSecret: "admin" });
  const fetch = async (request: Request): Promise<Response> => {
    const { body, status, headers } = await server.fetch(request);
    if (request.method === "POST") headers.delete("location");
    return new Response(body, { status, headers });
  };
  target = await listen({ fetch, basePath: server.basePath }, { port: 0, host: "127.0.0.1", graceMs: 50 });
  return target.baseUrl;
}

/** Runs a command line in a shell, with the token of the target. */
function shell(script: string): Promise<Outcome> {
  return place.shell(script, { SCIM_TOKEN: TOKEN });
}

describe("the exit code is that of the verdict", () => {
  it.each([
    ["when the reader of stdout has seen enough", "| head -n 1; exit ${PIPESTATUS[0]}"],
    ["when stdout is closed", ">&-"],
    ["when stderr is closed", "2>&-"],
    ["when both are closed", ">&- 2>&-"],
    ["when the reader of stdout is slow", "| { sleep 2; cat > slow.json; }; exit ${PIPESTATUS[0]}"],
    ["when the reader of stderr has gone", "2> >(exec true)"],
    ["when the report goes to /dev/null", "--reporter junit=/dev/null"],
  ])("%s", async (_, ending) => {
    const url = await startFaulty();
    const { code } = await shell(`$RUN ${url} ${ONE.join(" ")} --reporter json ${ending}`);
    expect(code).toBe(1);
  });

  it("and the report is whole although its reader is slow", async () => {
    await shell(`env -u SCIM_TOKEN $RUN --suite users --reporter json | { sleep 3; cat > slow.json; }`);
    expect(place.json("slow.json")).toMatchObject({ schemaVersion: 1, run: { interrupted: false } });
  });
});

describe("a report that cannot be written is told in a sentence, with exit code 3", () => {
  it("when stdout is a full disk", async () => {
    const { code, stderr } = await shell(`env -u SCIM_TOKEN $RUN ${ONE.join(" ")} > /dev/full`);
    expect(stderr).toMatch(/^error: The report on stdout cannot be written: no space left on device\.$/m);
    expect(code).toBe(3);
  });

  it.each(["list", "list defects", "explain okta.deactivate.patch", "cleanup", "--help", "--version", "serve --help"])(
    "when stdout is a full disk: %s",
    async (words) => {
      const { code, stderr } = await shell(`$RUN ${words} > /dev/full`);
      expect(stderr).toBe("error: The output on stdout cannot be written: no space left on device.\n");
      expect(code).toBe(3);
    },
  );

  it("when its file is a full disk, and the others are written", async () => {
    const { ended } = place.start([...ONE, "--reporter", "json=/dev/full", "--reporter", "junit=run.xml"]);
    const { code, stderr } = await ended;
    expect(stderr).toMatch(/^error: The report \/dev\/full cannot be written: no space left on device\.$/m);
    expect(readdirSync(place.folder)).toEqual(["run.xml"]);
    expect(code).toBe(3);
  });

  it("when it is a pipe that nobody reads, which a signal does not wait for", async () => {
    execFileSync("sh", ["-c", `mkfifo '${join(place.folder, "pipe")}'`]);
    const reporters = ["--reporter", "json=pipe", "--reporter", "junit=run.xml"];
    const { child, ended } = place.start([...ONE, ...reporters]);
    await until(() => readdirSync(place.folder).includes("run.xml"));
    await pause(200);
    const at = performance.now();
    child.kill("SIGINT");
    const { code, stderr } = await ended;
    expect(performance.now() - at).toBeLessThan(2000);
    expect(stderr).toMatch(/^error: The report pipe cannot be written: nobody reads from it\.$/m);
    expect(code).toBe(130);
  });
});

describe("a run goes on", () => {
  it("without a journal where its folder cannot be, and says so", async () => {
    const url = await startFaulty();
    const env = { SCIM_TOKEN: TOKEN, ZI_SCIM_CHECK_STATE: "/proc/nowhere" };
    const { code, stderr } = await place.start([url, ...ONE], { env }).ended;
    expect(stderr).toMatch(/the journal \/proc\/nowhere\/\w+\.jsonl cannot be written \(ENOENT: no such file/);
    expect(code).toBe(1);
  });
});

describe("before a run has begun a signal ends the process at once", () => {
  it.each(["--profile", "--ca"])(
    "while the file of %s is a pipe that somebody may yet write to",
    async (option) => {
      const path = join(place.folder, "pipe.yaml");
      execFileSync("sh", ["-c", `mkfifo '${path}'`]);
      const holder = spawn("sh", ["-c", `exec 3<>'${path}'; echo ready; sleep 20`]);
      await new Promise((resolve) => holder.stdout.once("data", resolve));
      const { child, ended } = place.start(["https://127.0.0.1:9", option, path], { env: { SCIM_TOKEN: TOKEN } });
      await pause(2500);
      const at = performance.now();
      child.kill("SIGTERM");
      const { code } = await ended;
      holder.kill("SIGKILL");
      expect(performance.now() - at).toBeLessThan(2000);
      expect(code).toBe(143);
    },
    20_000,
  );
});
