import { describe, expect, test } from "vitest";
import { proxyFromEnvironment } from "./proxy-from-environment.ts";

const both = { HTTP_PROXY: "http://plain:3128", HTTPS_PROXY: "http://secure:3128" };

test("the scheme of the target says which variable counts, and the lower-case name beats the other one", () => {
  expect(proxyFromEnvironment("http://host/scim", both)?.url).toBe("http://plain:3128");
  expect(proxyFromEnvironment("https://host/scim", both)).toEqual({
    variable: "HTTPS_PROXY",
    url: "http://secure:3128",
  });
  expect(proxyFromEnvironment("https://host/scim", { ...both, https_proxy: "proxy.corp:80" })).toEqual({
    variable: "https_proxy",
    url: "http://proxy.corp:80",
  });
  expect(proxyFromEnvironment("https://host/scim", { HTTP_PROXY: "http://plain:3128" })).toBeUndefined();
  expect(proxyFromEnvironment("https://host/scim", { HTTPS_PROXY: "" })).toBeUndefined();
});

test.each(["http://localhost:8080", "http://127.0.0.1", "http://127.8.9.10", "http://[::1]:80", "http://a.localhost"])(
  "%s is this machine: no proxy",
  (url) => {
    expect(proxyFromEnvironment(url, both)).toBeUndefined();
  },
);

describe("NO_PROXY", () => {
  const isAsked = (url: string, list: string): boolean =>
    proxyFromEnvironment(url, { ...both, NO_PROXY: list }) !== undefined;

  test.each([
    ["https://host.corp", "corp"],
    ["https://host.corp", "other, .corp"],
    ["https://corp", ".corp"],
    ["https://host.corp", "*.corp"],
    ["https://HOST.corp.", "host.CORP"],
    ["https://host.corp", "x *"],
    ["https://host.corp", "host.corp:443"],
    ["https://[fd00::1]:8443", "fd00::1"],
    ["https://[fd00::1]:8443", "[fd00::1]:8443"],
    ["http://10.1.2.3", "10.1.2.3"],
  ])("%s is left out by %s", (url, list) => {
    expect(isAsked(url, list)).toBe(false);
  });

  test.each([
    ["https://hostcorp", "corp"],
    ["https://corp", "*.corp"],
    ["https://host.corp:8443", "host.corp:443"],
    ["https://host.corp", ""],
    ["https://host.corp.evil", "host.corp"],
  ])("%s is not left out by %s", (url, list) => {
    expect(isAsked(url, list)).toBe(true);
  });

  test("the lower-case name beats the other one", () => {
    const env = { ...both, NO_PROXY: "*", no_proxy: "" };
    expect(proxyFromEnvironment("https://host", env)).toBeDefined();
  });
});
