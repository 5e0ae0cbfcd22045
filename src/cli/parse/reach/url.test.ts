import { describe, expect, it } from "vitest";
import { parseUrl } from "./url.ts";

const NO_QUERY = "The URL has a query or fragment; a SCIM base URL has none (RFC 7644 section 1.3).";

describe("parseUrl", () => {
  it.each([
    ["https://host/scim/v2", "https://host/scim/v2"],
    ["https://host/scim/v2/", "https://host/scim/v2"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["  https://HOST/Scim//  ", "https://host/Scim"],
    ["http://[::1]:9/a%20b", "http://[::1]:9/a%20b"],
  ])("takes %j", (text, url) => {
    expect(parseUrl(text)).toBe(url);
  });

  it.each([
    [
      "",
      "The URL is empty.",
      "Is the variable set that it comes from? Leave it out altogether to check the bundled server.",
    ],
    ["  ", "The URL is empty.", undefined],
    ["https://", '"https://" is neither a URL nor a command.', undefined],
    ["ftp://host/scim", "ftp:// is not a protocol of SCIM.", undefined],
    ["file:///etc/passwd", "file:// is not a protocol of SCIM.", undefined],
    [
      "localhost:8080/scim",
      '"localhost:8080/scim" is neither a URL nor a command.',
      "Write the scheme too: http://localhost:8080/scim",
    ],
    [
      "scim.example.com/v2",
      '"scim.example.com/v2" is neither a URL nor a command.',
      "Write the scheme too: https://scim.example.com/v2",
    ],
    [
      "https://ann:secret@host/v2",
      "The URL holds a user name or password.",
      "Give them with --basic user:password instead.",
    ],
    ["https://host/v2?token=s3cret", NO_QUERY, undefined],
    ["https://host/v2#top", NO_QUERY, undefined],
    ["sevre", '"sevre" is neither a URL nor a command; did you mean "serve"?', undefined],
  ])("refuses %j", (text, message, hint) => {
    const expected = hint === undefined ? { message } : { message, hint };
    expect(() => parseUrl(text, ["run", "serve", "list"])).toThrow(expect.objectContaining(expected));
  });

  it.each(["https://ann:hunter2@host/v2", "ann:hunter2@host/v2", "https://ann:hunter2@ho st/v2"])(
    "does not repeat the password in %j",
    (text) => {
      const messageOf = (): string => {
        try {
          return parseUrl(text);
        } catch (error) {
          return String(error);
        }
      };
      expect(messageOf()).toContain("UsageError");
      expect(messageOf()).not.toContain("hunter2");
    },
  );
});
