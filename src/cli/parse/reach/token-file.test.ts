import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseCredentials } from "./credentials.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "token-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function fileOf(content: string | Buffer): string {
  const path = join(folder, "token");
  writeFileSync(path, content);
  return path;
}

describe("--token-file", () => {
  it.each(["s3cret-token", "s3cret-token\n", "s3cret-token\r\n", "\uFEFFs3cret-token\n"])("reads %j", (content) => {
    const tokenFile = fileOf(content);
    expect(parseCredentials({ tokenFile, env: {} })).toEqual({ kind: "bearer", token: "s3cret-token" });
    expect(parseCredentials({ tokenFile, rawToken: true, env: { SCIM_TOKEN: "x" } })).toEqual({
      kind: "raw",
      token: "s3cret-token",
    });
  });

  it.each([
    ["an empty file", "", "is empty."],
    ["a blank line", " \n", "is empty."],
    ["several lines", "s3cret-one\ns3cret-two\n", "holds more than one line."],
    ["an empty line at the end", "s3cret-one\n\n", "holds more than one line."],
    ["a large file", "s3cret".repeat(20_000), "is larger than 64 KiB."],
    ["bytes that no header carries", Buffer.from([0x73, 0x33, 0x00, 0x01]), "character that no HTTP header can carry."],
    ["a scheme", "Bearer s3cret", 'begins with the scheme "Bearer".'],
  ])("refuses %s in one sentence that does not show it", (_, content, message) => {
    const tokenFile = fileOf(content);
    expect(() => parseCredentials({ tokenFile, env: {} })).toThrow(message);
    expect(() => parseCredentials({ tokenFile, env: {} })).not.toThrow(/s3cret/);
  });

  it("refuses what is not there and what is a folder", () => {
    expect(() => parseCredentials({ tokenFile: join(folder, "none"), env: {} })).toThrow(/none, does not exist\.$/);
    mkdirSync(join(folder, "sub"));
    expect(() => parseCredentials({ tokenFile: join(folder, "sub"), env: {} })).toThrow(/sub, is a folder\.$/);
  });

  it.skipIf(process.getuid?.() === 0)("refuses what may not be read", () => {
    const tokenFile = fileOf("s3cret-token");
    chmodSync(tokenFile, 0o000);
    expect(() => parseCredentials({ tokenFile, env: {} })).toThrow(/token, cannot be read\.$/);
  });

  it("reads a device that never ends no further than a token can be", () => {
    expect(() => parseCredentials({ tokenFile: "/dev/zero", env: {} })).toThrow("is larger than 64 KiB.");
  });

  it("reads a pipe", () => {
    const pipe = join(folder, "pipe");
    const script = `mkfifo '${pipe}'; (printf s3cret; sleep 0.1; echo -token) > '${pipe}' & exec "$@"`;
    const module = JSON.stringify(join(import.meta.dirname, "token-file.ts"));
    const code = `import(${module}).then(m => console.log(m.readTokenFile(${JSON.stringify(pipe)})))`;
    const { stdout } = spawnSync("sh", ["-c", script, "sh", process.execPath, "-e", code], { encoding: "utf8" });
    expect(stdout).toBe("s3cret-token\n");
  });

  it.each([
    [{ token: "a" }, "--token and --token-file exclude each other."],
    [{ tokenEnv: "T" }, "--token-env and --token-file exclude each other."],
    [{ basic: "u:p" }, "--token-file and --basic exclude each other."],
  ])("excludes %j", (other, message) => {
    expect(() => parseCredentials({ tokenFile: "x", ...other, env: {} })).toThrow(message);
  });
});
