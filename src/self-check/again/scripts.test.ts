import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { allDefects } from "../../cli/commands/defects.ts";
import { parseRunWords } from "../../cli/run-words.ts";
import { baseUrlOf, exchangesBehind } from "../../engine/report/repeat/behind.ts";
import { toScript } from "../../engine/report/reproduce.ts";
import type { FetchHandler } from "../../scim/http.ts";
import { REAL_CLOCK } from "../../run/clocks/real-clock.ts";
import { listen } from "../../server/http/listen.ts";
import { findFirst, planOf } from "./prove-again.ts";
import type { Noticed } from "./prove-again.ts";
import { PROOF_TOKEN, serveDefect } from "../proving-ground.ts";

/** Of all kinds: creates, what a refused one left behind, a taken name, members, lists, headers, a traffic rule. */
const DRAWN = [
  "create-without-location",
  "put-creates-what-is-not-there",
  "patch-to-a-taken-user-name-accepted",
  "delete-only-deactivates",
  "group-delete-removes-users",
  "user-groups-by-name",
  "accept-charset-refused",
  "id-is-a-number",
  "refused-create-overwrites-user",
  "delete-hides-from-get-only",
];

const runFile = promisify(execFile);

async function isInstalled(tool: string): Promise<boolean> {
  return runFile(tool, ["--version"]).then(
    () => true,
    () => false,
  );
}

const tools = await Promise.all(["curl", "jq"].map(isInstalled));

function noticedOf(name: string): Noticed {
  const found = allDefects().find(({ defect }) => defect.name === name);
  if (found === undefined) throw new Error(`there is no defect ${name}`);
  return found;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** The answer that the script prints, which `curl -i` does with its headers. */
async function runScript(script: string): Promise<Answer> {
  const env = { PATH: process.env["PATH"] ?? "", SCIM_TOKEN: PROOF_TOKEN };
  const { stdout, stderr } = await runFile("sh", ["-c", script], { env, timeout: 20_000 });
  expect(stderr).toBe("");
  const [head = "", ...rest] = stdout.split("\r\n\r\n");
  return { status: Number(head.split(" ")[1]), body: rest.join("\r\n\r\n").trim() };
}

/** The names of the members of a JSON object; what they hold differs from run to run. */
function namesIn(body: unknown): readonly string[] {
  const parsed: unknown = typeof body === "string" && body.startsWith("{") ? JSON.parse(body) : body;
  return typeof parsed === "object" && parsed !== null ? Object.keys(parsed).sort() : [];
}

const told = tools.includes(false) ? " (skipped: curl and jq are not both installed)" : "";

test.skipIf(tools.includes(false)).each(DRAWN)(
  `the script for a finding on a server with %s gets the answer that was told${told}`,
  { timeout: 60_000 },
  async (name) => {
    const noticed = noticedOf(name);
    let handler: FetchHandler = () => Promise.reject(new Error("not started"));
    const listening = await listen(
      { fetch: (request) => handler(request), basePath: "/scim/v2" },
      { port: 0, host: "127.0.0.1" },
    );
    try {
      const first = await findFirst(noticed, {
        others: ["users.read.found", "groups.create.answer"],
        baseUrl: listening.baseUrl,
      });
      if (first === undefined) throw new Error("nothing is found");
      const { runOptions } = await parseRunWords(first.server, {});
      handler = serveDefect({ ...(await planOf(runOptions)), clock: REAL_CLOCK }, noticed.defect);
      const exchanges = exchangesBehind(first.finding, first.run);
      const deciding = exchanges.at(-1);
      if (deciding === undefined) throw new Error("nothing decides");
      const { access } = first.repeat;
      const options = { baseUrl: baseUrlOf(deciding, first.run), width: 100, unicode: true };
      const script = toScript(exchanges, { ...options, ...(access === undefined ? {} : { access }) }) ?? "";
      expect(script.split("\n")[0]).toBe(`SCIM_URL=${listening.baseUrl}`);
      expect(script).not.toContain(PROOF_TOKEN);
      const answer = await runScript(script);
      expect(answer.status).toBe(deciding.response?.status);
      const told = namesIn(deciding.response?.body);
      // Of a resource whose id is not the run's a report shows nothing.
      if (!told.includes("masked")) expect(namesIn(answer.body)).toEqual(told);
    } finally {
      await listening.close();
    }
  },
);
