// Runs on a target of somebody else's whose tokens end: an authorization server and a target on loopback, written by hand.
import { createServer } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { loadProfile } from "../../documents/load-profile.ts";
import { UsageError } from "../../documents/usage-error.ts";
import type { Credentials } from "../../exchange/masking/credentials.ts";
import type { JsonObject } from "../../scim/json.ts";
import { listen } from "../../server/http/listen.ts";
import { createScimServer } from "../../server/scim-server.ts";
import { runChecks } from "../run-checks.ts";

const INNER = "inner-token-of-the-server";
const closers: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  delete process.env["ZI_TEST_SECRET"];
  for (const close of closers.splice(0).reverse()) await close();
});

/** The reference server behind an Authorization header of its own, which `isTaken` judges. */
async function startTarget(isTaken: (authorization: string) => boolean): Promise<string> {
  const server = createScimServer({ profile: await loadProfile("generic"), token: INNER, adminSecret: "admin" });
  const fetch = async (request: Request): Promise<Response> => {
    const headers = new Headers(request.headers);
    const isRight = isTaken(headers.get("authorization") ?? "");
    headers.set("authorization", isRight ? `Bearer ${INNER}` : "Bearer wrong");
    const { url, method } = request;
    const body = ["GET", "HEAD"].includes(method) ? null : await request.text();
    return server.fetch(new Request(url, { method, headers, body }));
  };
  const listening = await listen({ fetch, basePath: server.basePath }, { port: 0, host: "127.0.0.1" });
  closers.push(() => listening.close());
  return listening.baseUrl;
}

interface Authority {
  readonly url: string;
  /** Forms as they came, with the header that shows the client. */
  readonly asked: { readonly form: string; readonly authorization: string | undefined }[];
  readonly tokens: string[];
}

