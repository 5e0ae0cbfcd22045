import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import SCIMMY from "scimmy";
import SCIMMYRouters from "scimmy-routers";
import { Agent, request } from "undici";
import { loadProfile } from "../src/documents/load-profile.ts";
import { listen } from "../src/server/http/listen.ts";
import { createScimServer } from "../src/server/scim-server.ts";
import type { Measurement } from "./measurement.ts";

const TOKEN = "bench";
const USERS = 2000;
const LOOKUPS = 1500;

/** The reference server against scimmy-routers (Express) over HTTP, and against itself with a hundred times the users. */
export async function benchServer(): Promise<readonly Measurement[]> {
  return [await benchLookupsOverHttp(), await benchIndex()];
}

async function benchLookupsOverHttp(): Promise<Measurement> {
  const ours = await startOurs();
  const peer = await startPeer();
  await fill(ours.url);
  await fill(peer.url);
  await lookUp(ours.url, 200);
  await lookUp(peer.url, 200);
  const rates = { ours: await lookUp(ours.url, LOOKUPS), peer: await lookUp(peer.url, LOOKUPS) };
  await ours.close();
  await peer.close();
  const ratio = rates.ours / rates.peer;
  return {
    what: `userName lookups over HTTP, ${USERS} users`,
    ours: `${rates.ours.toFixed(0)} /s`,
    against: `scimmy-routers, ${rates.peer.toFixed(0)} /s`,
    ratio,
    bound: "at least as fast",
    holds: ratio >= 1,
  };
}

interface Started {
  readonly url: string;
  readonly close: () => Promise<void>;
}

async function startOurs(): Promise<Started> {
  const server = createScimServer({ profile: await loadProfile("generic"), token: TOKEN, adminSecret: "bench" });
  const listening = await listen(server, { port: 0, host: "127.0.0.1" });
  return { url: listening.baseUrl, close: () => listening.close() };
}

/** Users in a Map, looked up by the filter's own match, as scimmy's documentation shows it. */
async function startPeer(): Promise<Started> {
  const users = new Map<string, Record<string, unknown>>();
  SCIMMY.Resources.declare(SCIMMY.Resources.User).ingress((_resource, instance) => {
    const user = { ...JSON.parse(JSON.stringify(instance)), id: String(users.size + 1) };
    users.set(user.id, user);
    return user;
  });
  SCIMMY.Resources.User.egress((resource) => {
    const all = [...users.values()];
    return resource.filter === undefined ? all : resource.filter.match(all);
  });
  const app = express();
  app.use("/scim/v2", new SCIMMYRouters({ type: "bearer", handler: () => "bench" }));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/scim/v2`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function fill(url: string): Promise<void> {
  const agent = new Agent({ connections: 8 });
  for (let n = 0; n < USERS; n += 1) {
    const body = { schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], userName: `user${n}@example.com` };
    const answer = await request(`${url}/Users`, {
      dispatcher: agent,
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    if (answer.statusCode !== 201) throw new Error(`POST answers ${answer.statusCode}: ${await answer.body.text()}`);
    await answer.body.dump();
  }
  await agent.close();
}

/** Lookups a second, eight at a time. */
async function lookUp(url: string, count: number): Promise<number> {
  const agent = new Agent({ connections: 8 });
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) {
      const filter = encodeURIComponent(`userName eq "user${(n * 7) % USERS}@example.com"`);
      const answer = await request(`${url}/Users?filter=${filter}`, { dispatcher: agent, headers });
      const list: { totalResults: number } = JSON.parse(await answer.body.text());
      if (list.totalResults !== 1) throw new Error(`found ${list.totalResults} users`);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: 8 }, worker));
  const seconds = (performance.now() - started) / 1000;
  await agent.close();
  return count / seconds;
}

const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/scim+json" };

/** A lookup by userName goes by index: a hundred times the users must not cost noticeably more. */
async function benchIndex(): Promise<Measurement> {
  const few = await timeLookups(100);
  const many = await timeLookups(10_000);
  const ratio = many / few;
  return {
    what: "userName lookup in process, 10 000 users",
    ours: `${many.toFixed(1)} us`,
    against: `100 users, ${few.toFixed(1)} us`,
    ratio,
    bound: "at most 2",
    holds: ratio <= 2,
  };
}

async function timeLookups(users: number): Promise<number> {
  const server = createScimServer({ profile: await loadProfile("generic"), token: TOKEN, adminSecret: "bench" });
  const url = "http://bench.example/scim/v2/Users";
  for (let n = 0; n < users; n += 1) {
    const body = { schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], userName: `user${n}@example.com` };
    await server.fetch(new Request(url, { method: "POST", headers, body: JSON.stringify(body) }));
  }
  const lookup = async (n: number): Promise<void> => {
    const filter = encodeURIComponent(`userName eq "user${n % users}@example.com"`);
    await server.fetch(new Request(`${url}?filter=${filter}`, { headers }));
  };
  for (let n = 0; n < 500; n += 1) await lookup(n);
  const started = performance.now();
  for (let n = 0; n < 2000; n += 1) await lookup(n * 7);
  return ((performance.now() - started) * 1000) / 2000;
}
