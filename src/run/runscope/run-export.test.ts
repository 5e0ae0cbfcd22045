import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { outcomeOf } from "../../engine/report/outcome.ts";
import type { FetchHandler } from "../../scim/http.ts";
import type { RequestStep, TestExport } from "./document/test-export.ts";
import { ask, ownExport, playOn, serverWithUser } from "./testing/play.fixture.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const PLAIN: RequestStep = {
  kind: "request",
  note: "",
  method: "GET",
  url: "{{SCIMBaseURL}}/Users",
  headers: { authorization: "{{auth}}", accept: "application/scim+json" },
  body: undefined,
  auth: undefined,
  assertions: [],
  variables: [],
  beforeScripts: [],
  scripts: [],
};

function testOf(...steps: TestExport["steps"]): TestExport {
  return { name: "Mine", description: "", steps };
}

/** Says which requests a server was sent, but for those of the tool's own. */
function watched(fetch: FetchHandler): { readonly fetch: FetchHandler; readonly seen: Request[] } {
  const seen: Request[] = [];
  return {
    seen,
    fetch: (request) => {
      seen.push(request.clone());
      return fetch(request);
    },
  };
}

describe("the exported SPEC test", () => {
  test("passes on a sound server, and leaves nothing there", async () => {
    const fetch = await serverWithUser();
    const { run, result } = await playOn(fetch, await ownExport("spec-test"));
    expect(result.steps.map(({ step, verdict }) => [step, verdict])).toEqual(
      result.steps.map(({ step }) => [step, "pass"]),
    );
    expect(result.steps).toHaveLength(12);
    expect(outcomeOf(run, "must")).toBe("conforms");
    expect(run.summary.residue).toEqual({ users: 0, groups: 0, deactivated: 0, maybe: 0 });
    const left: unknown = await (await ask(fetch, "GET /Users")).json();
    expect(left).toMatchObject({ totalResults: 1, Resources: [{ userName: "ceo@corp.example" }] });
  });

  test("sends what stands in it, and in its headers the token only where it says so", async () => {
    const { fetch, seen } = watched(await serverWithUser());
    await playOn(fetch, await ownExport("spec-test"));
    const wrong = seen.filter((request) => request.headers.get("authorization") === "non-token");
    expect(wrong.map(({ method }) => method)).toEqual(["GET"]);
    const creates = seen.filter(({ method }) => method === "POST");
    expect(creates.map(({ headers }) => headers.get("content-type"))).toEqual(["application/json", "application/json"]);
    expect(creates.map(({ headers }) => headers.get("accept"))[0]).toBe("application/scim+json; charset=utf-8");
    const first = seen.find(({ url }) => url.includes("count=1&"));
    expect(first?.headers.get("user-agent")).toBe("OKTA SCIM Integration");
    expect(first?.headers.get("content-type")).toBe("application/scim+json; charset=utf-8");
  });

  test("without its scripts says what was not judged, and does not count that as passed", async () => {
    const { result } = await playOn(await serverWithUser(), await ownExport("spec-test"), { scripts: "skip" });
    expect(result.verdict).toBe("pass");
    expect(result.title).toBe("SPEC test, retold (1 of 12 steps not judged)");
    expect(result.steps[9]).toMatchObject({
      verdict: "skip",
      reason: "its script was not run; --allow-scripts runs it",
    });
  });

  test("waits as long as its pauses say", async () => {
    const test = await ownExport("spec-test");
    const { run } = await playOn(await serverWithUser(), test, { pauses: true });
    expect(run.scenarios[0]?.verdict).toBe("pass");
    expect(test.steps.filter(({ kind }) => kind === "pause")).toHaveLength(11);
  });
});

describe("the exported CRUD test", () => {
  test("is driven through the emulated organization where no other is named", async () => {
    const { fetch, seen } = watched(await serverWithUser());
    const { run, result } = await playOn(fetch, await ownExport("crud-test"));
    expect(result.steps.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 13 }, () => "pass"));
    expect(run.summary.residue.users).toBe(0);
    expect(
      seen.filter(({ headers }) => headers.get("user-agent")?.startsWith("Okta SCIM Client")).length,
    ).toBeGreaterThan(5);
    expect(new Set(seen.map(({ url }) => new URL(url).origin))).toEqual(new Set(["http://scim.example"]));
  });

  test("fails where the target does not switch users off", async () => {
    const sound = await serverWithUser();
    const fetch: FetchHandler = async (request) => {
      const isSwitch = request.method === "PATCH" && (await request.clone().text()).includes('"active":false');
      return isSwitch ? new Response(null, { status: 204 }) : sound(request);
    };
    const { result } = await playOn(fetch, await ownExport("crud-test"));
    expect(result.verdict).toBe("fail");
    expect(result.reason).toBe(
      '8. The account is switched off: active is true instead of "false" (and 1 further step failed)',
    );
    expect(result.steps[7]?.mismatch).toEqual({ expected: ['"false"'], actual: "true", at: "/active" });
  });
});

