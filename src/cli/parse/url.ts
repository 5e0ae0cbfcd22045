import { didYouMean } from "../../documents/suggest.ts";
import { UsageError } from "../../documents/usage-error.ts";

const EXAMPLE = "Give the SCIM base URL, the one below which /Users answers, for example https://host/scim/v2.";

/**
 * The base URL of a target, without a trailing slash. Throws `UsageError` when it is empty, malformed, not http or https,
 * or carries a query, a fragment or credentials.
 * @param commands Names that may have been meant instead.
 */
export function parseUrl(text: string, commands: readonly string[] = []): string {
  if (text.trim() === "") {
    throw new UsageError(
      "The URL is empty.",
      "Is the variable set that it comes from? Leave it out altogether to check the bundled server.",
    );
  }
  const url = parse(text.trim(), commands);
  if (url.username !== "" || url.password !== "") {
    throw new UsageError("The URL carries a user name or password.", "Give them with --basic <user:password>.");
  }
  if (url.search !== "" || url.hash !== "") {
    const part = url.search === "" ? "fragment" : "query";
    throw new UsageError(`The URL carries a ${part}: ${url.search}${url.hash}`, EXAMPLE);
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

function parse(text: string, commands: readonly string[]): URL {
  const url = URL.parse(text);
  if (url && (url.protocol === "http:" || url.protocol === "https:")) return url;
  if (url && text.includes("://")) {
    throw new UsageError(`The URL "${text}" is not http or https.`, EXAMPLE);
  }
  throw new UsageError(
    `"${text}" is neither a URL nor a command${didYouMean(text, commands) || "."}`,
    looksLikeHost(text) ? `Write the scheme too: ${schemeFor(text)}${text}` : EXAMPLE,
  );
}

function looksLikeHost(text: string): boolean {
  return /^(localhost|[\w-]+(\.[\w-]+)+|\[[0-9a-f:]+\])(:\d+)?(\/|$)/i.test(text) || /^[\w-]+:\d+(\/|$)/.test(text);
}

function schemeFor(text: string): string {
  return /^(localhost|127\.|\[::1\])/i.test(text) ? "http://" : "https://";
}