/** Hands out `access-token-1` and so on, each with another refresh token; or answers what it is told. */
async function startAuthority(refusal?: JsonObject): Promise<Authority> {
  const asked: Authority["asked"] = [];
  const tokens: string[] = [];
  const server = createServer((request, response) => {
    let form = "";
    request.on("data", (chunk) => (form += String(chunk)));
    request.on("end", () => {
      asked.push({ form, authorization: request.headers.authorization });
      const token = `access-token-${asked.length}`;
      tokens.push(token);
      const grant = { access_token: token, token_type: "Bearer", refresh_token: `refresh-token-${asked.length}` };
      response.writeHead(refusal === undefined ? 200 : 400, { "content-type": "application/json" });
      response.end(JSON.stringify(refusal ?? grant));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => void server.close());
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/token`, asked, tokens };
}

async function play(url: string, okta: JsonObject, credentials?: Credentials) {
  const stateFolder = mkdtempSync(join(tmpdir(), "zsc-tokens-"));
  closers.push(() => rmSync(stateFolder, { recursive: true }));
  const profile = { ...(await loadProfile("generic")), providers: { okta } };
  const notes: string[] = [];
  const run = await runChecks({
    url,
    profile,
    stateFolder,
    ...(credentials && { credentials }),
    suites: ["discovery"],
    scenarios: ["deactivate"],
    settleMs: 0,
    onEvent: (event) => {
      if (event.type === "note") notes.push(event.text);
    },
  });
  return { run, notes };
}

const oauthAt = (url: string, more: JsonObject = {}): JsonObject => ({
  oauth: { "token-url": url, "client-id": "zi client", "refresh-token": "refresh-token-0", ...more },
});

describe("tokens of an authorization server", () => {
  test("are renewed in the middle of a run, when the target refuses one, and none of them is shown", async () => {
    process.env["ZI_TEST_SECRET"] = "sécret of the client";
    const authority = await startAuthority();
    let left = 12;
    let last = "";
    const url = await startTarget((authorization) => {
      const token = authority.tokens.at(-1) ?? "";
      if (token !== last) left = 12;
      last = token;
      return authorization === `Bearer ${token}` && (left -= 1) >= 0;
    });
    const { run } = await play(url, oauthAt(authority.url, { "client-secret": "${env.ZI_TEST_SECRET}" }));
    expect(run.run.lost).toBeNull();
    expect(run.scenarios).toMatchObject([{ id: "deactivate", verdict: "pass" }]);
    expect(run.summary.residue).toMatchObject({ users: 0, groups: 0 });
    expect(authority.asked.length).toBeGreaterThan(3);
    const [first, second] = authority.asked;
    expect(first?.form).toBe("grant_type=refresh_token&refresh_token=refresh-token-0");
    expect(second?.form).toBe("grant_type=refresh_token&refresh_token=refresh-token-1");
    const shown = Buffer.from(first?.authorization?.replace("Basic ", "") ?? "", "base64").toString("utf8");
    expect(shown).toBe("zi+client:s%C3%A9cret+of+the+client");
    const refused = run.exchanges.filter(
      ({ response, cause }) => response?.status === 401 && cause.kind === "scenario",
    );
    expect(refused.length).toBeGreaterThan(0);
    expect(JSON.stringify(run)).not.toMatch(/access-token-\d|refresh-token-\d|cret of the client/);
  });

  test("of a public client are asked for with its id in the form", async () => {
    const authority = await startAuthority();
    const url = await startTarget((authorization) => authorization === "Bearer access-token-1");
    const { run } = await play(url, oauthAt(authority.url));
    expect(run.scenarios).toMatchObject([{ verdict: "pass" }]);
    expect(authority.asked).toEqual([
      { form: "grant_type=refresh_token&refresh_token=refresh-token-0&client_id=zi+client", authorization: undefined },
    ]);
  });

  test("are not asked for while the one that the user gave is taken", async () => {
    const authority = await startAuthority();
    const url = await startTarget((authorization) => authorization === "Bearer given-token");
    await play(url, oauthAt(authority.url), { kind: "bearer", token: "given-token" });
    expect(authority.asked).toEqual([]);
  });

  test("that do not come end the run before anything is sent", async () => {
    const authority = await startAuthority({ error: "invalid_grant", error_description: "revoked" });
    let count = 0;
    const url = await startTarget(() => (count += 1) < 0);
    const wrong: unknown = await play(url, oauthAt(authority.url)).catch((error: unknown) => error);
    expect(wrong).toBeInstanceOf(UsageError);
    expect(wrong).toMatchObject({
      message: `There is no access token: ${authority.url} answers 400: invalid_grant, revoked.`,
    });
    expect(count).toBe(0);
  });

  test("that cannot be renewed are told, and the run ends as with credentials that have ended", async () => {
    const authority = await startAuthority({ error: "invalid_grant" });
    let left = 30;
    const url = await startTarget((authorization) => authorization === "Bearer given-token" && (left -= 1) >= 0);
    const { run, notes } = await play(url, oauthAt(authority.url), { kind: "bearer", token: "given-token" });
    expect(run.run.lost).toMatch(/accepted the credentials until request #\d+, and has answered 401 since/);
    expect(notes).toContain(`the token could not be renewed: ${authority.url} answers 400: invalid_grant`);
  });

  test("whose secret is not in the environment are told by the variable", async () => {
    const wrong = play(
      "http://127.0.0.1:9/scim/v2",
      oauthAt("http://127.0.0.1:9/", { "client-secret": "${env.ZI_NONE}" }),
    );
    await expect(wrong).rejects.toThrow(
      "The profile's section of the identity provider needs the environment variable ZI_NONE, which is not set.",
    );
  });
});

test.each([
  [true, "plain-token-of-header"],
  [false, "Bearer plain-token-of-header"],
])("raw-token: %s, the header is %s", async (isRaw, header) => {
  const url = await startTarget((authorization) => authorization === header);
  const { run } = await play(url, { "raw-token": isRaw }, { kind: "bearer", token: "plain-token-of-header" });
  expect(run.scenarios).toMatchObject([{ verdict: "pass" }]);
  expect(JSON.stringify(run)).not.toContain("plain-token-of-header");
});
