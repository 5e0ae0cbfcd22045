import { mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openWorkplace } from "./testing/child.fixture.ts";
import type { Outcome, Started, Workplace } from "./testing/child.fixture.ts";

const TOKEN = "a-token-for-tests";
const PATCH_HEAD = `PATCH /scim/v2/Users/x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\n`;
const HALF_SENT: readonly string[] = [
  "",
  "GET /scim/v2/Users HTTP/1.1\r\nHost:",
  "GET /scim/v2/Users HTTP/1.1\r\nHost: x\r\n\r\n",
  `${PATCH_HEAD}Content-Length: 1000\r\n\r\n{"schemas":`,
  `${PATCH_HEAD}Transfer-Encoding: chunked\r\n\r\nff\r\n{`,
];
const ANSI = "\u001b[";

let place: Workplace;

beforeEach(() => {
  place = openWorkplace();
});
afterEach(() => place.clear());

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Started {
  return place.start(args, { env });
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return start(args, env).ended;
}

/** Starts `serve` and gives its base URL. */
async function serve(...args: readonly string[]): Promise<Started & { readonly url: string }> {
  const { child, ended } = start(["serve", "--port", "0", "--token", TOKEN, ...args]);
  let text = "";
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on("data", (chunk) => {
      text += String(chunk);
      const found = /^SCIM base URL +(\S+)$/m.exec(text)?.[1];
      if (found !== undefined && text.includes("Ctrl-C")) resolve(found);
    });
    child.on("close", () => reject(new Error(`serve ended: ${text}`)));
  });
  return { url, child, ended };
}

/** Connects and sends a text, and no more. */
async function open(port: number, text: string): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  socket.write(text);
  return socket.on("error", () => undefined).resume();
}

async function userNames(url: string): Promise<readonly string[]> {
  const response = await fetch(`${url}/Users?count=200`, { headers: { authorization: `Bearer ${TOKEN}` } });
  const list: { readonly Resources: readonly { readonly userName: string }[] } = JSON.parse(await response.text());
  return list.Resources.map(({ userName }) => userName);
}

