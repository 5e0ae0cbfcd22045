import { describe, expect, it } from "vitest";
import { repeatCommand } from "./repeat-command.ts";

describe("repeatCommand", () => {
  it("repeats what shapes the run, with secrets as variables", () => {
    const options = {
      token: "s3cret",
      header: ["X-Api-Key: s3cret", "X-Tenant: 42"],
      profile: "./my profile.yaml",
      seats: ["Engage Bundle=5"],
      dialect: "aiw",
      reporter: ["json"],
      only: ["users.*"],
      insecure: true,
    };
    expect(repeatCommand({ url: "https://host/v2", options, seed: 7 })).toBe(
      'npx zi-scim-check https://host/v2 --token-env SCIM_TOKEN --header "X-Api-Key: $X_API_KEY" --header "X-Tenant: $X_TENANT" ' +
        "--profile './my profile.yaml' --dialect aiw --seats 'Engage Bundle=5' --insecure --seed 7",
    );
  });

  it("is short for the bundled server", () => {
    expect(repeatCommand({ url: undefined, options: {}, seed: 1 })).toBe("npx zi-scim-check --seed 1");
  });

  it("names the variable instead of what is in it", () => {
    expect(repeatCommand({ url: "https://h", options: { basic: "u:p" }, seed: 1 })).toContain('--basic "$SCIM_BASIC"');
    expect(repeatCommand({ url: "https://h", options: { tokenEnv: "MY_T", rawToken: true }, seed: 1 })).toContain(
      "--token-env MY_T --raw-token",
    );
    expect(repeatCommand({ url: "https://h", options: { tokenFile: "my token" }, seed: 1 })).toContain(
      "--token-file 'my token'",
    );
  });
});
