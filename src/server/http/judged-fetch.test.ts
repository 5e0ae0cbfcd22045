import { expect, test } from "vitest";
import { trafficSuite } from "../../../suites/traffic/index.ts";
import { loadProfile } from "../../documents/load-profile.ts";
import { createScimServer } from "../scim-server.ts";
import type { ScimServer, ScimServerOptions } from "../scim-server.ts";
import type { TrafficFinding } from "./judged-fetch.ts";

const rules = trafficSuite.trafficRules;
const profile = await loadProfile("generic");

async function play(ports?: ScimServerOptions["ports"]): Promise<readonly TrafficFinding[]> {
  const findings: TrafficFinding[] = [];
  const server = createScimServer({
    profile,
    token: "t",
    adminSecret: "s",
    rules,
    onFinding: (finding) => findings.push(finding),
    ...(ports === undefined ? {} : { ports }),
  });
  const made = await ask(server, "POST /Users", { userName: "ann@example.com", active: true });
  const { id }: { id: string } = JSON.parse(await made.text());
  await ask(server, `GET /Users/${id}`);
  await ask(server, "GET /Users?startIndex=1&count=10");
  await ask(server, "GET /ServiceProviderConfig");
  await ask(server, "GET /Users/nobody");
  await ask(server, `DELETE /Users/${id}`);
  return findings;
}

function ask({ fetch, basePath }: ScimServer, line: string, body?: object): Promise<Response> {
  const [method = "", path = ""] = line.split(" ");
  const schemas = ["urn:ietf:params:scim:schemas:core:2.0:User"];
  const headers = { authorization: "Bearer t", "content-type": "application/scim+json" };
  const sent = body === undefined ? {} : { body: JSON.stringify({ schemas, ...body }) };
  return Promise.resolve(fetch(new Request(`http://h.example${basePath}${path}`, { method, headers, ...sent })));
}

test("the sound server breaks none of its traffic rules", async () => {
  expect((await play()).map(({ rule, violation }) => `${rule.id}: ${violation.message}`)).toEqual([]);
});

test("a broken answer is told with the rule and the exchange", async () => {
  const findings = await play(({ store }) => ({
    store: {
      ...store,
      find: async (type, id) => {
        const found = await store.find(type, id);
        return found && { ...found, attributes: { ...found.attributes, active: "yes" } };
      },
    },
  }));
  const broken = findings.find(({ exchange }) => exchange.request.method === "GET");
  expect(broken?.rule.id).toMatch(/^traffic\./);
  expect(broken?.exchange.request.path).toMatch(/^\/Users\//);
  expect(broken?.violation.message).toContain("active");
});

test("a rule that fails itself fails the request: it would find nothing wrong with any answer", async () => {
  const [rule] = rules;
  if (rule === undefined) throw new Error("there are no traffic rules");
  const judge = (): never => {
    throw new TypeError("the rule is wrong");
  };
  const failing = { ...rule, applies: () => true, judge };
  const server = createScimServer({
    profile,
    token: "t",
    adminSecret: "s",
    rules: [failing],
    onFinding: () => undefined,
  });
  await expect(ask(server, "GET /Users")).rejects.toThrow("the rule is wrong");
});