describe("where a test may send to", () => {
  test.each([
    [
      "https://elsewhere.example/Users",
      "it was not sent: its URL leads to https://elsewhere.example; --allow-origin https://elsewhere.example lets steps send there",
    ],
    [
      "http://scim.example/admin",
      "it was not sent: its URL leads to /admin, which is not below http://scim.example/scim/v2",
    ],
    [
      "http://scim.example/scim/v2/../../admin",
      "it was not sent: its URL leads to /admin, which is not below http://scim.example/scim/v2",
    ],
    ["ftp://scim.example/Users", "it was not sent: its URL is none that can be asked"],
    ["http://ann:pw@scim.example/scim/v2/Users", "it was not sent: its URL has a user or a password in it"],
  ])("%s is refused", async (url, reason) => {
    const { fetch, seen } = watched(await serverWithUser());
    const { result } = await playOn(fetch, testOf({ ...PLAIN, url, method: "DELETE" }));
    expect(result.steps[0]).toMatchObject({ verdict: "fail", reason });
    expect(seen.filter(({ method }) => method === "DELETE")).toEqual([]);
  });

  test("an origin that the user names is sent what stands in the file, and never the run's own token", async () => {
    const seen: (string | undefined)[] = [];
    const other = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.end("{}");
    });
    await new Promise<void>((resolve) => void other.listen(0, "127.0.0.1", resolve));
    closers.push(() => void other.close());
    const origin = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const step = { ...PLAIN, url: `${origin}/api`, headers: { authorization: "SSWS {{apiToken}}" } };
    const bare = { ...PLAIN, url: `${origin}/api`, headers: {} };
    const { result } = await playOn(await serverWithUser(), testOf(step, bare), {
      origins: [origin],
      variables: { apiToken: "their-own" },
    });
    expect(result.verdict).toBe("pass");
    expect(seen).toEqual(["SSWS their-own", undefined]);
  });

  test("a DELETE in the file is sent, as it stands there", async () => {
    const fetch = await serverWithUser();
    const list = {
      ...PLAIN,
      variables: [{ name: "first", source: "response_json", property: "Resources[0].id" } as const],
    };
    const remove = { ...PLAIN, method: "DELETE", url: "{{SCIMBaseURL}}/Users/{{first}}" };
    await playOn(fetch, testOf(list, remove));
    expect(await (await ask(fetch, "GET /Users")).json()).toMatchObject({ totalResults: 0 });
  });
});

test("what a test makes under names of its own is removed, and nothing else", async () => {
  const fetch = await serverWithUser();
  const body = JSON.stringify({ schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], userName: "{{who}}" });
  const headers = { ...PLAIN.headers, "content-type": "application/scim+json" };
  const make = { ...PLAIN, method: "POST", body, headers };
  const { run } = await playOn(fetch, testOf(make), { variables: { who: "Made.By@corp.example" } });
  expect(run.summary.residue).toEqual({ users: 0, groups: 0, deactivated: 0, maybe: 0 });
  expect(await (await ask(fetch, "GET /Users")).json()).toMatchObject({
    totalResults: 1,
    Resources: [{ userName: "ceo@corp.example" }],
  });
});

test("with --keep it stays", async () => {
  const fetch = await serverWithUser();
  await playOn(fetch, await ownExport("spec-test"), { reach: { keep: true } });
  expect(await (await ask(fetch, "GET /Users")).json()).toMatchObject({ totalResults: 2 });
});

