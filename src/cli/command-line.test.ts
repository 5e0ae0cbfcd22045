import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { loadProfile } from "../documents/load-profile.ts";
import { listen } from "../server/http/listen.ts";
import type { Listening } from "../server/http/listen.ts";
import { createScimServer } from "../server/scim-server.ts";
import { runCommandLine } from "./command-line.ts";
import type { CommandIo } from "./command-io.ts";
import { playIo } from "./testing/command-io.fixture.ts";

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const URL = "http://127.0.0.1:9/scim/v2";

/** Carries out a command line in this process. */
async function call(args: readonly string[], env: CommandIo["env"] = {}): Promise<Outcome> {
  const { io, stdout, stderr } = playIo({ env });
  const code = await runCommandLine(args, io);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

describe("the command line", () => {
  it.each([
    // Words that mean nothing.
    [["--tokn", "x", URL], "Unknown option '--tokn'; did you mean --token?"],
    [["serve", "--prt", "1"], "Unknown option '--prt'; did you mean --port?"],
    [["sevre"], '"sevre" is neither a URL nor a command; did you mean "serve"?'],
    [[URL, URL], "Too many arguments for 'run'. Expected 1 argument but got 2"],
    // URLs.
    [[""], "The URL is empty."],
    [["run", ""], "The URL is empty."],
    [["not a url"], '"not a url" is neither a URL nor a command.'],
    [["ftp://host/scim"], "ftp:// is not a protocol of SCIM."],
    [["http://host/scim?x=1"], "The URL has a query or fragment"],
    [["http://ann:secret@host/scim"], "The URL holds a user name or password."],
    [["emulate", "assign", "--target", ""], "The URL is empty."],
    [["cleanup", "", "--run", "abcdef"], "The URL is empty."],
    // Values that are missing, or swallowed by another option.
    [[URL, "--token"], "Option '--token <token>' argument missing."],
    [[URL, "--token", "--keep"], "--token has no value: --keep follows it."],
    [[URL, "--seed", "1", "--seed", "2"], "--seed is given twice."],
    [["cleanup", "--run", "abcdef"], "The URL of the target of run abcdef is missing."],
    [["emulate"], "Missing required argument 'scenario'."],
    [["explain"], "Missing required argument 'id'."],
    // Credentials.
    [["--token", "abc"], "There are credentials (--token) but no URL to send them to."],
    [["--basic", "u:p"], "There are credentials (--basic) but no URL to send them to."],
    [["--header", "X-Tenant: x"], "--header is given, but no URL to send it to."],
    [["emulate", "assign", "--token", "abc"], "There are credentials (--token) but no URL to send them to."],
    [[URL, "--token", "a", "--basic", "u:p"], "--token and --basic exclude each other."],
    [[URL, "--token", ""], "--token is empty."],
    [[URL, "--token-env", "NOWHERE"], "The environment variable NOWHERE is not set."],
    [[URL, "--raw-token"], "--raw-token is there, but no token."],
    [[URL, "--token", "a", "--header", "Authorization: b"], "--header authorization and a token exclude each other."],
    [[URL, "--header", "nonsense"], "--header takes a name, a colon and a value."],
    [["--proxy", "http://proxy:3128"], "--proxy is given, but no URL to reach through it."],
    [[URL, "--proxy", "socks5://proxy:1080"], "--proxy is a URL of another kind (socks5://)."],
    [[URL, "--insecure"], "--insecure is about TLS, and the target is not an https URL."],
    [["https://127.0.0.1:9", "--ca", "no-such-file.pem"], "The file of --ca, no-such-file.pem, cannot be read."],
    [["emulate", "assign", URL], `"${URL}" is the URL of a target, and no scenario.`],
    [["help", "nosuch"], 'There is no command "nosuch".'],
    [["help", "explian"], 'There is no command "explian"; did you mean "explain"?'],
    // Numbers.
    [["--concurrency", "0"], '--concurrency takes a whole number from 1 to 100, not "0".'],
    [["--rate", "fast"], '--rate takes a number from 0.1 to 10000, not "fast".'],
    [["--timeout", "10s"], '--timeout takes a whole number from 1 to 600000, not "10s".'],
    [["--settle", "-1"], '--settle takes a whole number from 0 to 600000, not "-1".'],
    [["--seed", "1.5"], '--seed takes a whole number from 0 to 4294967295, not "1.5".'],
    [["--users", "0"], '--users takes a whole number from 1 to 10000, not "0".'],
    [["--max-failures", "none"], '--max-failures takes a whole number from 1 to 1000000, not "none".'],
    [["serve", "--port", "65536"], '--port takes a whole number from 0 to 65535, not "65536".'],
    [["serve", "--latency", "slow"], '--latency takes a whole number from 0 to 600000, not "slow".'],
    // Names.
    [["--profile", "zominfo"], 'There is no profile "zominfo"; did you mean "zoominfo"?'],
    [["--profile", "./none.yaml"], "The profile file ./none.yaml does not exist."],
    [["--dialect", "ain"], 'Okta has no dialect "ain"; did you mean "oin"?'],
    [["--suite", "user"], 'There is no suite "user".'],
    [["--only", "users.create.locaton"], 'There is no check "users.create.locaton".'],
    [["--skip", "nothing.*"], 'No check matches "nothing.*".'],
    [["--scenario", "seat-overflw"], 'There is no scenario "seat-overflw"; did you mean "seat-overflow"?'],
    [["emulate", "seat-overflw"], 'There is no scenario "seat-overflw"; did you mean "seat-overflow"?'],
    [["--scenario", "./none.yaml"], "The scenario file ./none.yaml does not exist."],
    [["--fail-on", "shoud"], '--fail-on does not know "shoud"; did you mean "should"?'],
    [["--reporter", "jnit"], '--reporter does not know "jnit"; did you mean "junit"?'],
    [["--reporter", "json", "--reporter", "junit"], "Two reporters write to stdout: json and junit."],
    [["--reporter", "json=no/folder/run.json"], "The report no/folder/run.json cannot be written: there is no folder "],
    [["serve", "--profile", "oktta"], 'There is no profile "oktta"; did you mean "okta"?'],
    [
      ["serve", "--defect", "create-without-locaton"],
      'There is no defect "create-without-locaton"; did you mean "create-without-location"?',
    ],
    [["self-check", "--only", "nothing"], 'There is no check "nothing".'],
    [["list", "defect"], 'list does not know "defect"; did you mean "defects"?'],
    [["list", "checks", "--uncovered"], "--uncovered goes with list requirements only, not with list checks."],
    [["list", "--uncovered"], "--uncovered goes with list requirements only, not with list."],
    [
      ["explain", "users.create.locaton"],
      'There is no check, rule, scenario or defect "users.create.locaton"; did you mean "users.create.location"?',
    ],
    [
      ["explain", "pathless-active-ignord"],
      'There is no check, rule, scenario or defect "pathless-active-ignord"; did you mean "pathless-active-ignored"?',
    ],
    // Seats.
    [
      ["--seats", "Sales"],
      '--seats takes Product=total, or a total alone for all active users, either with :available, not "Sales".',
    ],
    [["--seats", "Sales=5:9"], "--seats Sales=5:9 has more seats available than there are."],
    [["--seats", "Sales=5", "--profile", "generic"], "The profile generic has no products"],
    [["serve", "--seats", "Sales=5", "--profile", "generic"], "The profile generic has no products"],
    [["--seats", "Sales=9:5"], "A fresh bundled server has all its seats free."],
    [["serve", "--seats", "Sales=9:5"], "A fresh server has all its seats free."],
    [["--seats", "Sale=5"], 'The profile zoominfo has no product "Sale"; did you mean "Sales"?'],
    [[URL, "--profile", "zoominfo", "--seats", "Nothing=5"], 'The profile zoominfo has no product "Nothing".'],
    // People.
    [["--users", "5", "--scenario", "assign"], "A number of people is given, but none of the scenarios takes"],
    [["--users", "5", "--suite", "users"], "A number of people is given, but none of the scenarios takes"],
    [["emulate", "group-push", "--users", "5"], "A number of people is given, but none of the scenarios takes"],
    // Nothing to do, and contradictions.
    [["emulate", "assign", "--profile", "okta"], "--profile says what a target is like, and there is none."],
    [["--keep"], "--keep is given, but no URL."],
    [["--no-suites", "--no-scenarios"], "--no-suites and --no-scenarios leave nothing to run."],
    [["--no-scenarios", "--scenario", "assign"], "--no-scenarios and --scenario exclude each other."],
    [["--no-suites", "--only", "users.*"], "--no-suites and --only exclude each other."],
    [["--only", "users.*", "--skip", "*"], "Nothing is selected"],
    [["cleanup", URL, "--run", "../../x"], '"../../x" is not a run id.'],
  ])("answers %j with one sentence, a hint and exit code 2", async (args, sentence) => {
    const { code, stdout, stderr } = await call(args);
    expect(stderr).toContain(`error: ${sentence}`);
    expect(stderr).toMatch(/^error: [^\n]+\nhint: {2}[^\n]+\n$/);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });

  it("says in the help of emulate which profile there is when", async () => {
    const { stdout } = await call(["emulate", "--help"]);
    expect(stdout.replaceAll(/\s+/g, " ")).toContain(
      "(default: generic; only with --target, else each scenario plays in its own)",
    );
  });

  it("says that SCIM_TOKEN is not used where no URL is named, and checks the bundled server", async () => {
    const { code, stderr } = await call(["--only", "users.delete.status"], { SCIM_TOKEN: "abc" });
    expect(stderr).toContain(
      "note: SCIM_TOKEN is set, but there is no URL: the bundled server is checked, and does not get it.",
    );
    expect(code).toBe(0);
  });

  it("never repeats a secret that it refuses", async () => {
    const { stderr } = await call([URL, "--token", "hunter2\nhunter3"]);
    expect(stderr).not.toContain("hunter");
  });

  it.each([
    [["--version"], /^\d+\.\d+\.\d+\n$/],
    [["-V"], /^\d+\.\d+\.\d+\n$/],
  ])("answers %j with the version", async (args, text) => {
    expect(await call(args)).toEqual({ code: 0, stdout: expect.stringMatching(text), stderr: "" });
  });

  it.each([
    ["--help"],
    ["help"],
    ["run --help"],
    ["help serve"],
    ["emulate --help"],
    ["cleanup -h"],
    ["self-check --help"],
  ])("answers %j with help on stdout", async (line) => {
    const { code, stdout, stderr } = await call(line.split(" "));
    expect(stdout).toContain("Usage: zi-scim-check");
    expect(stderr).toBe("");
    expect(code).toBe(0);
  });

  it("names every option of run in the help of the whole", async () => {
    const { stdout } = await call(["--help"]);
    const flags =
      "token token-env token-file basic raw-token header profile dialect suite only skip scenario no-scenarios no-suites seats users " +
      "fail-on max-failures reporter concurrency other-token rate timeout settle seed keep ca insecure";
    for (const flag of flags.split(" ")) expect(stdout).toMatch(new RegExp(`^ {2}--${flag} `, "m"));
  });
});

describe("a target about which nothing can be claimed", () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  async function answerWith(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closing.push(() => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    });
    const address = server.address();
    return typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}/scim` : "";
  }

  async function bundled(): Promise<Listening> {
    const server = createScimServer({ profile: await loadProfile("generic"), token: "right", adminSecret: "admin" });
    const listening = await listen(server, { port: 0, host: "127.0.0.1" });
    closing.push(() => listening.close());
    return listening;
  }

  async function expectNothingClaimed(args: readonly string[], message: RegExp): Promise<void> {
    const { code, stdout, stderr } = await call(args);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^error: [^\n]+\nhint: {2}[^\n]+\n$/m);
    expect(stderr).not.toContain("    at ");
    expect(stdout).toBe("");
    expect(code).toBe(3);
  }

  it("does not listen", async () => {
    await expectNothingClaimed(
      ["http://127.0.0.1:1/scim/v2"],
      /error: http:\/\/127\.0\.0\.1:1\/scim\/v2: connection refused/,
    );
  });

  it("has a name that nobody knows", async () => {
    await expectNothingClaimed(
      ["http://scim.invalid/v2"],
      /error: http:\/\/scim\.invalid\/v2: the host name cannot be resolved/,
    );
  });

  it("speaks no TLS", async () => {
    const { origin } = await bundled();
    await expectNothingClaimed([origin.replace("http:", "https:")], /error: https:.*: /);
  });

  it.each([["--token=wrong"], ["--basic=u:p"], ["--header=x-nothing: 1"]])(
    "refuses the credentials %s",
    async (option) => {
      const { baseUrl } = await bundled();
      await expectNothingClaimed(
        [baseUrl, option],
        /refused the credentials \(401 to GET \/Users\?startIndex=1&count=2\)/,
      );
    },
  );

  it("has its endpoint somewhere else", async () => {
    const { origin } = await bundled();
    await expectNothingClaimed([`${origin}/scim`, "--token", "right"], /there is no SCIM endpoint \(404 to GET/);
  });

  it.each([
    ["text/html", "<!doctype html><title>Welcome</title>", /HTML instead of a SCIM list/],
    ["text/plain", "hello", /text that is not JSON instead of a SCIM list/],
  ])("answers with %s", async (type, body, message) => {
    const url = await answerWith((_, response) => response.writeHead(200, { "content-type": type }).end(body));
    await expectNothingClaimed([url], message);
  });

  it("never answers", async () => {
    const url = await answerWith(() => undefined);
    await expectNothingClaimed([url, "--timeout", "150"], /no answer within (0\.15 s|150 ms)/);
  });

  it("has nothing that the chosen checks apply to", async () => {
    const { baseUrl } = await bundled();
    const { code, stdout } = await call([baseUrl, "--token", "right", "--suite", "seats", "--reporter", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { checks: { pass: 0, fail: 0, warn: 0, error: 0 } } });
    expect(code).toBe(3);
  });

  it("is emulated against in the generic profile, by scenarios of different profiles", async () => {
    const { baseUrl } = await bundled();
    const args = ["emulate", "assign", "group-push", "--target", baseUrl, "--token", "right", "--reporter", "json"];
    const { code, stdout } = await call([...args, "--settle", "0"]);
    expect(JSON.parse(stdout)).toMatchObject({
      run: { profile: "generic" },
      summary: { scenarios: { total: 2, fail: 0, error: 0 } },
    });
    expect(code).toBe(0);
  });

  it("hangs up", async () => {
    const url = await answerWith((request) => request.socket.destroy());
    await expectNothingClaimed([url], /error: http:.*: /);
  });
});
