import { didYouMean } from "../../../documents/suggest.ts";
import { UsageError } from "../../../documents/usage-error.ts";
import { EXAMPLE_HINT, parseTargetUrl, withoutPassword } from "../../../run/target-url.ts";

/**
 * The base URL of a target, without a trailing slash. Throws `UsageError` when it is empty, malformed, not http or https,
 * or carries a query, a fragment or credentials.
 * @param commands Names that may have been meant instead.
 */
export function parseUrl(text: string, commands: readonly string[] = []): string {
  const url = text.trim();
  if (url === "") {
    throw new UsageError(
      "The URL is empty.",
      "Is the variable set that it comes from? Leave it out altogether to check the bundled server.",
    );
  }
  if (URL.canParse(url) && url.includes("://")) return parseTargetUrl(url);
  const shown = withoutPassword(url);
  throw new UsageError(
    `"${shown}" is neither a URL nor a command${didYouMean(url, commands) || "."}`,
    looksLikeHost(url) ? `Write the scheme too: ${schemeFor(url)}${shown}` : EXAMPLE_HINT,
  );
}

function looksLikeHost(text: string): boolean {
  return /^(localhost|[\w-]+(\.[\w-]+)+|\[[0-9a-f:]+\])(:\d+)?(\/|$)/i.test(text) || /^[\w-]+:\d+(\/|$)/.test(text);
}

function schemeFor(text: string): string {
  return /^(localhost|127\.|\[::1\])/i.test(text) ? "http://" : "https://";
}
