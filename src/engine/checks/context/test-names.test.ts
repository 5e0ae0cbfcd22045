import { expect, test } from "vitest";
import { toNames } from "./test-names.ts";

const first = toNames({ runId: "abcd2345", seed: 1, scope: "users.create.status", label: "1" });

test("what must be unique differs from run to run, and all else follows from seed, check and label", () => {
  const second = toNames({ runId: "efgh6789", seed: 1, scope: "users.create.status", label: "1" });
  for (const unique of ["name", "userName", "email", "externalId"] as const) {
    expect(second[unique]).not.toBe(first[unique]);
  }
  for (const same of ["givenName", "familyName", "displayName", "locale", "password"] as const) {
    expect(second[same]).toBe(first[same]);
  }
});

test("an externalId looks like the id of an Okta user", () => {
  expect(first.externalId).toMatch(/^00u[0-9a-z]{17}$/);
});
