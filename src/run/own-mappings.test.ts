import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadProfile } from "../documents/load-profile.ts";
import { packageRoot } from "../documents/package-root.ts";
import type { Run } from "../engine/run.ts";
import type { JsonObject } from "../scim/json.ts";
import { isObject } from "../scim/json.ts";
import { UsageError } from "../documents/usage-error.ts";
import { Secrets } from "../exchange/masking/secrets.ts";
import { on } from "../kit/defects/on.ts";
import type { FetchHandler } from "../scim/http.ts";
import { createScimServer } from "../server/scim-server.ts";
import { createLeapingClock } from "./clocks/leaping-clock.ts";
import { runWithin } from "./run-checks.ts";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const GENERIC = readFileSync(join(packageRoot(), "fixtures/profiles/generic.yaml"), "utf8");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "mappings-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Row {
  readonly externalName: string;
  readonly from?: string;
  readonly constant?: string | number | boolean;
  readonly namespace?: string;
  readonly multiValued?: boolean;
}

/** The generic profile with further mappings, and what else is put at its end. */
function profileWith(rows: readonly Row[], rest = ""): string {
  const file = join(folder, "own.yaml");
  const added = rows.map(
    (row, index) => `  - ${JSON.stringify({ name: `own${index}`, title: "Own", type: "personal", ...row })}`,
  );
  writeFileSync(file, `${GENERIC.replace(/^server:/m, `${added.join("\n")}\nserver:`)}\n${rest}\n`);
  return file;
}

function created(run: Run): readonly JsonObject[] {
  const bodies = run.exchanges.flatMap(({ sender, request }) =>
    sender === "okta" && request.method === "POST" && isObject(request.body) ? [request.body] : [],
  );
  return bodies.filter((body) => body["userName"] !== undefined);
}

describe("mappings of one's own", () => {
  test("take any attribute of the Okta user, and build its external names into the body", async () => {
    const profile = profileWith(
      [
        { externalName: "title", from: "user.title" },
        { externalName: "name.honorificSuffix", from: "user.honorificSuffix" },
        { externalName: "phoneNumbers.^[type==mobile].value", from: "user.mobilePhone" },
        { externalName: "addresses.^[type==work].locality", from: "user.city" },
        { externalName: "addresses.^[type==work].streetAddress", from: "user.streetAddress" },
        { externalName: "employeeNumber", namespace: ENTERPRISE, from: "user.employeeNumber" },
        { externalName: `${ENTERPRISE}:department`, from: "user.department" },
        { externalName: `${ENTERPRISE}:manager.value`, from: "user.managerId" },
        { externalName: `${ENTERPRISE}:division`, from: "user.badgeColour" },
        { externalName: `${ENTERPRISE}:costCenter`, from: "user.costCenter" },
        { externalName: "roles.^[primary==true].value", constant: "reader" },
      ],
      "people: { badgeColour: [blue, red], costCenter: C-1 }",
    );
    const run = await play(profile);
    expect(run.scenarios[0]).toMatchObject({ verdict: "pass", profile: "generic" });
    const [first, second] = created(run);
    expect(first).toMatchObject({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
      title: "Account Executive",
      name: { givenName: expect.any(String), familyName: expect.any(String), honorificSuffix: "III" },
      emails: [{ primary: true, value: expect.stringContaining("@example.com"), type: "work" }],
      phoneNumbers: [{ type: "mobile", value: "+1 303-555-0100" }],
      addresses: [{ type: "work", locality: "Springfield", streetAddress: "1 Main St., Apt. #4" }],
      roles: [{ primary: true, value: "reader" }],
      [ENTERPRISE]: {
        employeeNumber: "000001",
        department: "Sales",
        manager: { value: "000001" },
        division: "blue",
        costCenter: "C-1",
      },
    });
    expect(second).toMatchObject({
      [ENTERPRISE]: { department: "R&D / Platform", division: "red", costCenter: "C-1" },
    });
    const shown = run.exchanges.find(({ request, response }) => {
      return request.method === "GET" && isObject(response?.body) && response.body["title"] === "Account Executive";
    });
    expect(shown?.response?.body).toMatchObject({ phoneNumbers: [{ type: "mobile", value: "+1 303-555-0100" }] });
  });

  test("make the one e-mail of the element that they mean, which is read back", async () => {
    const file = profileWith([]);
    const rows = /  - name: email\n(?:.*\n)*?(?=  - name: displayName)/;
    const text = readFileSync(file, "utf8");
    expect(text).toMatch(rows);
    const row = {
      name: "email",
      title: "E-mail",
      type: "personal",
      externalName: "emails.^[type==work].value",
      from: "user.email",
    };
    writeFileSync(file, text.replace(rows, `  - ${JSON.stringify(row)}\n`));
    const run = await play(file);
    expect(run.scenarios[0]).toMatchObject({ verdict: "pass" });
    expect(created(run)[0]?.["emails"]).toEqual([{ type: "work", value: expect.stringContaining("@example.com") }]);
    const forgetful = await play(file, (next) => forgetsChanges(next));
    expect(forgetful.scenarios[0]?.verdict).toBe("fail");
  });

  test("that contradict the template are pointed out in the report", async () => {
    const text = GENERIC.replace("        type: work\n", "        type: home\n");
    const file = join(folder, "contradiction.yaml");
    writeFileSync(file, text);
    const { run } = await play(file);
    expect(run.notes).toContain(
      'The profile generic says two things of emails.type: templates.user has "home", mappings[4] (emailType) gives "work". Checks send the first, scenarios the second.',
    );
    expect((await play("generic")).run.notes).toEqual([]);
  });
});