describe("variables", () => {
  test("without a value are told before anything is sent", async () => {
    const { fetch, seen } = watched(await serverWithUser());
    const step = { ...PLAIN, url: "{{SCIMBaseURL}}{{EntitlementEndpoint}}" };
    await expect(playOn(fetch, testOf(step))).rejects.toThrow(
      "Mine uses the variable EntitlementEndpoint, which has no value.",
    );
    expect(seen).toEqual([]);
  });

  test("that an answer does not give make the next step fail, and it is not sent", async () => {
    const { fetch, seen } = watched(await serverWithUser());
    const take = {
      ...PLAIN,
      variables: [{ name: "it", source: "response_json", property: "Resources[7].id" } as const],
    };
    const { result } = await playOn(fetch, testOf(take, { ...PLAIN, url: "{{SCIMBaseURL}}/Users/{{it}}" }));
    expect(result.steps[1]).toMatchObject({ verdict: "fail", reason: "it was not sent: {{it}} has no value" });
    expect(seen.filter(({ url }) => url.includes("%7B"))).toEqual([]);
  });

  test("of a secret kind are masked in the report", async () => {
    const step = { ...PLAIN, note: "with {{x}}", headers: { ...PLAIN.headers, "x-note": "{{apiToken}}" } };
    const { run } = await playOn(await serverWithUser(), testOf(step), {
      variables: { apiToken: "s3cret-api-value", x: "1" },
    });
    expect(JSON.stringify(run)).not.toContain("s3cret-api-value");
  });

  test("of the initial script are used, and --var beats them", async () => {
    const { fetch, seen } = watched(await serverWithUser());
    const step = { ...PLAIN, url: '{{SCIMBaseURL}}/Users?filter=userName eq "{{a}}{{b}}"' };
    await playOn(fetch, testOf(step), {
      initialScript: 'variables.set("a", "ann"); variables.set("b", "from script");',
      variables: { b: "bob" },
    });
    expect(seen.some(({ url }) => decodeURIComponent(url).endsWith('userName eq "annbob"'))).toBe(true);
  });

  test("of an initial script that fails are missed before anything is sent", async () => {
    const { fetch, seen } = watched(await serverWithUser());
    const played = playOn(fetch, testOf(PLAIN), { initialScript: "moment()" });
    await expect(played).rejects.toThrow(
      "The initial script does not come to its end: a script needs what is not there: moment is not defined.",
    );
    expect(seen).toEqual([]);
  });
});

describe("a step", () => {
  test("of a condition is taken only when it is met", async () => {
    const inner = { ...PLAIN, note: "inner" };
    const condition = {
      kind: "condition",
      note: "",
      left: "{{mode}}",
      comparison: "equal",
      right: "full",
      steps: [inner],
    } as const;
    const play = async (mode: string): Promise<readonly string[]> => {
      const { result } = await playOn(await serverWithUser(), testOf(condition, PLAIN), { variables: { mode } });
      return result.steps.map(({ step, notes }) => [step, ...notes].join(": "));
    };
    expect(await play("full")).toEqual(['1. if {{mode}} is "full"', "2. inner", "3. GET {{SCIMBaseURL}}/Users"]);
    expect(await play("short")).toEqual([
      '1. if {{mode}} is "full": not met: 1 step left out',
      "3. GET {{SCIMBaseURL}}/Users",
    ]);
  });

  test("of another type is told as not played", async () => {
    const { result } = await playOn(
      await serverWithUser(),
      testOf(PLAIN, { kind: "foreign", type: "subtest", note: "other" }),
    );
    expect(result.steps[1]).toMatchObject({
      step: "2. other",
      verdict: "skip",
      reason: "a step of the type subtest is not played here",
    });
    expect(result.title).toBe("Mine (1 of 2 steps not judged)");
  });

  test("with a script before it is sent as the script has left it", async () => {
    const { fetch, seen } = watched(await serverWithUser());
    const step = { ...PLAIN, beforeScripts: ['request.headers["X-Trace"] = ["77"]; request.url += "?count=1";'] };
    await playOn(fetch, testOf(step));
    expect(seen.some(({ url, headers }) => url.endsWith("/Users?count=1") && headers.get("x-trace") === "77")).toBe(
      true,
    );
  });

  test("without an answer fails", async () => {
    const sound = await serverWithUser();
    const fetch: FetchHandler = (request) =>
      request.url.endsWith("/Groups") ? Promise.reject(new Error("closed")) : sound(request);
    const { result } = await playOn(fetch, testOf(PLAIN, { ...PLAIN, url: "{{SCIMBaseURL}}/Groups" }));
    expect(result.steps[1]).toMatchObject({ verdict: "fail" });
    expect(result.steps[1]?.reason).toMatch(/^GET \/Groups is answered with nothing/);
  });
});

test("interrupted, it ends where it is and removes what it has made", async () => {
  const abort = new AbortController();
  const sound = await serverWithUser();
  const fetch: FetchHandler = async (request) => {
    const answer = await sound(request);
    if (request.method === "POST") abort.abort();
    return answer;
  };
  const { run } = await playOn(fetch, await ownExport("spec-test"), { reach: { signal: abort.signal } });
  expect(run.run.interrupted).toBe(true);
  expect(run.scenarios[0]?.steps.length).toBeLessThan(12);
  expect(await (await ask(sound, "GET /Users")).json()).toMatchObject({ totalResults: 1 });
});