describe("zi-scim-check as a process", () => {
  it("puts the report on stdout and nothing else, without colours in a pipe", async () => {
    const { code, stdout, stderr } = await run(["--suite", "discovery", "--reporter", "json"]);
    const report: unknown = JSON.parse(stdout);
    expect(report).toMatchObject({ schemaVersion: 1, run: { target: { bundled: true }, interrupted: false } });
    expect(stdout + stderr).not.toContain(ANSI);
    expect(code).toBe(0);
  });

  it("colours a pipe only when it is told to", async () => {
    expect((await run(["list"])).stdout).not.toContain(ANSI);
    expect((await run(["list"], { FORCE_COLOR: "1" })).stdout).toContain(ANSI);
  });

  it("ends quietly when the reader of a pipe has seen enough", async () => {
    const { code, stdout, stderr } = await place.shell("$RUN list defects | head -n 1");
    expect(stdout.split("\n")).toHaveLength(2);
    expect(stderr).toBe("");
    expect(code).toBe(0);
  });

  it("writes reports into files, whole, and says so on stderr", async () => {
    const reporters = ["--reporter", "json=run.json", "--reporter", "junit=run.xml"];
    const { code, stdout, stderr } = await run(["--only", "discovery.schemas.*", ...reporters]);
    expect(readdirSync(place.folder).toSorted()).toEqual(["run.json", "run.xml"]);
    expect(JSON.parse(readFileSync(join(place.folder, "run.json"), "utf8"))).toMatchObject({ schemaVersion: 1 });
    expect(readFileSync(join(place.folder, "run.xml"), "utf8")).toMatch(/^<\?xml/);
    expect(stdout).toBe("");
    expect(stderr).toContain("Reports: run.json, run.xml");
    expect(code).toBe(0);
  });

  it("tells in a sentence that a report cannot be written, and writes the others", async () => {
    const { url } = await serve("--profile", "generic", "--latency", "30");
    mkdirSync(join(place.folder, "gone"));
    const reporters = ["--reporter", "json=gone/run.json", "--reporter", "junit=run.xml"];
    const started = start([url, "--suite", "discovery", ...reporters], { SCIM_TOKEN: TOKEN });
    started.child.stderr?.once("data", () => rmSync(join(place.folder, "gone"), { recursive: true }));
    const { code, stderr } = await started.ended;
    expect(stderr).toMatch(/^error: The report gone\/run\.json cannot be written: no such file or directory\.$/m);
    expect(stderr).toMatch(/exit code 3\. Reports: run\.xml$/m);
    expect(stderr).not.toContain("    at ");
    expect(readFileSync(join(place.folder, "run.xml"), "utf8")).toMatch(/^<\?xml/);
    expect(code).toBe(3);
  });

  it("exits with 1 for a failure, and with 0 when nothing is to fail the run", async () => {
    const { url } = await serve("--profile", "generic", "--defect", "create-without-location");
    const args = [url, "--only", "users.create.location", "--reporter", "json", "--settle", "0"];
    const failing = await run(args, { SCIM_TOKEN: TOKEN });
    expect(failing.code).toBe(1);
    expect(JSON.parse(failing.stdout)).toMatchObject({ summary: { checks: { fail: 1 } } });
    expect((await run([...args, "--fail-on", "never"], { SCIM_TOKEN: TOKEN })).code).toBe(0);
  });

  it("stops serving at Ctrl-C, which is no failure", async () => {
    const { url, child, ended } = await serve("--users", "3");
    expect(await userNames(url)).toContainEqual(expect.stringMatching(/^zsc-demo-3\.sean\.o'brien@example\.com$/));
    child.kill("SIGINT");
    expect((await ended).code).toBe(0);
  });

  it.each(["SIGINT", "SIGTERM"] as const)("stops serving at %s whatever its clients hold open", async (signal) => {
    const { url, child, ended } = await serve("--profile", "generic", "--latency", "600000");
    const port = Number(new URL(url).port);
    const sockets = await Promise.all(HALF_SENT.map(async (text) => open(port, text)));
    const answer = userNames(url).catch(() => "cut off");
    // Half of them have to be there before the signal; there is nothing to be seen from outside.
    await new Promise((resolve) => setTimeout(resolve, 100));
    child.kill(signal);
    expect((await ended).code).toBe(0);
    expect(await answer).toBe("cut off");
    for (const socket of sockets) socket.destroy();
  });

  it("stops while it starts", async () => {
    const { child, ended } = start(["serve", "--port", "0", "--token", TOKEN, "--users", "10000"]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    child.kill("SIGINT");
    // Before our own listener is there the signal itself ends the process, which makes its code null; before the command attends to
    // it, it is 130.
    expect([0, 130, null]).toContain((await ended).code);
  });

  it("serves with the limits that it is given", async () => {
    const { url, child } = await serve("--profile", "generic", "--limit", "bodyBytes=100", "--limit", "urlLength=200");
    const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/scim+json" };
    const posted = await fetch(`${url}/Users`, { method: "POST", headers, body: " ".repeat(101) });
    expect([posted.status, await posted.json()]).toMatchObject([413, { detail: expect.stringContaining("is 100") }]);
    expect((await fetch(`${url}/Users?${"x".repeat(200)}`, { headers })).status).toBe(414);
    child.kill("SIGINT");
    const wrong = await run(["serve", "--port", "0", "--limit", "bodyByte=1"]);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('did you mean "bodyBytes"?')]);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("cleans up and reports what it has at %s", async (signal, exitCode) => {
    const { url, child } = await serve("--profile", "generic", "--latency", "30");
    const { child: started, ended } = start([url, "--suite", "users", "--reporter", "json"], { SCIM_TOKEN: TOKEN });
    while ((await userNames(url)).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    started.kill(signal);
    const { code, stdout, stderr } = await ended;
    expect(JSON.parse(stdout)).toMatchObject({ run: { interrupted: true } });
    expect(stderr).toContain("Stopping: what the run created is being removed.");
    expect(code).toBe(exitCode);
    expect(await userNames(url)).toEqual([]);
    child.kill("SIGINT");
  });

  it("leaves at once at the second Ctrl-C, naming the command that cleans up", async () => {
    const { url } = await serve("--profile", "generic", "--latency", "250");
    const { child: started, ended } = start([url, "--suite", "users", "--reporter", "json"], { SCIM_TOKEN: TOKEN });
    while ((await userNames(url)).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    started.kill("SIGINT");
    setTimeout(() => started.kill("SIGINT"), 100);
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    const runId = /zi-scim-check cleanup http:\S+ --run (\w+)/.exec(stderr)?.[1] ?? "none";
    const cleaned = await run(["cleanup", url, "--run", runId], { SCIM_TOKEN: TOKEN });
    expect(cleaned.stdout).toMatch(/^\d+ removed\. Nothing of that run is left\.\n$/);
    expect(cleaned.code).toBe(0);
    expect(await userNames(url)).toEqual([]);
  });
});
