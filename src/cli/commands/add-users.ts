import { createPeople } from "../../../fixtures/people.ts";
import type { FixturePerson } from "../../../fixtures/people.ts";
import type { Profile } from "../../profile/profile.ts";
import { fillTemplate } from "../../profile/template.ts";
import type { FetchHandler } from "../../scim/http.ts";

/** A server that is to be filled. */
export interface FillableServer {
  readonly fetch: FetchHandler;
  readonly basePath: string;
  readonly profile: Profile;
  readonly token: string;
  readonly adminSecret: string;
}

const PAUSE = 50;
const ORIGIN = "http://bundled.example";

/**
 * Gives a fresh server users, as an organisation has them before provisioning starts: where products are given out, as portal
 * users without one, and elsewhere by SCIM. Ends early when the signal is aborted.
 */
export async function addUsers(server: FillableServer, count: number, signal: AbortSignal): Promise<void> {
  let added = 0;
  for (const person of createPeople({ seed: 1, runId: "demo", count, domain: server.profile.domain })) {
    const response = await server.fetch(
      server.profile.seats?.attribute ? portalRequest(server, person) : scimRequest(server, person),
    );
    added += 1;
    // Signals are delivered in between only.
    if (added % PAUSE === 0) await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) return;
    if (!response.ok) throw new Error(`the bundled server refuses a user: ${await response.text()}`);
  }
}

function portalRequest({ adminSecret }: FillableServer, person: FixturePerson): Request {
  const { firstName, lastName, email, userName } = person;
  return post("/admin/api/users", adminSecret, { firstName, lastName, email, userName, products: [] });
}

function scimRequest({ profile, basePath, token }: FillableServer, person: FixturePerson): Request {
  const values = {
    ...person,
    name: person.userName.split("@", 1).join(""),
    givenName: person.firstName,
    familyName: person.lastName,
    password: crypto.randomUUID(),
    externalId: person.userName,
  };
  return post(`${basePath}/Users`, token, fillTemplate(profile.templates.user, { ...values }));
}

function post(path: string, token: string, body: object): Request {
  return new Request(`${ORIGIN}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}
