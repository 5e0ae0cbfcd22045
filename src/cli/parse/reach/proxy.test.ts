import { expect, test } from "vitest";
import { parseProxy } from "./proxy.ts";

const env = { HTTPS_PROXY: "http://ann:hunter2@proxy.corp:3128" };

test("--proxy beats the environment, and none asks the target itself", () => {
  expect(parseProxy(undefined, "https://host/scim", env)).toBe("http://ann:hunter2@proxy.corp:3128/");
  expect(parseProxy("http://other:8080", "https://host/scim", env)).toBe("http://other:8080/");
  expect(parseProxy("none", "https://host/scim", env)).toBeUndefined();
  expect(parseProxy("http://other:8080", "http://127.0.0.1/scim", {})).toBe("http://other:8080/");
});

test("the bundled server needs no proxy", () => {
  expect(parseProxy(undefined, undefined, env)).toBeUndefined();
  expect(() => parseProxy("http://other:8080", undefined, {})).toThrow("--proxy is given, but no URL");
});

test("what is no proxy is told without what it holds", () => {
  expect(() => parseProxy("socks5://ann:hunter2@x", "https://host", {})).toThrow(
    "--proxy is a URL of another kind (socks5://).",
  );
  expect(() => parseProxy("proxy:hunter2", "https://host", {})).toThrow(/^--proxy is (?!.*hunter2)/);
  expect(() => parseProxy(undefined, "https://host", { https_proxy: "http://" })).toThrow("https_proxy is no URL.");
});
