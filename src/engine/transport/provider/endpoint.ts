/** Where a socket is opened to. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** The host and port that a URL names; an IPv6 address without its brackets. */
export function toEndpoint({ protocol, hostname, port }: URL): Endpoint {
  const usual = protocol === "https:" ? 443 : 80;
  return { host: hostname.replace(/^\[(.*)\]$/, "$1"), port: port === "" ? usual : Number(port) };
}

/** What shows a proxy who is asking, a name and its value; nothing when its URL holds no user. */
export function proxyAuthorization({ username, password }: URL): readonly string[] {
  if (username === "") return [];
  const words = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return ["Proxy-Authorization", `Basic ${Buffer.from(words).toString("base64")}`];
}
