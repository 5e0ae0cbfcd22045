import { describe, expect, it } from "vitest";
import { parseUrl } from "./url.ts";

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
    ["ftp://host/scim", 'The URL "ftp://host/scim" is not http or https.', undefined],
    ["file:///etc/passwd", 'The URL "file:///etc/passwd" is not http or https.', undefined],
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
      "The URL carries a user name or password.",
      "Give them with --basic <user:password>.",
    ],
    ["https://host/v2?tenant=1", "The URL carries a query: ?tenant=1", undefined],
    ["https://host/v2#top", "The URL carries a fragment: #top", undefined],
    ["sevre", '"sevre" is neither a URL nor a command; did you mean "serve"?', undefined],
  ])("refuses %j", (text, message, hint) => {
    const expected = hint === undefined ? { message } : { message, hint };
    expect(() => parseUrl(text, ["run", "serve", "list"])).toThrow(expect.objectContaining(expected));
  });

  it("does not repeat a password that was written into the URL", () => {
    expect(() => parseUrl("https://ann:hunter2@host/v2")).toThrow(expect.not.stringContaining("hunter2"));
  });
});