describe("a mapping that no request can be built for is refused", () => {
  test.each<[Row, string]>([
    [
      { externalName: "emails.[1].value", from: "user.email" },
      '"emails.[1].value" cannot be sent: write title, name.givenName, or emails.^[type==work].value',
    ],
    [{ externalName: 'emails[type eq "work"].value', from: "user.email" }, "cannot be sent: write title"],
    [{ externalName: "emails.value", from: "user.email" }, '"emails" is a list: say which element is meant'],
    [{ externalName: "emails.^[type==work]", from: "user.email" }, '"emails" has parts: name one of'],
    [{ externalName: "emails.^[kind==work].value", from: "user.email" }, '"kind" is no part of emails'],
    [{ externalName: "emails.^[primary==yes].value", from: "user.email" }, '"yes" is no value of emails.primary'],
    [{ externalName: "emails.^[type==true].value", from: "user.email" }, '"true" is no value of emails.type'],
    [{ externalName: "phoneNumbers", from: "user.mobilePhone" }, "phoneNumbers.^[type==work].value"],
    [{ externalName: "name", from: "user.lastName" }, '"name" has parts: name one of'],
    [{ externalName: "name.nick", from: "user.nickName" }, '"nick" is no part of name'],
    [{ externalName: "name.^[type==work].givenName", from: "user.nickName" }, '"name" is no list'],
    [{ externalName: "title.short", from: "user.title" }, '"title" has neither parts nor elements'],
    [{ externalName: "titel", from: "user.title" }, '"titel" names no attribute of User; it has userName'],
    [
      { externalName: "manager", namespace: ENTERPRISE, from: "user.managerId" },
      '"manager" has parts: name one of value',
    ],
    [{ externalName: "groups", from: "user.title" }, '"groups" is readOnly'],
    [
      { externalName: "urn:example:2.0:User:title", from: "user.title" },
      "externalName names no schema of this profile",
    ],
    [
      {
        externalName: `${ENTERPRISE}:division`,
        namespace: "urn:ietf:params:scim:schemas:core:2.0:User",
        from: "user.division",
      },
      "names another schema than namespace does",
    ],
    [{ externalName: "title", from: "user.titel" }, 'names "user.titel", which nobody in the directory has'],
    [{ externalName: "title", from: "user.titel" }, 'did you mean "user.title"?'],
    [{ externalName: "title", constant: 7 }, "constant is 7, and the attribute is of type string"],
    [{ externalName: "title", constant: "x", multiValued: true }, "multiValued must be left out"],
    [
      { externalName: "userName", from: "user.employeeNumber" },
      "gives the userName: take it from user.userName, user.login or user.email",
    ],
    [{ externalName: "userName", constant: "bob" }, "gives the userName"],
  ])("%j", async (row, sentence) => {
    const error: unknown = await loadProfile(profileWith([row])).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).toContain(sentence);
  });
});

/** Plays the assign scenario through Okta's client against a generic server in this process. */
async function play(profile: string, wrap: (next: FetchHandler) => FetchHandler = (next) => next): Promise<Run> {
  const server = createScimServer({ profile: await loadProfile("generic"), token: "own", adminSecret: "unused" });
  const surroundings = {
    secrets: new Secrets(),
    inProcess: { fetch: wrap(server.fetch), clock: createLeapingClock() },
  };
  const target = { url: "http://h/scim/v2", credentials: { kind: "bearer", token: "own" } } as const;
  return runWithin({ ...target, profile, scenarios: ["assign"], checks: false }, surroundings);
}

/** A server that answers with an e-mail address that nobody sent. */
function forgetsChanges(next: FetchHandler): FetchHandler {
  return on("GET /Users").resources((user) => ({ ...user, emails: [{ type: "work", value: "old@corp.example" }] }))(
    next,
  );
}
