import { expect, test } from "vitest";
import { toExternalId, toNames } from "./test-names.ts";

const ONE = { runId: "abcd2345", seed: 1, scope: "users.create.status", label: "1", domain: "example.com" };
const first = toNames(ONE);

test("what must be unique differs from run to run, and all else follows from seed, check and label", () => {
  const second = toNames({ ...ONE, runId: "efgh6789" });
  for (const unique of ["name", "userName", "email", "externalId"] as const) {
    expect(second[unique]).not.toBe(first[unique]);
  }
  for (const same of ["givenName", "familyName", "displayName", "locale", "password"] as const) {
    expect(second[same]).toBe(first[same]);
  }
});

test("userName and e-mail address end with the domain, and begin with the run's mark", () => {
  const { userName, email } = toNames({ ...ONE, domain: "acme.test" });
  expect(userName).toMatch(/^zsc-abcd2345-[0-9a-f]{6}-1@acme\.test$/);
  expect(email).toBe(userName);
});

test("an externalId looks like the id of an Okta user", () => {
  expect(first.externalId).toMatch(/^00u[0-9a-z]{17}$/);
});

test("an externalId of one's own keeps the letter case of its label, and is unique but for it", () => {
  const [upper, lower] = [toExternalId({ ...ONE, label: "AbC" }), toExternalId({ ...ONE, label: "aBc" })];
  expect(upper).toMatch(/^00uabcd2345[0-9a-f]{6}AbC$/);
  expect(lower).not.toBe(upper);
  expect(lower.toLowerCase()).toBe(upper.toLowerCase());
  expect(toExternalId({ ...ONE, runId: "efgh6789", label: "AbC" })).not.toBe(upper);
  expect(toExternalId({ ...ONE, scope: "users.create.kept", label: "AbC" })).not.toBe(upper);
});
