import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { Resources, Schemas, Types } from "scimmy";
import { SCIMMYRouters } from "scimmy-routers";
import { groupByCause } from "../src/engine/report/causes.ts";
import type { FetchHandler } from "../src/scim/http.ts";
import { playHandler } from "./play.ts";

/** Runs everything against scimmy-routers, whose faults nobody has counted, and tells its entries beside the findings. */
export async function judgeForeign(isVerbose: boolean): Promise<string> {
  const server = createServer(createPeer());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const run = await playHandler(toHandler(`http://127.0.0.1:${port}/scim`));
  await new Promise((resolve) => server.close(resolve));
  const failing = run.findings.filter(({ verdict }) => verdict === "fail");
  const entries = groupByCause(run.findings, run.run.idp, run.causes).filter(({ lead }) => lead.verdict === "fail");
  const told = isVerbose ? entries.map(({ gate, lead, title }) => `    ${gate ?? lead.check} ${title}\n`).join("") : "";
  return `scimmy-routers: ${entries.length} entries for ${failing.length} findings; its faults are not counted\n${told}`;
}

/** Takes requests in this process to a server with a port. */
function toHandler(baseUrl: string): FetchHandler {
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const url = baseUrl + pathname.replace(/^\/scim\/v2/, "") + search;
    const body = await request.text();
    return fetch(url, {
      method: request.method,
      headers: request.headers,
      ...(body === "" || request.method === "GET" ? {} : { body }),
    });
  };
}

/** Users in a Map, as the documentation of scimmy shows it. */
function createPeer(): express.Express {
  const users = new Map<string, Record<string, unknown>>();
  let next = 0;
  Resources.declare(Resources.User)
    .ingress((resource, instance) => {
      const id = resource.id ?? String((next += 1));
      users.set(id, { ...JSON.parse(JSON.stringify(instance)), id });
      return new Schemas.User(users.get(id) ?? {});
    })
    .egress((resource) => {
      const all = [...users.values()];
      if (resource.id === undefined) {
        const found: readonly Record<string, unknown>[] =
          resource.filter === undefined ? all : resource.filter.match(all);
        return found.map((user) => new Schemas.User(user));
      }
      const user = users.get(resource.id);
      if (user === undefined) throw new Types.Error(404, "", "unknown");
      return new Schemas.User(user);
    })
    .degress((resource) => {
      users.delete(resource.id ?? "");
    });
  return express().use("/scim", new SCIMMYRouters({ type: "bearer", handler: () => "anybody" }));
}
