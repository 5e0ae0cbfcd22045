import { createServer } from "node:http";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadProfile } from "../../documents/load-profile.ts";
import { createScimServer } from "../../server/scim-server.ts";
import { runChecks } from "../run-checks.ts";

/** A request as Node's server took it off the wire. */
interface Seen {
  readonly line: string;
  readonly names: readonly string[];
  readonly agent: string;
}

/** Plays scenarios on a foreign target and tells what it received. */
async function watch(scenarios: readonly string[]): Promise<readonly Seen[]> {
  const profile = await loadProfile("generic");
  const { fetch } = createScimServer({ profile, token: "t", adminSecret: "s" });
  const seen: Seen[] = [];
  const answer: RequestListener = (request, response) => void forward(request, response);
  const forward = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "", url = "", rawHeaders, headers } = request;
    const names = rawHeaders.filter((_, at) => at % 2 === 0);
    seen.push({ line: `${method} ${decodeURIComponent(url)}`, names, agent: headers["user-agent"] ?? "nobody" });
    const body = await request.toArray();
    const texts = Object.entries(headers).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value]] : [],
    );
    const sent = { method, headers: Object.fromEntries(texts) };
    const whole = body.length === 0 ? sent : { ...sent, body: Buffer.concat(body) };
    const answered = await fetch(new Request(`http://scim.test${url}`, whole));
    response.writeHead(answered.status, Object.fromEntries(answered.headers)).end(await answered.text());
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stateFolder = mkdtempSync(join(tmpdir(), "zsc-state-"));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`;
  const credentials = { kind: "bearer", token: "t" } as const;
  const run = await runChecks({ url, credentials, profile: "generic", stateFolder, checks: false, scenarios });
  expect(run.scenarios.map(({ verdict }) => verdict)).toEqual(scenarios.map(() => "pass"));
  await new Promise((resolve) => server.close(resolve));
  rmSync(stateFolder, { recursive: true });
  return seen;
}

const READING = ["Accept", "Accept-Charset", "User-Agent", "Authorization", "Host", "Connection", "Accept-Encoding"];
const DELETING = [...READING.slice(0, 2), "Content-Type", ...READING.slice(2)];
const WRITING = [...DELETING.slice(0, 5), "Content-Length", ...DELETING.slice(5)];

test(
  "what a scenario sends goes out in Okta's name and form, and all else in the tool's",
  { timeout: 60_000 },
  async () => {
    const seen = await watch(["assign", "import", "deactivate", "group-push"]);
    const agents = new Set(seen.map(({ agent }) => agent));
    expect([...agents].toSorted()).toEqual([
      "Okta SCIM Client 1.0.0",
      expect.stringMatching(/^zi-scim-check\/\d+\.\d+$/),
    ]);
    const [okta, own] = [seen.filter(isOktas), seen.filter((one) => !isOktas(one))];
    // All that Okta's client was seen to send, and nothing else.
    const known = [
      /^GET \S+\/Users\?startIndex=1&count=2$/,
      /^GET \S+\/(Users|Groups)\?startIndex=\d*1&count=100$/,
      /^GET \S+\/Users\?filter=userName eq "[^"]*"&startIndex=1&count=100$/,
      /^GET \S+\/Groups\?filter=displayName eq "[^"]*"&startIndex=1&count=100$/,
      /^POST \S+\/(Users|Groups)$/,
      /^(GET|PUT|PATCH) \S+\/(Users|Groups)\/[^/?]+$/,
      /^DELETE \S+\/Groups\/[^/?]+$/,
    ];
    expect(okta.filter(({ line }) => !known.some((one) => one.test(line))).map(({ line }) => line)).toEqual([]);
    for (const { line, names } of okta) expect(names, line).toEqual(formOf(line));
    // Discovery, proofs and clean-up are no business of Okta's.
    expect(own.some(({ line }) => line.startsWith("DELETE /scim/v2/Users/"))).toBe(true);
    expect(own.some(({ line }) => line === "GET /scim/v2/ServiceProviderConfig")).toBe(true);
  },
);

function isOktas({ agent }: Seen): boolean {
  return agent.startsWith("Okta");
}

function formOf(line: string): readonly string[] {
  if (line.startsWith("GET")) return READING;
  return line.startsWith("DELETE") ? DELETING : WRITING;
}
