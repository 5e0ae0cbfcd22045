import { isIPv4 } from "node:net";

type Environment = Readonly<Record<string, string | undefined>>;

/** A proxy, and the variable that names it. */
export interface NamedProxy {
  readonly variable: string;
  readonly url: string;
}

/**
 * The proxy that `HTTP_PROXY` or `HTTPS_PROXY` names for a URL, by the rules that most programs share: the lower-case name beats
 * the other one, `NO_PROXY` leaves hosts out, and this machine is never reached by way of another one.
 */
export function proxyFromEnvironment(target: string, env: Environment): NamedProxy | undefined {
  const url = new URL(target);
  const name = url.protocol === "https:" ? "https_proxy" : "http_proxy";
  const variable = [name, name.toUpperCase()].find((each) => env[each]);
  const proxy = variable === undefined ? undefined : env[variable];
  if (variable === undefined || proxy === undefined) return undefined;
  if (isLoopback(hostOf(url)) || isLeftOut(url, env["no_proxy"] ?? env["NO_PROXY"] ?? "")) return undefined;
  return { variable, url: /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}` };
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
}

function isLoopback(host: string): boolean {
  return (
    host === "localhost" || host.endsWith(".localhost") || host === "::1" || (isIPv4(host) && host.startsWith("127."))
  );
}

/** `example.com` and `.example.com` leave out the host and all below it, `*.example.com` all below, `*` everything; each may name a port. */
function isLeftOut(url: URL, list: string): boolean {
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => {
      const { host, port: only } = readEntry(entry);
      return (only === undefined || only === port) && covers(host, hostOf(url));
    });
}

/** An IPv6 address holds colons itself: before a port it stands in brackets. */
function readEntry(entry: string): { readonly host: string; readonly port: string | undefined } {
  const [, bracketed, bare, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? [];
  return { host: bracketed ?? bare ?? entry, port };
}

function covers(entry: string, host: string): boolean {
  if (entry === "*") return true;
  if (entry.startsWith("*.")) return host.endsWith(entry.slice(1));
  const name = entry.replace(/^\./, "").replace(/\.$/, "");
  return host === name || host.endsWith(`.${name}`);
}
