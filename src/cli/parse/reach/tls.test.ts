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
  it("reads the certificate authority", async () => {
    const ca = join(folder, "ca.pem");
    writeFileSync(ca, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    expect((await parseTls({ ca }, "https://host"))?.ca).toContain("BEGIN CERTIFICATE");
    expect(await parseTls({ insecure: true }, "https://host")).toEqual({ insecure: true });
    expect(await parseTls({}, "http://host")).toBeUndefined();
  });

  it("refuses what would be ignored or cannot be read", async () => {
    const text = join(folder, "text.pem");
    writeFileSync(text, "hello");
    await expect(parseTls({ insecure: true }, "http://host")).rejects.toThrow("--insecure is about TLS");
    await expect(parseTls({ ca: text }, undefined)).rejects.toThrow("--ca is about TLS");
    await expect(parseTls({ ca: text, insecure: true }, "https://host")).rejects.toThrow(
      "--ca and --insecure exclude each other.",
    );
    await expect(parseTls({ ca: text }, "https://host")).rejects.toThrow("holds no PEM certificate");
    await expect(parseTls({ ca: join(folder, "none.pem") }, "https://host")).rejects.toThrow("cannot be read");
  });
});
