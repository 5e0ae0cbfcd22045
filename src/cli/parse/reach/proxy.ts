import { UsageError } from "../../../documents/usage-error.ts";
import { proxyFromEnvironment } from "../../../run/proxy-from-environment.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Asks the target itself, whatever the environment says. */
const NO_PROXY = "none";

/**
 * The URL of the proxy for a target, from `--proxy` or else from the environment; undefined when there is none. Throws
 * `UsageError` for one that cannot be used, without its user and password.
 */
export function parseProxy(option: string | undefined, url: string | undefined, env: Environment): string | undefined {
  if (url === undefined) {
    if (option === undefined) return undefined;
    throw new UsageError("--proxy is given, but no URL to reach through it.", "Give the URL of the target.");
  }
  if (option === NO_PROXY) return undefined;
  if (option !== undefined) return usable("--proxy", option);
  const named = proxyFromEnvironment(url, env);
  return named === undefined ? undefined : usable(named.variable, named.url);
}

function usable(origin: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.hostname !== "") return url.href;
  const scheme = /^[a-z][a-z0-9+.-]*:\/\/./i.exec(text) === null ? undefined : url?.protocol;
  const found = scheme === undefined ? "no URL" : `a URL of another kind (${scheme}//)`;
  throw new UsageError(
    `${origin} is ${found}.`,
    `It is the http:// or https:// URL of a proxy; --proxy ${NO_PROXY} asks the target itself.`,
  );
}
