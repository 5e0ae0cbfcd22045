import { expect, test } from "vitest";
import { playServer } from "./play.ts";
import { createCauseProver } from "./prove.ts";
import { serverOf, wideServers } from "./servers.ts";

const prover = createCauseProver();

/** The gate and the title of each entry of a server with one wide fault. */
async function entriesOf(fault: string): Promise<readonly (readonly (string | null)[])[]> {
  const [server] = wideServers().filter(({ name }) => name === fault);
  if (server === undefined) throw new Error(`there is no fault ${fault}`);
  const proof = await prover.prove(server);
  return proof?.entries.map(({ gate, title }) => [gate, title]) ?? [];
}

const TIME_OUT = 120_000;

// A smaller share of `npm run causes`: whole runs, so few of them.
test.each([
  ["filters-ignored", "filters-ignored", "Filters are ignored: the answer lists everybody"],
  [
    "patch-add-and-remove-undone",
    "change-undone",
    "PATCH with add and remove is answered with 200, and what it asks for is not done",
  ],
  ["members-always-empty", "never-shown", "members of Groups is taken and never shown"],
  [
    "user-name-from-email",
    "user-name-from-email",
    "userName is taken from the e-mail: what the client sends as userName is not kept",
  ],
])("a server with the fault %s has one entry", { timeout: TIME_OUT }, async (fault, gate, title) => {
  expect(await entriesOf(fault)).toEqual([[gate, title]]);
});

test(
  "two faults of the registry are two entries, each with the advice of a check that is about it",
  { timeout: TIME_OUT },
  async () => {
    const proof = await prover.prove(serverOf("groups-of-a-create-refused", "last-modified-of-the-year-one"));
    expect(proof?.faults).toHaveLength(2);
    expect(proof?.entries).toHaveLength(2);
    expect([...(proof?.unnamed ?? []), ...(proof?.unfit ?? [])]).toEqual([]);
  },
);

test(
  "a media type that is another one breaks no feature: every body is read all the same",
  { timeout: TIME_OUT },
  async () => {
    const [server] = wideServers().filter(({ name }) => name === "no-content-type-anywhere");
    const run = await playServer(server?.faults.map(({ defect }) => defect) ?? []);
    expect(run.findings.find(({ check }) => check === "traffic.http.media-type")?.verdict).toBe("fail");
    expect(new Set(Object.values(run.summary.providers["okta"] ?? {}))).toEqual(new Set(["works"]));
  },
);
