import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadProfile } from "./load-profile.ts";
import { loadScenario } from "./load-scenario.ts";
import { packageRoot } from "./package-root.ts";
import { withProviderSettings } from "./provider-settings.ts";
import { builtInNames, readDocument, readSchema } from "./read-document.ts";
import { UsageError } from "./usage-error.ts";
import { schemaErrors } from "./validate-document.ts";

const GENERIC = readFileSync(join(packageRoot(), "fixtures/profiles/generic.yaml"), "utf8");
const STORY = "id: mine\nprofile: generic\npopulation: { users: 2 }\nsteps:\n  - assign-users: { people: all }\n";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "settings-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(text: string): string {
  const file = join(folder, "mine.yaml");
  writeFileSync(file, text);
  return file;
}

const KINDS = [
  ["profile", GENERIC, loadProfile],
  ["scenario", STORY, loadScenario],
] as const;

describe.each(KINDS)("a %s", (kind, text, load) => {
  test("may set what the client of a provider leaves open", async () => {
    const settings = { "profile-updates": "put", "rename-app-groups": false, "members-per-request": 10 };
    const loaded = await load(write(`${text}\nproviders: { okta: ${JSON.stringify(settings)} }\n`));
    expect(loaded.providers).toEqual({ okta: settings });
  });

  test.each([
    [
      "profil-updates: put",
      /mine\.yaml:\d+:\d+: \/providers\/okta has the unknown key "profil-updates"; did you mean "profile-updates"\?/,
    ],
    [
      "profile-updates: patsh",
      /\/providers\/okta\/profile-updates must be one of "patch", "put", not "patsh"; did you mean "patch"\?/,
    ],
    ["rename-app-groups: maybe", /\/providers\/okta\/rename-app-groups must be one of true, false, not "maybe"/],
    ["members-per-request: 0", /\/providers\/okta\/members-per-request must be >= 1 \(found 0\)/],
    ["members-per-request: many", /\/providers\/okta\/members-per-request must be a whole number, not "many"/],
  ])("with %s is refused, with place and near miss", async (setting, message) => {
    const wrong: unknown = await load(write(`${text}\nproviders: { okta: { ${setting} } }\n`)).catch((e: unknown) => e);
    expect(wrong).toBeInstanceOf(UsageError);
    expect(wrong).toMatchObject({ message: expect.stringMatching(message) });
  });

  test("that names a provider which there is not is refused", async () => {
    await expect(load(write(`${text}\nproviders: { okto: {} }\n`))).rejects.toThrow(
      /\/providers has the unknown key "okto"; did you mean "okta"\?/,
    );
  });

  test("of the built-in ones sets what there is", async () => {
    for (const name of await builtInNames(kind)) {
      const { value } = await readDocument(kind, name);
      const schema = withProviderSettings(await readSchema(kind), kind);
      const found = (await schemaErrors(value, schema)).filter(({ instancePath }) =>
        instancePath.startsWith("/providers"),
      );
      expect(found).toEqual([]);
    }
  });
});

test.each([
  ["{ raw-token: always }", /\/providers\/okta\/raw-token must be true or false, not "always"/],
  ["{ oauth: { token-url: 'https://x.example/token', client-id: a } }", /\/oauth lacks the key "refresh-token"/],
  [
    "{ oauth: { token-uri: 'https://x.example/token' } }",
    /has the unknown key "token-uri"; did you mean "token-url"\?/,
  ],
  ["{ oauth: { token-url: x.example, client-id: a, refresh-token: b } }", /\/oauth\/token-url must match pattern/],
])("a profile that says %s of the connection is refused", async (okta, message) => {
  await expect(loadProfile(write(`${GENERIC}\nproviders: { okta: ${okta} }\n`))).rejects.toThrow(message);
});

test("how a target is reached is no matter of a scenario", async () => {
  await expect(loadScenario(write(`${STORY}\nproviders: { okta: { raw-token: true } }\n`))).rejects.toThrow(
    /\/providers\/okta has the unknown key "raw-token"/,
  );
});

test("the app of the vendor's guide keeps pushing profiles by PUT", async () => {
  expect((await loadProfile("zoominfo")).providers).toEqual({ okta: { "profile-updates": "put" } });
});
