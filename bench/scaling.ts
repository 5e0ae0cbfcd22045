import { loadProfile } from "../src/documents/load-profile.ts";
import { createScimServer } from "../src/server/scim-server.ts";
import type { ScimServer } from "../src/server/scim-server.ts";
import type { Measurement } from "./measurement.ts";

const BASE = "http://bench.example/scim/v2";
const HEADERS = { authorization: "Bearer bench", "content-type": "application/scim+json" };
const SMALL = 1500;
// Half-way between the 4 of linear work and the 16 of quadratic work, as the eye measures ratios.
const MOST = 8;
const ROUNDS = 3;

interface Case {
  readonly what: string;
  /** Prepares a server and gives the request that is measured. */
  readonly prepare: (server: ScimServer, count: number) => Promise<() => Request>;
}

const CASES: readonly Case[] = [
  { what: "PATCH, operations that add one e-mail each", prepare: async (s, n) => patchUser(s, [], range(n, addEmail)) },
  {
    what: "PATCH, operations that add a primary e-mail each",
    prepare: async (s, n) => patchUser(s, [], range(n, addPrimary)),
  },
  {
    what: "PATCH, operations that change one e-mail each by filter",
    prepare: async (s, n) => patchUser(s, range(n, toEmail), range(n, changeEmail)),
  },
  {
    what: "PATCH, operations that remove one member each by filter",
    prepare: async (s, n) => patchGroup(s, n, (ids) => ids.map(removeByFilter)),
  },
  {
    what: "PATCH, operations that remove one member each by value",
    prepare: async (s, n) => patchGroup(s, n, (ids) => ids.map((value) => removeMembers([value]))),
  },
  {
    what: "PATCH, one operation that removes all members by value",
    prepare: async (s, n) => patchGroup(s, n, (ids) => [removeMembers(ids)]),
  },
  {
    what: "PATCH, one operation that adds all members",
    prepare: async (s, n) => {
      const ids = await makeUsers(s, n);
      const id = await create(s, "Groups", { schemas: [urn("core:2.0:Group")], displayName: "bench" });
      return toPatch(`Groups/${id}`, [{ op: "add", path: "members", value: ids.map((value) => ({ value })) }]);
    },
  },
  {
    what: "POST, one e-mail many times",
    prepare: async (_s, n) => () =>
      toRequest("POST", "Users", { ...userBody(crypto.randomUUID()), emails: range(n, () => toEmail(0)) }),
  },
];

/** Requests that hold four times as much must take about four times as long, and never sixteen times. */
export async function benchScaling(): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  for (const { what, prepare } of CASES) {
    await time(prepare, SMALL);
    const few = await time(prepare, SMALL);
    const many = await time(prepare, 4 * SMALL);
    const ratio = many / few;
    measurements.push({
      what,
      ours: `${many.toFixed(1)} ms`,
      against: `a quarter of it, ${few.toFixed(1)} ms`,
      ratio,
      bound: `below ${MOST}`,
      holds: ratio < MOST,
    });
  }
  return measurements;
}

/** The best of several, each on a fresh server: what else the machine does only ever adds to a time. */
async function time(prepare: Case["prepare"], count: number): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const server = await newServer();
    const request = (await prepare(server, count))();
    const started = performance.now();
    const answer = await server.fetch(request);
    times.push(performance.now() - started);
    if (!answer.ok) throw new Error(`the server answers ${answer.status}: ${await answer.text()}`);
  }
  return Math.min(...times);
}

async function newServer(): Promise<ScimServer> {
  const limits = { bodyBytes: 100_000_000, operations: 1_000_000, values: 1_000_000, resourceBytes: 100_000_000 };
  return createScimServer({ profile: await loadProfile("generic"), token: "bench", adminSecret: "bench", limits });
}

async function patchUser(
  s: ScimServer,
  emails: readonly object[],
  operations: readonly object[],
): Promise<() => Request> {
  const id = await create(s, "Users", { ...userBody("bench"), emails });
  return toPatch(`Users/${id}`, operations);
}

async function patchGroup(
  s: ScimServer,
  count: number,
  toOperations: (ids: readonly string[]) => readonly object[],
): Promise<() => Request> {
  const ids = await makeUsers(s, count);
  const members = ids.map((value) => ({ value }));
  const id = await create(s, "Groups", { schemas: [urn("core:2.0:Group")], displayName: "bench", members });
  return toPatch(`Groups/${id}`, toOperations(ids));
}

async function makeUsers(s: ScimServer, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await create(s, "Users", userBody(`user${n}`)));
  return ids;
}

async function create(s: ScimServer, endpoint: string, body: object): Promise<string> {
  const answer = await s.fetch(toRequest("POST", endpoint, body));
  if (answer.status !== 201) throw new Error(`the server answers ${answer.status}: ${await answer.text()}`);
  const { id }: { readonly id: string } = JSON.parse(await answer.text());
  return id;
}

function toPatch(path: string, operations: readonly object[]): () => Request {
  return () => toRequest("PATCH", path, { schemas: [PATCH_OP], Operations: operations });
}

function toRequest(method: string, path: string, body: object): Request {
  return new Request(`${BASE}/${path}`, { method, headers: HEADERS, body: JSON.stringify(body) });
}

function urn(name: string): string {
  return `urn:ietf:params:scim:schemas:${name}`;
}

const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const range = <T>(count: number, make: (n: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, n) => make(n));
const userBody = (userName: string): object => ({ schemas: [urn("core:2.0:User")], userName });
const toEmail = (n: number): object => ({ value: `mail${n}@example.com`, type: "work" });
const addEmail = (n: number): object => ({ op: "add", path: "emails", value: [toEmail(n)] });
const addPrimary = (n: number): object => ({ op: "add", path: "emails", value: [{ ...toEmail(n), primary: true }] });
const changeEmail = (n: number): object => ({
  op: "replace",
  path: `emails[type eq "work" and value eq "mail${n}@example.com"].display`,
  value: `Mail ${n}`,
});
const removeByFilter = (id: string): object => ({ op: "remove", path: `members[value eq "${id}"]` });
const removeMembers = (ids: readonly string[]): object => ({
  op: "remove",
  path: "members",
  value: ids.map((value) => ({ value })),
});
