import { describe, expect, it } from "vitest";
import { credentialOrigin, parseCredentials } from "./credentials.ts";

describe("parseCredentials", () => {
  it("takes a token from the option, a named variable or SCIM_TOKEN", () => {
    expect(parseCredentials({ token: "abc", env: {} })).toEqual({ kind: "bearer", token: "abc" });
    expect(parseCredentials({ tokenEnv: "T", env: { T: "abc" } })).toEqual({ kind: "bearer", token: "abc" });
    expect(parseCredentials({ env: { SCIM_TOKEN: "abc\n" } })).toEqual({ kind: "bearer", token: "abc" });
  });

  it("lets the option beat the variable", () => {
    expect(parseCredentials({ token: "abc", env: { SCIM_TOKEN: "xyz" } })).toEqual({ kind: "bearer", token: "abc" });
    expect(parseCredentials({ basic: "u:p", env: { SCIM_TOKEN: "xyz" } })).toEqual({
      kind: "basic",
      user: "u",
      password: "p",
    });
  });

  it("gives none when nothing is said", () => {
    expect(parseCredentials({ env: {} })).toBeUndefined();
    expect(parseCredentials({ env: { SCIM_TOKEN: "" } })).toBeUndefined();
  });

  it("sends a raw token without a scheme, whatever it looks like", () => {
    expect(parseCredentials({ token: "Token abc", rawToken: true, env: {} })).toEqual({
      kind: "raw",
      token: "Token abc",
    });
    expect(parseCredentials({ token: "Bearer abc", rawToken: true, env: {} })).toEqual({
      kind: "raw",
      token: "Bearer abc",
    });
  });

  it("splits user and password at the first colon", () => {
    expect(parseCredentials({ basic: "ann:a:b", env: {} })).toEqual({ kind: "basic", user: "ann", password: "a:b" });
  });

  it.each([
    [{ token: "a", tokenEnv: "T" }, "--token and --token-env exclude each other."],
    [{ token: "a", basic: "u:p" }, "--token and --basic exclude each other."],
    [{ basic: "u:p", rawToken: true }, "--raw-token does not go with --basic."],
    [{ rawToken: true }, "--raw-token is there, but no token."],
    [{ tokenEnv: "MISSING" }, "The environment variable MISSING is not set."],
    [{ tokenEnv: "EMPTY" }, "The environment variable EMPTY is empty."],
    [{ token: "" }, "--token is empty."],
    [{ token: "Bearer abc" }, '--token begins with the scheme "Bearer".'],
    [{ token: "a\r\nb" }, "--token holds a line break or another character that no HTTP header can carry."],
    [{ token: "a\u2026" }, "--token holds a line break or another character that no HTTP header can carry."],
    [{ basic: "nobody" }, "--basic takes a user and a password."],
    [{ basic: ":p" }, "--basic takes a user and a password."],
  ])("refuses %j", (options, message) => {
    expect(() => parseCredentials({ ...options, env: { EMPTY: "" } })).toThrow(message);
  });
});

describe("credentialOrigin", () => {
  it("names what gave the credentials", () => {
    expect(credentialOrigin({ token: "a", env: { SCIM_TOKEN: "b" } })).toBe("--token");
    expect(credentialOrigin({ env: { SCIM_TOKEN: "b" } })).toBe("SCIM_TOKEN");
    expect(credentialOrigin({ env: {} })).toBeUndefined();
  });
});
