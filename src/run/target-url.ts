import { UsageError } from "../documents/usage-error.ts";

/** What a URL should be. */
export const EXAMPLE_HINT =
  "Give the SCIM base URL, the one below which /Users answers, for example https://host/scim/v2.";

/** The text without what may be a user and a password in it, for messages. */
export function withoutPassword(text: string): string {
  return text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, "$1***@");
}

/** The base URL as it is used: without a trailing slash. Throws `UsageError` for what cannot be one. */
export function parseTargetUrl(text: string): string {
  if (text.trim() === "") throw new UsageError("The URL is empty.", EXAMPLE_HINT);
  if (!URL.canParse(text)) throw new UsageError(`"${withoutPassword(text)}" is not a URL.`, EXAMPLE_HINT);
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new UsageError(`${url.protocol}// is not a protocol of SCIM.`, EXAMPLE_HINT);
  }
  if (url.username !== "" || url.password !== "") {
    throw new UsageError("The URL holds a user name or password.", "Give them with --basic user:password instead.");
  }
  if (url.search !== "" || url.hash !== "") {
    throw new UsageError(
      "The URL has a query or fragment; a SCIM base URL has none (RFC 7644 section 1.3).",
      EXAMPLE_HINT,
    );
  }
  return url.href.replace(/\/+$/, "");
}
