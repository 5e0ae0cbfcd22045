import { describe, expect, it } from "vitest";
import { repeatCommand, shellAccess } from "./repeat-command.ts";

describe("repeatCommand", () => {
  it("repeats what shapes the run, with secrets as variables", () => {
    const options = {
      token: "s3cret",
      header: ["X-Api-Key: s3cret", "X-Tenant: 42"],
      profile: "./my profile.yaml",
      seats: ["Engage Bundle=5"],
      domain: "acme.test",
      dialect: "aiw",
      reporter: ["json"],
      only: ["users.*"],
      insecure: true,
    };
    expect(repeatCommand({ url: "https://host/v2", options, seed: 7 })).toBe(
      'npx zi-scim-check https://host/v2 --token-env SCIM_TOKEN --header "X-Api-Key: $X_API_KEY" --header "X-Tenant: $X_TENANT" ' +
        "--insecure --profile './my profile.yaml' --domain acme.test --dialect aiw --seats 'Engage Bundle=5' --seed 7",
    );
  });

  it("is short for the bundled server", () => {
    expect(repeatCommand({ url: undefined, options: {}, seed: 1 })).toBe("npx zi-scim-check --seed 1");
  });

  it("takes the second tenant's token from a variable too", () => {
    const options = { token: "s3cret", otherToken: "s3cret-too" };
    expect(repeatCommand({ url: "https://h", options, seed: 1 })).toBe(
      'npx zi-scim-check https://h --token-env SCIM_TOKEN --other-token "$SCIM_OTHER_TOKEN" --seed 1',
    );
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

  it("leaves out what a single check does not take, and keeps what decides the exit code", () => {
    const options = { users: "50", keep: true, failOn: "should", concurrency: "2", maxFailures: "1" };
    expect(repeatCommand({ url: "https://h", options, seed: 1 })).toBe(
      "npx zi-scim-check https://h --concurrency 2 --fail-on should --seed 1",
    );
    expect(repeatCommand({ url: "https://h", options: { failOn: "never" }, seed: 1 })).not.toContain("--fail-on");
  });

  it("needs no words for a token in SCIM_TOKEN, and has a variable for a URL in which something is masked", () => {
    expect(repeatCommand({ url: "https://h/***", options: {}, seed: 1 })).toBe(
      'npx zi-scim-check "$SCIM_URL" --seed 1',
    );
  });
});

describe("shellAccess", () => {
  it("has the variables, headers and TLS options of the command line", () => {
    const options = { tokenEnv: "MY_T", header: ["X-Api-Key: s3cret"], ca: "my ca.pem" };
    expect(shellAccess({ url: "https://h", options }, "generic")).toEqual({
      tokenVariable: "MY_T",
      tokenFile: null,
      headers: ["x-api-key"],
      connection: ["--cacert 'my ca.pem'"],
      server: null,
    });
    expect(shellAccess({ url: "https://h", options: { insecure: true, tokenFile: "t" } }, "okta")).toMatchObject({
      tokenFile: "t",
      connection: ["-k"],
    });
  });

  it("goes through the same proxy, whose password becomes a variable", () => {
    const curlOf = (proxy: string) => shellAccess({ url: "https://h", options: { proxy } }, "generic").connection;
    expect(curlOf("http://proxy:3128")).toEqual(["-x http://proxy:3128"]);
    expect(curlOf("http://ann:hunter2@proxy:3128")).toEqual(['-x "$SCIM_PROXY"']);
    expect(curlOf("none")).toEqual(["--noproxy '*'"]);
    const commandOf = (proxy: string) => repeatCommand({ url: "https://h", options: { proxy }, seed: 1 });
    expect(commandOf("http://ann:hunter2@proxy:3128")).toBe(
      'npx zi-scim-check https://h --proxy "$SCIM_PROXY" --seed 1',
    );
    expect(commandOf("none")).toBe("npx zi-scim-check https://h --proxy none --seed 1");
  });

  it("tells how the bundled server is started anew", () => {
    const options = { seats: ["Sales=5"] };
    expect(shellAccess({ url: undefined, options }, "zoominfo").server).toBe(
      'npx zi-scim-check serve --profile zoominfo --seats Sales=5 --token "$SCIM_TOKEN"',
    );
  });
});
