import { UsageError } from "../documents/usage-error.ts";

const EXAMPLE = "Give the SCIM base URL, for example https://host/scim/v2.";

/** The base URL as it is used: without a trailing slash. Throws `UsageError` for what cannot be one. */
export function parseTargetUrl(text: string): string {
  if (text.trim() === "") throw new UsageError("The URL is empty.", EXAMPLE);
  if (!URL.canParse(text)) throw new UsageError(`"${text}" is not a URL.`, EXAMPLE);
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new UsageError(`${url.protocol}// is not a protocol of SCIM.`, EXAMPLE);
  }
  if (url.username !== "" || url.password !== "") {
    throw new UsageError("The URL holds a user name or password.", "Give them with --basic user:password instead.");
  }
  if (url.search !== "" || url.hash !== "") {
    throw new UsageError("The URL has a query or fragment; a SCIM base URL has none (RFC 7644 section 1.3).", EXAMPLE);
  }
  return url.href.replace(/\/+$/, "");
}
