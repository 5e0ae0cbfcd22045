import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadProfile } from "./load-profile.ts";
import { packageRoot } from "./package-root.ts";
import { builtInNames } from "./read-document.ts";
import { UsageError } from "./usage-error.ts";

const ZI = "urn:ietf:params:scim:schemas:extension:zoominfo:2.0:User";
const ZOOMINFO = readFileSync(join(packageRoot(), "fixtures/profiles/zoominfo.yaml"), "utf8");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "profiles-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The complaint about the zoominfo profile with one text in it replaced. */
async function complaint(text: string, replacement: string): Promise<string> {
  expect(ZOOMINFO).toContain(text);
  const file = join(folder, "mine.yaml");
  writeFileSync(file, ZOOMINFO.replace(text, replacement));
  const error: unknown = await loadProfile(file).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(UsageError);
  return error instanceof UsageError ? error.message.replace(folder, "") : "";
}

describe("loadProfile", () => {
  it("knows the three built-in profiles", async () => {
    expect(await builtInNames("profile")).toEqual(["generic", "okta", "zoominfo"]);
  });

  it("reads zoominfo as the guide has it", async () => {
    const profile = await loadProfile("zoominfo");
    expect(profile.mappings.map(({ name, type, applyOn }) => `${name} ${type} ${applyOn}`)).toEqual([
      "userName personal create-and-update",
      "givenName personal create-and-update",
      "familyName personal create-and-update",
      "email personal create-and-update",
      "ziRole group create-and-update",
      "ziUserCredit group create",
      "ziCreditLimit group create",
      "ziResetUsage group create",
      "ziProduct group create-and-update",
    ]);
    expect(profile.mappings.map(({ value }) => value)).toEqual([
      { from: "user", attribute: "userName" },
      { from: "user", attribute: "firstName" },
      { from: "user", attribute: "lastName" },
      { from: "user", attribute: "email" },
      { from: "constant", constant: "User" },
      { from: "constant", constant: "Limited" },
      { from: "constant", constant: 1000 },
      { from: "constant", constant: "Monthly" },
      undefined,
    ]);
    expect(profile.seats?.products).toEqual([
      { name: "Sales", total: 100 },
      { name: "Marketing", total: 50 },
    ]);
    expect(profile.seats?.statuses["no-seat-left"]).toBe(403);
    expect(profile.capabilities).toMatchObject({ groups: false, uniqueEmail: true, seats: true });
    expect(profile.server).toEqual({
      emails: "single",
      portalUsers: "inactive",
      memberReferences: "absolute",
      maxResults: 200,
    });
  });

  it("fills in what an attribute leaves out from the RFC's defaults", async () => {
    const profile = await loadProfile("zoominfo");
    const [extension] = profile.extensions;
    expect(extension?.schema.id).toBe(ZI);
    expect(extension?.schema.attributes[2]).toEqual({
      name: "ziCreditLimit",
      type: "integer",
      multiValued: false,
      description: "Bulk credit limit, zero or more",
      required: false,
      caseExact: false,
      mutability: "readWrite",
      returned: "default",
      uniqueness: "none",
    });
  });

  it("gives the generic profile the enterprise extension of RFC 7643", async () => {
    const { extensions, seats } = await loadProfile("generic");
    expect(extensions.map(({ schema }) => schema.id)).toEqual([
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    ]);
    expect(seats).toBeUndefined();
  });

  it("reads a file of the user's own", async () => {
    const file = join(folder, "own.yaml");
    writeFileSync(file, ZOOMINFO.replace("id: zoominfo", "id: acme").replace("total: 100", "total: 7"));
    const profile = await loadProfile(file);
    expect(profile.id).toBe("acme");
    expect(profile.seats?.products[0]?.total).toBe(7);
  });

  it("reads one cap on active users in place of products, and a domain", async () => {
    const file = join(folder, "capped.yaml");
    const generic = readFileSync(join(packageRoot(), "fixtures/profiles/generic.yaml"), "utf8");
    writeFileSync(file, `${generic}\nseats: { cap: 10 }\ndomain: acme.test\n`);
    expect(await loadProfile(file)).toMatchObject({
      domain: "acme.test",
      seats: { attribute: undefined, products: [{ name: "the plan", total: 10 }], freedBy: ["deactivate", "delete"] },
    });
    expect((await loadProfile("generic")).domain).toBe("example.com");
    writeFileSync(file, `${generic}\nseats: { cap: 10, freedBy: [delete] }\n`);
    await expect(loadProfile(file)).rejects.toThrow('/seats has the unknown key "freedBy"');
    writeFileSync(file, `${generic}\ndomain: "@acme.test"\n`);
    await expect(loadProfile(file)).rejects.toThrow("/domain");
  });

  it("names a near miss for an unknown profile, and the built-in ones in the hint", async () => {
    await expect(loadProfile("zominfo")).rejects.toMatchObject({
      message: 'There is no profile "zominfo"; did you mean "zoominfo"?',
      hint: expect.stringContaining("generic, okta, zoominfo"),
    });
  });

  it("says that a file does not exist", async () => {
    await expect(loadProfile("./nowhere.yaml")).rejects.toMatchObject({
      message: "The profile file ./nowhere.yaml does not exist.",
    });
  });

  it.each([
    ["capabilities:", "capabilites:", 'the document has the unknown key "capabilites"; did you mean "capabilities"?'],
    ["total: 100", "total: many", ': /seats/products/0/total must be a whole number, not "many"'],
    ["from: user.email", "from: user.mail", '"user.email"?'],
    [
      "applyOn: create\n",
      "applyOn: creates\n",
      '/mappings/5/applyOn must be one of "create", "create-and-update", not "creates"; did you mean "create"?',
    ],
    ["  freedBy: [deactivate, delete]\n", "", '/seats lacks the key "freedBy"'],
    [
      "kind: http",
      "kind: htpp",
      '/hooks/read-seats/kind must be one of "http", "shell", not "htpp"; did you mean "http"?',
    ],
    ['value: "${email}"', 'value: "${mail}"', "/templates/user/emails/0/value asks for ${mail}, which does not exist"],
    ['userName: "${userName}"', "userName: bob", "/templates/user/userName must contain ${userName}"],
    [
      "title: Role\n    namespace: urn:ietf:params:scim:schemas:extension:zoominfo",
      "title: Role\n    namespace: urn:ietf:params:scim:schemas:extension:zoom",
      "/mappings/4/namespace names no schema of this profile",
    ],
    ["- name: ziUserCredit\n    title", "- name: ziRole\n    title", '/mappings/5/name "ziRole" is there twice'],
    [
      "    name: ziProduct\n  #",
      "    name: ziRole\n  #",
      "/seats/attribute/name names no multi-valued attribute of that extension",
    ],
  ])("answers %j written as %j with the place and what is wrong", async (text, replacement, expected) => {
    expect(await complaint(text, replacement)).toContain(expected);
  });

  it("names file, line and column", async () => {
    const file = join(folder, "short.yaml");
    writeFileSync(file, "id: short\ntitle: Short\ndescription: x\ntemplates: {user: {}, group: {}}\nmapings: []\n");
    await expect(loadProfile(file)).rejects.toThrow(
      [
        `${file}:5:1: the document has the unknown key "mapings"; did you mean "mappings"?`,
        `${file}:4:19: /templates/user lacks the key "schemas"`,
        `${file}:4:19: /templates/user lacks the key "userName"`,
        `${file}:4:30: /templates/group lacks the key "schemas"`,
        `${file}:4:30: /templates/group lacks the key "displayName"`,
      ].join("\n"),
    );
    writeFileSync(file, ZOOMINFO.replace(/^description/m, "descripton"));
    await expect(loadProfile(file)).rejects.toThrow(
      `${file}:5:1: the document has the unknown key "descripton"; did you mean "description"?`,
    );
  });

  it("refuses an extension that has an attribute twice", async () => {
    expect(await complaint("- name: ziUserCredit\n          desc", "- name: zirole\n          desc")).toContain(
      '/extensions/0/schema/attributes/1/name "zirole" is there twice',
    );
  });

  it("refuses a value and a constant for one attribute", async () => {
    expect(await complaint("constant: User\n", "constant: User\n    from: user.email\n")).toContain(
      "/mappings/4/constant is not allowed here",
    );
  });
});
