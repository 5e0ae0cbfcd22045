import type { FetchHandler } from "../../scim/http.ts";

/** Where a secret comes from. */
type PlantedName =
  | "token"
  | "header"
  | "cookie"
  | "shortHeader"
  | "hookHeader"
  | "hookBody"
  | "hookUrl"
  | "hookShell"
  | "shortHook"
  | "fromTarget"
  | "fromCookie"
  | "fromHook";

/** Secrets of a run on a hostile target: long and short ones, with all characters that some notation escapes. */
export const PLANTED: Readonly<Record<PlantedName, string>> = {
  token: 't0k"en\\+/&<é> x=LONG',
  header: 'te/nant+"&<42>',
  cookie: "c00kie~v4lue",
  shortHeader: "blau",
  hookHeader: "hook'header+secret/é",
  hookBody: 'hook\\body "secret" ß & <x>',
  hookUrl: "hookUrlSecret0815",
  hookShell: "shell+secret'with/quotes",
  shortHook: "zb7q",
  fromTarget: "eyJ.handed-out_by+target/123",
  fromCookie: "sess10n-of-target-value",
  fromHook: "handed-out-by-hook-4711",
};

/** Every way of writing a secret down, by means that are not the tool's own. */
export function spellingsOf(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const unit = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const percent = encodeURIComponent(secret);
  const strict = percent.replace(/[!'()*~._-]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  const html = (entity: (char: string) => string): string => secret.replace(/[&<>"']/g, entity);
  const names: Readonly<Record<string, string>> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos" };
  const hex = Buffer.from(secret, "utf8").toString("hex");
  return [
    secret,
    secret.toUpperCase(),
    secret.toLowerCase(),
    json,
    json.replaceAll("/", "\\/"),
    Array.from(secret, unit).join(""),
    percent,
    strict,
    percent.toLowerCase(),
    encodeURIComponent(percent),
    encodeURIComponent(strict).toLowerCase(),
    new URLSearchParams({ x: secret }).toString().slice(2),
    hex,
    hex.toUpperCase(),
    html((char) => `&${names[char]};`),
    html((char) => `&#${char.charCodeAt(0)};`),
    html((char) => `&#x${char.charCodeAt(0).toString(16)};`),
    html((char) => `&#X${char.charCodeAt(0).toString(16).toUpperCase()};`),
    ...(isShort(secret) ? [base64(secret)] : ["", "x", "xy"].flatMap((before) => base64Parts(before, secret))),
  ];
}

/** Short secrets are found as whole values only. */
export function isShort(secret: string): boolean {
  return secret.length < 6;
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

/** The part of a longer base64 text that is the secret's alone. */
function base64Parts(before: string, secret: string): readonly string[] {
  const bytes = Buffer.byteLength(before + secret, "utf8");
  const start = Math.ceil((before.length * 4) / 3);
  const part = base64(`${before}${secret}and more`).slice(start, Math.floor((bytes * 4) / 3));
  return [part, part.replaceAll("+", "-").replaceAll("/", "_")];
}

/** What a server says that has got hold of the secrets: another one in another spelling at each call. */
export function createEcho(secrets: readonly string[]): () => string {
  const all = secrets.flatMap((secret) => spellingsOf(secret).map((spelling) => ({ secret, spelling })));
  let calls = 0;
  return () => {
    const { secret, spelling } = all[(calls += 1) % all.length] ?? { secret: "", spelling: "" };
    return isShort(secret) ? spelling : `you sent ${spelling} there`;
  };
}

/** A server that answers rightly, and with secrets in all places of each answer; some answers are nothing but secrets. */
export function leak(next: FetchHandler, echo: () => string): FetchHandler {
  let count = 0;
  return async (request) => {
    count += 1;
    const response = await next(await withPlainToken(request));
    const headers = new Headers(response.headers);
    headers.set("x-echo", toHeader(echo()));
    headers.append("set-cookie", `sid=${PLANTED.fromCookie}; Path=/; Expires=Wed, 21 Oct 2065 07:28:00 GMT`);
    if (headers.has("location"))
      headers.set("location", `${headers.get("location")}?said=${encodeURIComponent(echo())}`);
    const { status } = response;
    const text = await response.text();
    if (count > 20 && count % 19 === 0) return new Response(`<html><p>${echo()}</p></html>`, { status: 500, headers });
    // A create whose answer has a token for an id, and which therefore cannot be removed by it.
    const isOddCreate = request.method === "POST" && status === 201 && count % 5 === 0;
    if (text === "") return new Response(null, { status, headers });
    const body: Record<string, unknown> = JSON.parse(text);
    const leaky = {
      ...body,
      ...(typeof body["detail"] === "string" ? { detail: echo() } : {}),
      ...(isOddCreate ? { id: PLANTED.token } : {}),
      access_token: PLANTED.fromTarget,
      said: { [`name ${echo()}`]: [echo(), { deep: echo() }], again: `${PLANTED.fromTarget} ${PLANTED.fromCookie}` },
    };
    return new Response(JSON.stringify(leaky), { status, headers });
  };
}

/** The server behind takes no token with blanks and quotes in it. */
export const INNER_TOKEN = "inner";

async function withPlainToken(request: Request): Promise<Request> {
  const headers = new Headers(request.headers);
  if (headers.get("authorization") === `Bearer ${PLANTED.token}`) headers.set("authorization", `Bearer ${INNER_TOKEN}`);
  const body = await request.text();
  return new Request(request.url, { method: request.method, headers, ...(body === "" ? {} : { body }) });
}

function toHeader(text: string): string {
  return /^[\u0020-\u007e\u00a0-\u00ff]*$/.test(text) ? text : encodeURIComponent(text);
}
