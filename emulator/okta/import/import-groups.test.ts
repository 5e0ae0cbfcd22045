import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { loadProfile } from "../../../src/documents/load-profile.ts";
import { NO_JOURNAL } from "../../../src/engine/ownership/journal.ts";
import { Ownership } from "../../../src/engine/ownership/ownership.ts";
import { createSession } from "../../../src/engine/session/create-session.ts";
import { createUndiciTransport } from "../../../src/engine/transport/undici-transport.ts";
import { SYSTEM_CLOCK } from "../org/app-options.ts";
import { OktaOrg } from "../org/okta-org.ts";

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** An app whose target listens on loopback, writes down what it is asked and has one user and one group. */
async function setUp(settings: { readonly importGroups?: boolean; readonly pushGroups?: boolean }) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const user = {
      id: "1",
      userName: "ann@b.example",
      name: { givenName: "Ann", familyName: "Lee" },
      emails: [{ value: "ann@b.example", primary: true }],
      active: true,
    };
    const resource = request.url?.includes("/Groups") === true ? { id: "g", displayName: "Staff" } : user;
    response.setHeader("content-type", "application/scim+json");
    response.end(JSON.stringify({ totalResults: 1, startIndex: 1, itemsPerPage: 1, Resources: [resource] }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const transport = createUndiciTransport({ connections: 1 });
  closing.push(async () => {
    await transport.close();
    await new Promise((resolve) => server.close(resolve));
  });
  const session = createSession({
    baseUrl: `http://127.0.0.1:${port}/scim/v2`,
    runId: "run1",
    transport,
    credentials: { kind: "bearer", token: "t" },
    headers: {},
    timeoutMs: 5000,
    rate: undefined,
    proof: "name",
    ownership: new Ownership(NO_JOURNAL),
    nextSeq: () => 1,
    clock: SYSTEM_CLOCK,
    signal: new AbortController().signal,
    onExchange: () => undefined,
  });
  session.adopt("/Users", "1");
  const profile = await loadProfile("generic");
  return { app: new OktaOrg().createApp({ session, profile, settings }), asked };
}

test("Import Now sends nothing to /Groups, with group push on as well", async () => {
  const { app, asked } = await setUp({ pushGroups: true });
  expect(await app.importNow()).toMatchObject({ error: null, scanned: 1, groups: 0 });
  app.confirmImport(["new"]);
  await app.importNow();
  expect(asked).toEqual(["GET /scim/v2/Users?startIndex=1&count=100", "GET /scim/v2/Users?startIndex=1&count=100"]);
});

test("with Import Groups it lists the groups too, which are counted and nothing else", async () => {
  const { app, asked } = await setUp({ importGroups: true });
  await app.importNow();
  expect(asked).toEqual(["GET /scim/v2/Users?startIndex=1&count=100", "GET /scim/v2/Groups?startIndex=1&count=100"]);
  expect(app.console.views().imports[0]?.counts).toMatchObject({ scanned: 1, new: 1, groups: 1 });
});
