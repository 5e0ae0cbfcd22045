import { describe, expect, test } from "vitest";
import { errorResponse, without } from "../../../kit/defects/answers.ts";
import { on } from "../../../kit/defects/on.ts";
import type { ScenarioDocument, StepDocument } from "../document/scenario-document.ts";
import { playOnGround } from "./play-on.fixture.ts";
import type { Played } from "./play-on.fixture.ts";

const PEOPLE: ScenarioDocument["population"] = {
  people: { Ann: { lastName: "Lee" }, Bob: null, Cy: { userName: "cy.first" } },
  users: 4,
  groups: { Team: ["Ann", "Bob"] },
};

function play(...steps: StepDocument[]): Promise<Played> {
  return playOnGround({ id: "mine", population: PEOPLE, steps });
}

/** The reason of the last step. */
async function reasonOf(...steps: StepDocument[]): Promise<string> {
  const { result } = await play(...steps);
  return result.steps.at(-1)?.reason ?? "";
}

const ASSIGN: StepDocument = { "assign-users": { people: "all" } };

describe.each(["oin", "aiw"])("in the dialect %s", (dialect) => {
  test("facts that are so are met", async () => {
    const { problems } = await playOnGround(
      {
        id: "mine",
        profile: "okta",
        population: { ...PEOPLE, staged: "Bob" },
        steps: [
          {
            "test-credentials": null,
            expect: {
              connected: true,
              message: "configured successfully",
              features: { "Create Users": true, "Push Groups": { ticked: false, target: "offered" } },
            },
          },
          {
            "assign-users": { people: "all but Cy, last" },
            expect: {
              created: { min: 1, max: "users" },
              person: {
                Ann: { status: "provisioned", message: null },
                Bob: { status: "provisioned" },
                Cy: { status: "unassigned" },
              },
              requests: [
                { method: "GET", path: "/Users?filter=*", count: 2 },
                { method: "POST", path: "/Users", answer: 201, body: { name: { familyName: "Lee" } }, count: 1 },
                { method: "PUT|PATCH", count: 0 },
              ],
              notes: [],
            },
          },
          { "activate-users": { people: "Bob" }, expect: { created: 0, person: { Bob: { status: "provisioned" } } } },
          { "assign-users": { people: "Cy" } },
          { "update-profile": { people: "Cy", set: { userName: "cy.second", email: "cy.second@gmail.com" } } },
          {
            "verify-users": { people: ["Ann", "Cy"] },
            expect: {
              "id-kept": 2,
              person: {
                Ann: { found: true, active: true, attributes: { "name.familyName": "Lee", displayName: "/Lee$/" } },
                Cy: { attributes: { userName: "cy.second", "emails[primary eq true].value": "$email", title: null } },
              },
            },
          },
        ],
      },
      { dialect },
    );
    expect(problems).toEqual([]);
  });

  test("settings, the integration and the token change in the middle of a scenario", async () => {
    const { problems } = await playOnGround(
      {
        id: "mine",
        population: PEOPLE,
        app: { "api-integration": false },
        steps: [
          { "assign-users": { people: "Ann" }, expect: { requests: 0 } },
          { "set-api-integration": { enabled: true } },
          { "assign-users": { people: "Ann" }, expect: { created: 1 } },
          { "change-settings": { "deactivate-users": false }, expect: { connected: true } },
          { "unassign-users": { people: "Ann" }, expect: { requests: 0, notes: "Deactivate Users is off" } },
          { "change-token": { token: "wrong" } },
          { "test-credentials": null, expect: { connected: false, message: "/^Error authenticating/" } },
          { "change-token": { token: "given" } },
          { "test-credentials": null, expect: { connected: true } },
        ],
      },
      { dialect },
    );
    expect(problems).toEqual([]);
  });

  test("people and groups come and go, and who comes back has a new id in the directory", async () => {
    const { problems, exchanges } = await playOnGround(
      {
        id: "mine",
        population: { ...PEOPLE, outside: "Bob", groups: { Team: "Ann" } },
        steps: [
          { "add-users": { people: "Bob", set: { lastName: "Young" } } },
          { "add-group": { group: "New", people: ["Ann", "Bob"] } },
          { "assign-group": { group: "New" }, expect: { created: 2 } },
          { "delete-group": { group: "New" }, expect: { deactivated: 2, deprovisioned: 2 } },
          { "assign-users": { people: "Bob" }, expect: { reactivated: 1 } },
          { "delete-users": { people: "Bob" }, expect: { deactivated: 1, person: { Bob: { status: "unassigned" } } } },
          { "add-users": { people: "Bob" } },
          { "assign-users": { people: "Bob" }, expect: { created: 0, provisioned: 1 } },
          { "verify-users": { people: "Bob" }, expect: { active: 1, "id-kept": 1 } },
        ],
      },
      { dialect },
    );
    expect(problems).toEqual([]);
    const isOfBob = ({ request }: (typeof exchanges)[number]): boolean =>
      request.method !== "GET" && JSON.stringify(request.body ?? null).includes("-2.");
    const ids = exchanges.filter(isOfBob).flatMap(({ request }) => Object(request.body).externalId ?? []);
    expect(new Set(ids).size).toBe(2);
  });

  test("what fails is retried by person and by group", async () => {
    const { problems } = await playOnGround(
      {
        id: "mine",
        population: PEOPLE,
        app: { "push-groups": true },
        steps: [
          { fault: { on: "POST /Users", answer: 500, times: 2 } },
          {
            "assign-users": { people: "all" },
            expect: { failed: 2, person: { Ann: { message: "/Internal Server/" } } },
          },
          {
            "retry-failed": { people: "Ann" },
            expect: { created: 1, failed: 1, person: { Bob: { status: "failed" } } },
          },
          { "retry-failed": null, expect: { created: 1, failed: 0 } },
          { fault: { on: "POST /Groups", answer: 503, times: 1 } },
          { "push-group": { group: "Team" }, expect: { created: 0, message: "Service Unavailable" } },
          { "retry-failed": { people: "Ann" }, expect: { "groups-pushed": 0 } },
          { "retry-failed": { groups: ["Team"] }, expect: { "groups-pushed": 1 } },
          { "verify-group": { group: "Team", people: ["Ann", "Bob"] }, expect: { present: 2 } },
        ],
      },
      { dialect },
    );
    expect(problems).toEqual([]);
  });

  test("imported accounts are confirmed row by row", async () => {
    const { problems } = await playOnGround(
      {
        id: "mine",
        population: { ...PEOPLE, outside: 4 },
        steps: [
          { "add-portal-users": { people: "all", otherwise: "scim" } },
          { import: null, expect: { exact: 3, new: 1, message: null } },
          { "confirm-import": { people: ["Ann", 4] }, expect: { confirmed: 2, added: 1, requests: 0 } },
          { "confirm-import": { people: "all", matches: ["new"] }, expect: { confirmed: 0 } },
          {
            "confirm-import": { matches: ["exact"] },
            expect: { confirmed: 2, person: { Cy: { status: "provisioned" } } },
          },
        ],
      },
      { dialect },
    );
    expect(problems).toEqual([]);
  });
});

