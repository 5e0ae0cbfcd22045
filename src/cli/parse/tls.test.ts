import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseTls } from "./tls.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tls-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("parseTls", () => {
  it("reads the certificate authority", () => {
    const ca = join(folder, "ca.pem");
    writeFileSync(ca, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    expect(parseTls({ ca }, "https://host")?.ca).toContain("BEGIN CERTIFICATE");
    expect(parseTls({ insecure: true }, "https://host")).toEqual({ insecure: true });
    expect(parseTls({}, "http://host")).toBeUndefined();
  });

  it("refuses what would be ignored or cannot be read", () => {
    const text = join(folder, "text.pem");
    writeFileSync(text, "hello");
    expect(() => parseTls({ insecure: true }, "http://host")).toThrow("--insecure is about TLS");
    expect(() => parseTls({ ca: text }, undefined)).toThrow("--ca is about TLS");
    expect(() => parseTls({ ca: text, insecure: true }, "https://host")).toThrow(
      "--ca and --insecure exclude each other.",
    );
    expect(() => parseTls({ ca: text }, "https://host")).toThrow("holds no PEM certificate");
    expect(() => parseTls({ ca: join(folder, "none.pem") }, "https://host")).toThrow("cannot be read");
  });
});
