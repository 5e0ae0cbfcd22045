import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { loadProfile } from "../../documents/load-profile.ts";
import type { Finding, ReferenceAnswer, Run } from "../../engine/run.ts";
import { on } from "../../kit/defects/on.ts";
import type { Wrap } from "../../kit/defects/on.ts";
import { listen } from "../../server/http/listen.ts";
import { createScimServer } from "../../server/scim-server.ts";
import { runChecks } from "../run-checks.ts";
import { withReferences } from "./with-references.ts";

const TOKEN = "a-token-of-the-target";
const closers: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Checks a generic server with a fault, which holds somebody else's user. */
async function check(wrap: Wrap, only: readonly string[], like = "generic"): Promise<Run> {
  const profile = await loadProfile("generic");
  const server = createScimServer({ profile, token: TOKEN, adminSecret: "admin" });
  const target = await listen({ fetch: wrap(server.fetch), basePath: server.basePath }, { port: 0, host: "127.0.0.1" });
  const stateFolder = mkdtempSync(join(tmpdir(), "zsc-reference-"));
  closers.push(
    () => rmSync(stateFolder, { recursive: true }),
    () => target.close(),
  );
  const credentials = { kind: "bearer", token: TOKEN } as const;
  const options = { url: target.baseUrl, credentials, only, scenarios: false as const, settleMs: 0, stateFolder };
  return withReferences(await runChecks(options), await loadProfile(like), "should");
}

/** Answers every PATCH of a user, and changes nothing. */
const SILENT_PATCH = on("PATCH /Users/:id").answer(() => new Response(null, { status: 204 }));

function findingOf(run: Run, id: string): Finding {
  const found = run.findings.find((finding) => finding.check === id);
  if (found === undefined) throw new Error(`the run has no finding ${id}`);
  return found;
}

function referenceOf(run: Run, id: string): ReferenceAnswer | undefined {
  return findingOf(run, id).reference;
}

describe("the answer of the reference server", () => {
  test("is asked for with the requests that lead up to the deciding one, and comes with the target's ids and URLs", async () => {
    const run = await check(SILENT_PATCH, ["okta.deactivate.patch"]);
    const finding = findingOf(run, "okta.deactivate.patch");
    const deciding = run.exchanges.find(({ seq }) => seq === finding.decisive);
    const body = deciding?.response?.body;
    expect(body).toMatchObject({ active: true });
    expect(finding.reference).toMatchObject({ status: 200, body: { active: false } });
    const { id, meta } = Object(finding.reference?.body);
    expect(body).toMatchObject({ id, meta: { location: meta.location } });
  });

  test("shows the status and the body that a refused create must have", async () => {
    const run = await check(
      on("POST /Users").response((response) =>
        response.status === 409 ? new Response("{}", { status: 400 }) : response,
      ),
      ["users.create.duplicate"],
    );
    expect(referenceOf(run, "users.create.duplicate")).toMatchObject({
      status: 409,
      body: { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], scimType: "uniqueness", status: "409" },
    });
  });

  test("to a request without credentials is a refusal, as the target's own credentials are not sent either", async () => {
    const open: Wrap = (next) => (request) => {
      const isAnonymous = request.method === "GET" && !request.headers.has("authorization");
      return next(isAnonymous ? new Request(request.url, { headers: { authorization: `Bearer ${TOKEN}` } }) : request);
    };
    const run = await check(open, ["protocol.auth.required"]);
    expect(referenceOf(run, "protocol.auth.required")?.status).toBe(401);
  });
});

describe("it is left out", () => {
  test("where the target and the reference server no longer hold the same: a set-up that only the target takes", async () => {
    const run = await check(SILENT_PATCH, ["okta.deactivate.patch"], "zoominfo");
    expect(run.summary.checks.fail).toBe(1);
    expect(referenceOf(run, "okta.deactivate.patch")).toBeUndefined();
  });

  test("where nothing fails", async () => {
    const run = await check((next) => next, ["users.create.duplicate", "okta.deactivate.patch"]);
    expect(run.findings.filter(({ reference }) => reference !== undefined)).toEqual([]);
    expect(run.summary.checks.fail).toBe(0);
  });

  test("beyond the first five causes", async () => {
    const broken: Wrap = (next) =>
      ["POST", "PUT", "PATCH", "DELETE"].reduce(
        (fetch, method) => on(`${method} /Users/:id?`).response(unlike)(fetch),
        next,
      );
    const run = await check(broken, ["users.*"]);
    const told = run.findings.filter(({ reference }) => reference !== undefined);
    expect(new Set(run.findings.flatMap(({ cause }) => cause ?? [])).size).toBeGreaterThan(8);
    expect(told.length).toBeLessThanOrEqual(5);
    expect(told.length).toBeGreaterThan(0);
    expect(told.every(({ cause, check: id }) => cause === id)).toBe(true);
  });
});

/** Another status of the same kind. */
function unlike(response: Response): Response {
  const status = response.status < 300 ? 202 : 418;
  return new Response(response.body, { status, headers: response.headers });
}