describe("a fact that is not so is told with what was found:", () => {
  test.each<readonly [string, StepDocument, string]>([
    [
      "a status",
      { ...ASSIGN, expect: { person: { Ann: { status: "failed" } } } },
      "status of Ann is provisioned instead of failed",
    ],
    [
      "a message",
      { ...ASSIGN, expect: { person: { Ann: { message: "Forbidden" } } } },
      'message of Ann is nothing instead of a text with "Forbidden"',
    ],
    [
      "nobody",
      { ...ASSIGN, expect: { person: { failed: { message: "x" } } } },
      'who is meant by "failed" is nobody instead of somebody',
    ],
    ["a range", { ...ASSIGN, expect: { created: { max: 3 } } }, "created is 4 instead of at most 3"],
    ["a number", { ...ASSIGN, expect: { created: { min: 5, max: 6 } } }, "created is 4 instead of 5 to 6"],
    [
      "requests",
      { ...ASSIGN, expect: { requests: [{ method: "POST", path: "/Users", count: 3 }] } },
      "the number of requests POST /Users is 4 instead of 3",
    ],
    [
      "a body",
      { ...ASSIGN, expect: { requests: [{ method: "POST", body: { active: false } }] } },
      'the number of requests POST any path with {"active":false} is 0 instead of at least 1',
    ],
    ["notes", { ...ASSIGN, expect: { notes: "off" } }, 'what the notes say is nothing instead of a note with "off"'],
    ["a warning", { ...ASSIGN, expect: { "seat-warning": true } }, "seat-warning is nothing instead of a text"],
    [
      "a tick",
      { "test-credentials": null, expect: { features: { "Push Groups": true } } },
      "ticked of Push Groups is false instead of true",
    ],
    [
      "an attribute",
      { "verify-users": { people: "Ann" }, expect: { person: { Ann: { found: true } } } },
      "found of Ann is false instead of true",
    ],
  ])("%s", async (_, step, reason) => {
    expect(await reasonOf(step)).toBe(reason);
  });

  test("an attribute that the target does not keep", async () => {
    const wrap = on("/Users/:id?").resources((user) => without(user, "displayName"));
    const facts = { person: { Ann: { attributes: { displayName: "$displayName" } } } };
    const steps = [{ "assign-users": { people: "Ann" } }, { "verify-users": { people: "Ann" }, expect: facts }];
    const { problems } = await playOnGround({ id: "mine", population: PEOPLE, steps }, { wrap });
    expect(problems).toEqual([expect.stringMatching(/displayName of Ann is null instead of "\w+ Lee"/)]);
  });

  test("of many people the first, and how many more", async () => {
    const population = { users: 20 };
    const steps = [{ ...ASSIGN, expect: { person: { all: { status: "failed" } } } }];
    const { problems } = await playOnGround({ id: "mine", population, steps });
    expect(problems.join("")).toMatch(/status of person 6 is provisioned instead of failed, and 14 more$/);
  });

  test("what the admin reads is the target's own word", async () => {
    const wrap = on("POST /Users").answer(() => errorResponse(403, "No room."));
    const steps = [{ ...ASSIGN, expect: { person: { Ann: { message: "/Forbidden.*No room/" } }, failed: 4 } }];
    expect((await playOnGround({ id: "mine", population: PEOPLE, steps }, { wrap })).problems).toEqual([]);
  });
});
