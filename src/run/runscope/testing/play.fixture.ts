import { fileURLToPath } from "node:url";
import { loadProfile } from "../../../documents/load-profile.ts";
import type { Run, ScenarioResult } from "../../../engine/run.ts";
import { Secrets } from "../../../exchange/masking/secrets.ts";
import type { Defect } from "../../../kit/defect.ts";
import type { FetchHandler } from "../../../scim/http.ts";
import { PROOF_TOKEN, serveDefect } from "../../../self-check/proving-ground.ts";
import { createScimServer } from "../../../server/scim-server.ts";
import { createLeapingClock } from "../../clocks/leaping-clock.ts";
import { loadExport } from "../document/load-export.ts";
import type { TestExport } from "../document/test-export.ts";
import type { ExportOptions } from "../play/play-options.ts";
import { runExport } from "../run-export.ts";
import type { ExportReach } from "../run-export.ts";

/** A file of this folder: requests of Okta's exported tests, in our own words. */
export function ownExport(name: "spec-test" | "crud-test"): Promise<TestExport> {
  return loadExport(fileURLToPath(new URL(`${name}.json`, import.meta.url)));
}

/** A server in this process that holds one user of somebody else, as the SPEC test wants. */
export async function serverWithUser(defect?: Defect): Promise<FetchHandler> {
  const profile = await loadProfile("generic");
  const { clock } = surroundingsOf(async () => new Response());
  const plan = { profile, products: [], clock };
  const fetch =
    defect === undefined
      ? createScimServer({ profile, token: PROOF_TOKEN, adminSecret: "s", clock: clock.now }).fetch
      : serveDefect(plan, defect);
  await ask(fetch, "POST /Users", {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
    userName: "ceo@corp.example",
    name: { givenName: "Cleo", familyName: "Stone" },
    emails: [{ value: "ceo@corp.example", type: "work", primary: true }],
    active: true,
  });
  return fetch;
}

/** One request with the right token, for example `GET /Users`. */
export async function ask(fetch: FetchHandler, line: string, body?: object): Promise<Response> {
  const [method, path = ""] = line.split(" ");
  return fetch(
    new Request(`http://scim.example/scim/v2${path}`, {
      method: method ?? "GET",
      headers: { authorization: `Bearer ${PROOF_TOKEN}`, "content-type": "application/scim+json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
}

/** Where a run in this process takes place. */
export function surroundingsOf(fetch: FetchHandler): {
  readonly secrets: Secrets;
  readonly inProcess: { readonly fetch: FetchHandler; readonly clock: ReturnType<typeof createLeapingClock> };
  readonly clock: ReturnType<typeof createLeapingClock>;
} {
  const clock = createLeapingClock();
  return { secrets: new Secrets(), inProcess: { fetch, clock }, clock };
}

/** What a test came to on a server in this process. */
export interface PlayedExport {
  readonly run: Run;
  readonly result: ScenarioResult;
}

/** Plays a test, with scripts and without pauses unless it is said otherwise. */
export async function playOn(
  fetch: FetchHandler,
  test: TestExport,
  more: Partial<ExportOptions> & { readonly reach?: Partial<ExportReach> } = {},
): Promise<PlayedExport> {
  const { reach = {}, ...options } = more;
  const { secrets, inProcess } = surroundingsOf(fetch);
  const run = await runExport(
    {
      url: "http://scim.example/scim/v2",
      credentials: { kind: "bearer", token: PROOF_TOKEN },
      settleMs: 0,
      ...reach,
    },
    { test, id: "given", variables: {}, scripts: "run", pauses: false, origins: [], ...options },
    { secrets, inProcess },
  );
  const [result] = run.scenarios;
  if (result === undefined) throw new Error("nothing was played");
  return { run, result };
}
