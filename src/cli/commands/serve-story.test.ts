import { afterEach, describe, expect, test, vi } from "vitest";
import { runCommandLine } from "../command-line.ts";
import { toShellWords } from "../repeat/shell-words.ts";
import { playIo } from "../testing/command-io.fixture.ts";

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const stop of stops.splice(0)) await stop();
});

/** What `serve` prints once it is up; it ends with the test. */
async function serve(...args: readonly string[]): Promise<string> {
  const controller = new AbortController();
  const { io, stdout, stderr } = playIo({ signal: controller.signal });
  const ended = runCommandLine(["serve", "--port", "0", ...args], io);
  stops.push(async () => {
    controller.abort();
    await ended;
  });
  while (!stdout.text().includes("Ctrl-C") && stderr.text() === "") await new Promise((go) => setTimeout(go, 5));
  return stdout.text();
}

/** Carries out a printed line as a shell would: its variables first, then zi-scim-check. */
async function carryOut(line: string): Promise<{ readonly code: number; readonly report: string }> {
  const words = toShellWords(line.trim(), {});
  const command = words.indexOf("npx");
  const variables = Object.fromEntries(words.slice(0, command).map((word) => word.split(/=(.*)/s, 2)));
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, String(value));
  const { io, stdout } = playIo({ env: variables });
  const code = await runCommandLine(words.slice(command + 2), io);
  return { code, report: stdout.text() };
}

function lineWith(text: string, printed: string): string {
  const line = printed.split("\n").find((one) => one.includes(text));
  if (line === undefined) throw new Error(`no line with ${text} is printed`);
  return line;
}

describe("what serve prints", () => {
  test("plays the guide's case to its end: 20 too many fail, seats are bought, and they are reassigned", async () => {
    const printed = await serve("--profile", "zoominfo", "--seats", "Sales=10,Marketing=5");
    const line = lineWith("emulate seat-overflow", printed);
    expect(line).toContain("--profile zoominfo --seats Sales=10 --users 30");
    const { code, report } = await carryOut(line);
    expect(code).toBe(0);
    expect(report).toContain("30 assigned: 10 provisioned, 20 failed");
    expect(report).toContain("20 more seats of Sales were bought.");
    expect(report).toContain('remove failed people from group "Sales Users"');
    expect(report).toContain("30 assigned: 30 provisioned");
    // The seats stay bought: the console tells, and the line holds a second time.
    expect((await carryOut(line)).code).toBe(0);
  });

  test("the same with one cap on all users, whoever is there", async () => {
    const printed = await serve("--seats", "10", "--users", "4");
    expect(printed).toMatch(/^profile +generic$/m);
    expect(printed).toMatch(/^seats +10, one for each active user$/m);
    const line = lineWith("emulate seat-overflow", printed);
    expect(line).toContain("--profile generic --seats 10 --users 30");
    const { code, report } = await carryOut(line);
    expect(code).toBe(0);
    expect(report).toContain("30 assigned: 6 provisioned, 24 failed");
    expect(report).toContain("30 assigned: 30 provisioned");
  });

  test("says when it is empty, how to fill it, and the profile in which it is to be checked", async () => {
    expect(await serve("--profile", "zoominfo")).toMatch(/^users +none yet: --users 25 starts it with some$/m);
    const printed = await serve("--profile", "generic", "--users", "3");
    expect(printed).toMatch(/^users +3$/m);
    expect(lineWith("npx zi-scim-check http", printed)).toContain("/scim/v2 --profile generic");
  });

  test("names a profile of one's own as it was named", async () => {
    const file = "fixtures/profiles/okta.yaml";
    expect(lineWith("npx zi-scim-check http", await serve("--profile", file))).toContain(`--profile ${file}`);
  });
});

describe("what cannot be served, or checked", () => {
  const refused = async (...args: readonly string[]): Promise<string> => {
    const { io, stderr } = playIo();
    expect(await runCommandLine(args, io)).toBe(2);
    return stderr.text();
  };

  test.each([
    [["serve", "--seats", "10", "--users", "11"], "11 users do not fit into 10 seats."],
    [["serve", "--seats", "10", "--seats", "Sales=5"], "they exclude each other"],
    [["serve", "--profile", "zoominfo", "--seats", "10"], "has products with seats, so --seats 10"],
    [["serve", "--seats", "10:3"], "Write --seats 10."],
    [["--seats", "10,Sales=5"], "they exclude each other"],
    [["http://127.0.0.1:9/scim/v2", "--seats", "10", "--seats", "Sales=5"], "they exclude each other"],
    [["http://127.0.0.1:9/scim/v2", "--profile", "zoominfo", "--seats", "10"], "has products with seats"],
    [["http://127.0.0.1:9/scim/v2", "--seats", "Sales=5"], "Say --seats 5 for a cap on all active users"],
    [["emulate", "assign", "--seats", "10"], "no scenario plays on a server with that cap"],
    [["--seats", "10:3"], "Write --seats 10, or give the URL of the target."],
  ])("%j", async (args, sentence) => {
    expect(await refused(...args)).toContain(sentence);
  });
});
