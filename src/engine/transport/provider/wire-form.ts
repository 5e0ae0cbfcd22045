/** How a provider's client writes the head of a request. */
export interface WireForm {
  /** Names in their order and spelling, those that the connection adds included; others follow as they are given. */
  readonly headers: readonly string[];
  /** What it says of the connection. */
  readonly connection: string;
}

/** For a client of which nothing is known: headers as its builders give them. */
export const PLAIN_FORM: WireForm = { headers: ["host", "connection"], connection: "keep-alive" };

/** A request whose head is written. */
export interface Headed {
  readonly method: string;
  /** Host and port, as they stand in the URL. */
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | null;
}

/** A server takes these for a request that has a body. */
const WITH_BODY: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

/** Names and values by turns, as they go over the wire. */
export function toHeaderLines(request: Headed, form: WireForm): string[] {
  const values: Readonly<Record<string, string>> = { ...request.headers, ...connectionHeaders(request, form) };
  const lines: string[] = [];
  const listed = new Set<string>();
  for (const name of form.headers) {
    const key = name.toLowerCase();
    const value = values[key];
    if (value === undefined) continue;
    lines.push(name, value);
    listed.add(key);
  }
  for (const name in values) if (!listed.has(name)) lines.push(name, values[name] ?? "");
  return lines;
}

function connectionHeaders({ method, host, text }: Headed, { connection }: WireForm): Readonly<Record<string, string>> {
  const hasLength = text !== null || WITH_BODY.has(method.toUpperCase());
  return { host, connection, ...(hasLength && { "content-length": String(Buffer.byteLength(text ?? "")) }) };
}
