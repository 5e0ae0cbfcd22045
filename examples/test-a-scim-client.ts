// Tests a SCIM client against the reference server, without a network: MSW catches the client's real `fetch` and hands it
// to `createScimServer`.
import { http } from "msw";
import { setupServer } from "msw/node";
import { createScimServer, loadProfile } from "zi-scim-check";

/** The client under test: it knows nothing of the reference server. */
export async function createUser(baseUrl: string, token: string, userName: string): Promise<string> {
  const response = await fetch(`${baseUrl}/Users`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/scim+json" },
    body: JSON.stringify({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      userName,
      name: { givenName: "Ann", familyName: "Lee" },
      emails: [{ value: userName, type: "work", primary: true }],
    }),
  });
  const body = (await response.json()) as { id?: string; detail?: string };
  if (response.status !== 201 || body.id === undefined) throw new Error(body.detail ?? `status ${response.status}`);
  return body.id;
}

/** A reference server that answers whatever is fetched from `https://scim.example.com`. */
export async function interceptScim(token: string): Promise<{ readonly baseUrl: string; readonly stop: () => void }> {
  const profile = await loadProfile("generic");
  const server = createScimServer({ profile, token, adminSecret: "not used here" });
  const interceptor = setupServer(http.all("https://scim.example.com/*", ({ request }) => server.fetch(request)));
  interceptor.listen({ onUnhandledFrame: "error" });
  return { baseUrl: "https://scim.example.com/scim/v2", stop: () => interceptor.close() };
}
