// Plays an Okta admin against a SCIM endpoint: assigns a group of people to an app and prints the Assignments tab.
// The endpoint here is the reference server in this process; `openTarget({ url, credentials })` takes yours instead.
import { OktaOrg, createScimServer, loadProfile, openTarget } from "zi-scim-check";
import type { Assignments } from "zi-scim-check";

/** 3 Sales seats, 4 people: the last one gets a red X and the reason. */
export async function assignFourToThreeSeats(): Promise<Assignments> {
  const profile = await loadProfile("zoominfo");
  const products = [{ name: "Sales", total: 3 }];
  const server = createScimServer({ profile, token: "secret", adminSecret: "other secret", products });
  const target = openTarget({
    url: "https://scim.example.com/scim/v2",
    fetch: server.fetch,
    credentials: { kind: "bearer", token: "secret" },
  });

  const org = new OktaOrg();
  const people = ["Ann", "Bob", "Cem", "Dua"].map((firstName) => {
    const userName = `${firstName.toLowerCase()}@example.com`;
    return org.addUser({ userName, firstName, lastName: "Lee", email: userName });
  });
  const app = org.createApp({ session: target.session, profile });
  await app.testApiCredentials();
  await app.assignGroup(org.addGroup("Sales Users", people), { ziProduct: ["Sales"] });
  await target.close();
  return app.assignments();
}

if (import.meta.main) {
  const { users } = await assignFourToThreeSeats();
  for (const { userName, status, error } of users) {
    process.stdout.write(`${status === "failed" ? "✗" : "✓"} ${userName}  ${error ?? ""}\n`);
  }
}
