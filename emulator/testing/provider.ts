// A provider that does not exist: a test puts this folder into a copy of the tool, under the name `acme`.
import type { IdentityProvider, IdentityProviderInstance } from "../../src/engine/identity-provider.ts";
import { hasSucceeded } from "../../src/exchange/exchange.ts";
import { acmeSuite } from "./acme-suite.ts";
import { joinUser } from "./wire/acme-requests.ts";

const isJoin = ({ method, path }: { readonly method: string; readonly path: string }): boolean =>
  method === "POST" && path === "/Users";
const isLook = ({ method, path }: { readonly method: string; readonly path: string }): boolean =>
  method === "GET" && path.startsWith("/Users/");

/** Acme: people join, and are looked up. */
export const acme: IdentityProvider = {
  id: "acme",
  title: "Acme",
  dialects: [{ id: "plain", title: "as it comes" }],
  features: [
    { id: "join", title: "People join", isAbout: isJoin, first: { text: "POST /Users", is: isJoin } },
    { id: "look", title: "People are looked up", isAbout: isLook, first: { text: "GET /Users/{id}", is: isLook } },
  ],
  suites: [acmeSuite],
  alsoDecidedBy: [],
  actions: [
    {
      name: "acme-hire",
      settings: { type: ["object", "null"], additionalProperties: false, properties: {} },
      results: ["hired"],
    },
  ],
  timeoutMs: 5000,
  create: async ({ session, population, scenario }): Promise<IdentityProviderInstance> => {
    const hired: string[] = [];
    return Promise.resolve({
      knows: (action) => action === "acme-hire",
      perform: async () => {
        for (const { userName, lastName } of population) {
          const cause = { kind: "scenario", id: scenario } as const;
          if (hasSucceeded(await session.send({ ...joinUser({ userName, name: { familyName: lastName } }), cause })))
            hired.push(userName);
        }
        return { results: { hired: hired.length }, notes: [] };
      },
      assignments: () => ({
        total: population.length,
        provisioned: hired.length,
        failed: population.length - hired.length,
        users: population.map(({ userName }) => ({ userName, status: "provisioned", error: null })),
      }),
      people: () => population.map((person) => ({ person, targetId: undefined, status: "provisioned", products: [] })),
    });
  },
};
