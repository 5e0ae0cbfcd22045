import { afterEach, expect, test } from "vitest";
import { checkForOkta, summaryLines } from "./check-an-endpoint.ts";
import { acme, checkForAcme, proveAcme } from "./own-check.ts";
import { playOwnScenario } from "./own-scenario.ts";
import { assignFourToThreeSeats } from "./replay-okta.ts";
import { createUser, interceptScim } from "./test-a-scim-client.ts";

const stops: (() => void)[] = [];

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

test("check-an-endpoint tells what works in Okta", { timeout: 60_000 }, async () => {
  const lines = summaryLines(await checkForOkta(undefined, undefined));
  expect(lines).toEqual(["create: works", "update: works", "deactivate: works", "import: works", "group-push: works"]);
});

test("test-a-scim-client runs a real fetch against the reference server", async () => {
  const { baseUrl, stop } = await interceptScim("secret");
  stops.push(stop);
  expect(await createUser(baseUrl, "secret", "ann@example.com")).toMatch(/^[0-9a-f-]{36}$/);
  await expect(createUser(baseUrl, "secret", "ANN@example.com")).rejects.toThrow("ANN@example.com");
  await expect(createUser(baseUrl, "wrong", "bob@example.com")).rejects.toThrow();
});

test("replay-okta gives the last of four people a red X and the reason", async () => {
  const { users } = await assignFourToThreeSeats();
  expect(users.map((user) => user.status)).toEqual(["provisioned", "provisioned", "provisioned", "failed"]);
  expect(users[3]?.error).toContain("Sales");
});

test("own-check runs a suite of one's own beside a built-in one", async () => {
  const run = await checkForAcme(undefined, undefined);
  const told = run.findings.filter(({ suite }) => suite === "acme").map(({ check, verdict }) => `${check} ${verdict}`);
  expect(told).toEqual(["acme.users.number-shown pass", "acme.users.number-kept pass"]);
  expect(run.findings.some(({ suite }) => suite === "discovery")).toBe(true);
  expect(run.summary.checks.fail).toBe(0);
});

test("own-check proves each of its checks, with the defect of the other one that it notices too", async () => {
  const proofs = await proveAcme();
  expect(proofs.map(({ id }) => id)).toEqual(acme.checks.map(({ id }) => id));
  const noticed = proofs.map(({ alarms, defects }) => [alarms, defects.map((one) => [one.defect, one.noticed])]);
  expect(noticed).toEqual([
    [
      [],
      [
        ["acme-number-loses-zeros", true],
        ["acme-number-not-stored", true],
      ],
    ],
    [
      [],
      [
        ["acme-number-is-reset", true],
        ["acme-number-loses-zeros", true],
      ],
    ],
  ]);
});

test("own-scenario retries until everybody is in", async () => {
  const { scenarios } = await playOwnScenario();
  expect(scenarios[0]).toMatchObject({ id: "patient-admin", verdict: "pass", breaks: { okta: ["create"] } });
  expect(scenarios[0]?.steps.filter(({ step }) => step === "retry failed tasks")).toHaveLength(2);
});
