import { spawn } from "node:child_process";
import { Agent, request } from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { OktaOrg } from "../emulator/okta/org/okta-org.ts";
import { createUser } from "../emulator/okta/wire/create-user.ts";
import { findUser } from "../emulator/okta/wire/list-queries.ts";
import { OKTA_WIRE_FORM } from "../emulator/okta/wire/wire-request.ts";
import type { WireRequest } from "../emulator/okta/wire/wire-request.ts";
import { loadProfile } from "../src/documents/load-profile.ts";
import { toHeaderLines } from "../src/engine/transport/provider/wire-form.ts";
import { openTarget } from "../src/run/open-target.ts";
import type { OpenTarget } from "../src/run/open-target.ts";
import { median } from "./measure-process.ts";
import type { Measurement } from "./measurement.ts";

const TOKEN = "bench";
const PEOPLE = 1500;
const WARM_UP = 300;
const MAIN = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));

/** People who are assigned one after the other, against a bare loop that sends the same bytes to the same server. */
export async function benchEmulation(): Promise<readonly Measurement[]> {
  const server = await startServer();
  const target = openTarget({ url: server.url, credentials: { kind: "bearer", token: TOKEN } });
  const emulate = await emulator(target);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const [emulated, bare]: [number[], number[]] = [[], []];
  // By turns, person for person: a machine whose speed drifts is fair to both. Code gets hot first.
  for (let n = 0; n < WARM_UP + PEOPLE; n += 1) {
    const times = [
      await timeOf(() => emulate(person(`emulated-${n}`))),
      await timeOf(() => loop(server.url, person(`bare-${n}`), agent)),
    ] as const;
    if (n < WARM_UP) continue;
    emulated.push(times[0]);
    bare.push(times[1]);
  }
  agent.destroy();
  await target.close();
  await server.close();
  const [ours, floor] = [median(emulated), median(bare)];
  const ratio = floor / ours;
  return [
    {
      what: "people assigned one by one, at a target",
      ours: `${(1000 / ours).toFixed(0)} /s`,
      against: `a loop of node:http, ${(1000 / floor).toFixed(0)} /s`,
      ratio,
      bound: "at least 0.7",
      holds: ratio >= 0.7,
    },
  ];
}

/** Milliseconds. */
async function timeOf(send: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await send();
  return performance.now() - started;
}

interface Person {
  readonly userName: string;
  readonly firstName: string;
  readonly lastName: string;
}

function person(name: string): Person {
  return { userName: `${name}@b.example`, firstName: "Ann", lastName: "Lee" };
}

/** An org whose app is given one person after the other. */
async function emulator({ session }: OpenTarget): Promise<(one: Person) => Promise<void>> {
  const org = new OktaOrg();
  const app = org.createApp({ session, profile: await loadProfile("generic") });
  return async (one) => {
    const user = org.addUser({ ...one, email: one.userName, displayName: "Ann Lee", locale: "en-US" });
    const { created } = await app.assignUsers([user]);
    if (created !== 1) throw new Error(`${one.userName} was not created`);
  };
}

/** The match query and the create of a person, by nothing but Node's client. */
async function loop(url: string, one: Person, agent: Agent): Promise<void> {
  const { userName, firstName: givenName, lastName: familyName } = one;
  const values = { userName, givenName, familyName, email: userName, emailType: "work" };
  const beside = { externalId: "00u1abcdefghijklmnop", password: "1mz050nq" };
  const create = createUser({ ...values, displayName: "Ann Lee", locale: "en-US" }, beside);
  for (const [wire, expected] of [
    [findUser(userName), 200],
    [create, 201],
  ] as const) {
    const status = await send(new URL(url + wire.path), wire, agent);
    if (status !== expected) throw new Error(`${wire.method} answers ${status}`);
  }
}

function send(url: URL, { method, headers, body }: WireRequest, agent: Agent): Promise<number> {
  const text = body === undefined ? null : JSON.stringify(body);
  const all = { ...headers, authorization: `Bearer ${TOKEN}` };
  const lines = toHeaderLines({ method, host: url.host, headers: all, text }, OKTA_WIRE_FORM);
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: lines, agent, setHost: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        JSON.parse(Buffer.concat(chunks).toString("utf8"));
        resolve(answer.statusCode ?? 0);
      });
    });
    sent.on("error", reject).end(text ?? undefined);
  });
}

/** The reference server in a process of its own, so that it takes no time from its clients. */
async function startServer(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const args = [MAIN, "serve", "--profile", "generic", "--port", "0", "--token", TOKEN];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/\S+\/scim\/v2/.exec(line)?.[0];
    if (url === undefined) continue;
    return {
      url,
      close: () =>
        new Promise((resolve) => {
          child.on("exit", () => resolve());
          child.kill();
        }),
    };
  }
  throw new Error("the server has ended without a URL");
}
