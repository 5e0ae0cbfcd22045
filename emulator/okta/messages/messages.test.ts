import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { matchMessage, nearMessages } from "../../../src/engine/providers/match-message.ts";
import type { MatchedMessage } from "../../../src/engine/providers/match-message.ts";
import { BUILT_IN_SCENARIOS } from "../../../src/run/scenarios/built-in-scenarios.ts";
import { ROOT, sourceFiles } from "../../../src/testing/source-files.ts";
import { SUITES } from "../../../suites/index.ts";
import { OKTA_FEATURES } from "../features.ts";
import { failureContext } from "../provisioning/failure-context.ts";
import { invalidJson } from "../provisioning/provisioning-failure.ts";
import { PHRASES } from "../provisioning/reason-phrase.ts";
import { OKTA_MESSAGES } from "./index.ts";

const { actions, outcomes, words } = OKTA_MESSAGES;
const texts = failureContext("ZoomInfo");

/** Each half of the emulated client, and the action that it tells. */
const HALVES: readonly (readonly [string, string])[] = [
  [texts.match("jane@b.example"), "match"],
  [texts.create("jane@b.example", "Jane Doe"), "create"],
  [texts.link("jane@b.example"), "link"],
  [texts.update("jane@b.example"), "update"],
  [texts.reactivate("jane@b.example"), "reactivate"],
  [texts.deactivate("jane@b.example"), "deactivate"],
  [texts.password("jane@b.example"), "password"],
  [texts.createGroup("Sales"), "group-create"],
  [texts.updateGroup("Sales"), "group-update"],
  [texts.updateMembers("Sales"), "group-members"],
  [texts.deleteGroup("Sales"), "group-delete"],
  [texts.import(), "import"],
  ["Error authenticating", "connector"],
];

function explained(text: string): MatchedMessage | undefined {
  return matchMessage(text, OKTA_MESSAGES);
}

describe("the table", () => {
  test("names checks, scenarios, features and actions that exist", () => {
    const checks = new Set(SUITES.flatMap((suite) => suite.checks.map(({ id }) => id)));
    const features = OKTA_FEATURES.map(({ id }) => id);
    const named = [...actions, ...words, ...outcomes].flatMap((one) => one.checks ?? []);
    expect(named.filter((id) => !checks.has(id))).toEqual([]);
    expect(actions.flatMap((one) => one.scenarios).filter((id) => !BUILT_IN_SCENARIOS.includes(id))).toEqual([]);
    expect(actions.flatMap((one) => one.features).filter((id) => !features.includes(id))).toEqual([]);
    const ids = actions.map(({ id }) => id);
    expect(outcomes.flatMap(({ of = [] }) => of).filter((id) => !ids.includes(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("shows at least one check for each action", () => {
    expect(actions.filter(({ checks, sent }) => checks.length === 0 || sent.length === 0)).toEqual([]);
  });
});

describe("a text of the emulated client is explained", () => {
  test.each(HALVES)("%s", (half, id) => {
    for (const phrase of Object.values(PHRASES)) {
      const found = explained(`${half}: ${phrase}. Errors reported by remote server: the moon is full`);
      expect([found?.action?.id, found?.outcome?.pattern, found?.detail]).toEqual([id, phrase, "the moon is full"]);
    }
    for (const text of ["<html>", "error code: 1033", "", "[1]"]) {
      const found = explained(`${half}: ${invalidJson(text)}`);
      expect([found?.action?.id, found?.outcome?.pattern]).toEqual([id, "Invalid JSON"]);
    }
    expect(explained(`${half}: HTTP 530.`)?.outcome?.pattern).toBe("HTTP {status}");
    expect(explained(`${half}: connection refused (ECONNREFUSED)`)?.outcome?.pattern).toBe("connection refused");
  });

  test("wherever its sources make one", () => {
    const sources = sourceFiles(["emulator/okta"]).map((file) => readFileSync(join(ROOT, file), "utf8"));
    const made = sources.flatMap((source) =>
      [
        ...source.matchAll(
          /(?:new ProvisioningFailure\(\s*|"Error authenticating: |`Error authenticating: )(`[^`]*`|[^"`]*["`])/g,
        ),
      ].map(([, text = ""]) => text.replaceAll(/\$\{context\}|\$\{made\.context\}/g, texts.createGroup("Sales"))),
    );
    const shown = made
      .map((text) => text.replaceAll("`", "").replaceAll(/\$\{[^}]*\}/g, "Jane"))
      .filter((text) => /[a-z]{4}/.test(text) && !/^(message|error)/.test(text));
    expect(shown.length).toBeGreaterThan(12);
    expect(shown.filter((text) => explained(text)?.outcome === undefined && !text.endsWith(": Jane"))).toEqual([]);
  });
});

describe("a text of Okta's own is explained", () => {
  test.each([
    [
      "Automatic provisioning of user Jane Doe to app X failed: Matching user not found",
      "provisioning",
      "Matching user not found",
    ],
    ["Error authenticating: No results for users returned", "connector", "No results for users returned"],
    [
      "Push new user to external application FAILURE: Conflict. Errors reported by remote server: x",
      "push",
      "Conflict",
    ],
    [
      "Automatic provisioning of user Jane to app X failed: Error while creating user Jane: Create new user returned empty user.",
      "create",
      "Create new user returned empty user",
    ],
    [
      "Error authenticating: Connect to host:443 [host/10.0.0.1] failed: Connect timed out",
      "connector",
      "Connect timed out",
    ],
    [
      "Error authenticating: Unauthorized. The connector configuration could not be tested. Make sure that the URL, Authentication Parameters are correct and that there is an implementation available at the URL provided.",
      "connector",
      "Unauthorized",
    ],
  ])("%s", (text, action, outcome) => {
    const found = explained(text);
    expect([found?.action?.id, found?.outcome?.pattern]).toEqual([action, outcome]);
  });
});

describe("it is found", () => {
  const whole = `${texts.update("jane@b.example")}: Bad Request. Errors reported by remote server: attribute meta is readOnly`;

  test.each([
    ["in other letters", whole.toUpperCase()],
    ["with line breaks and more blanks", whole.replaceAll(" ", " \n  ")],
    ["in quotes", `“${whole}”`],
    ["without its beginning", whole.slice(whole.indexOf("profile push"))],
    ["without its end", whole.slice(0, whole.indexOf("readOnly"))],
    ["cut in the middle of a word", `${whole.slice(0, 66)}…`],
    ["with a name of odd letters", whole.replaceAll("jane@b.example", "Zoë: O'Neil (x) + $y")],
  ])("%s", (_, text) => {
    expect(explained(text)?.action?.id).toBe("update");
  });

  test("with what the server's own words speak of", () => {
    expect(explained(whole)?.words.map(({ checks }) => checks[0])).toEqual(["okta.link.accepted"]);
  });

  test("with the action that alone it is shown with, where the text names none", () => {
    const found = explained("Multiple users found by userName. Expected 0 or 1 results but was [3]");
    expect([found?.action?.id, found?.isNamed]).toEqual(["match", false]);
  });
});

test("what nobody shows is not explained, and what is near to it is named", () => {
  const text = "The provisioning of a user to the app failed for a reason of ours";
  expect(explained(text)).toBeUndefined();
  expect(nearMessages(text, OKTA_MESSAGES)[0]).toMatch(
    /^Automatic provisioning of user \{user\} to app \{app\} failed/,
  );
  expect(nearMessages("lorem ipsum", OKTA_MESSAGES)).toEqual([]);
});
