import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import type { Json } from "../../scim/json.ts";
import type { Exchange } from "../../exchange/exchange.ts";
import { toCurl, toScript } from "./reproduce.ts";

const OPTIONS = { baseUrl: "https://scim.example.com/v2", width: 76, unicode: true };
const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

interface Traffic {
  readonly method: string;
  readonly path: string;
  readonly status?: number;
  readonly sent?: Json;
  readonly answer?: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

function exchange(seq: number, { method, path, status = 200, sent, answer, headers }: Traffic): Exchange {
  return {
    seq,
    cause: { kind: "check", id: "any" },
    sender: "tool",
    request: {
      method,
      url: `https://scim.example.com/v2${path}`,
      headers: {
        accept: "application/scim+json",
        authorization: "Bearer ***",
        ...(sent === undefined ? {} : { "content-type": "application/scim+json" }),
        ...headers,
      },
      body: sent,
    },
    response: { status, headers: {}, body: answer },
    failure: null,
    durationMs: 10,
  };
}

/** What a POSIX shell makes of a command: curl's arguments, one in each element; the id that jq finds is always `new-id`. */
function argumentsOf(command: string): readonly string[] {
  const stubs = `curl() { printf '%s\\037' "$@"; printf '\\036' >&2; }\njq() { cat >/dev/null; echo new-id; }\n`;
  const env = { PATH: process.env["PATH"] ?? "", SCIM_TOKEN: "t0ken", X_TENANT: "acme" };
  return execFileSync("sh", ["-c", stubs + command], { env, stdio: ["ignore", "pipe", "ignore"] })
    .toString("utf8")
    .split("\u001f")
    .slice(0, -1);
}

test("a curl has variables for target and token and the whole body", () => {
  const body = { schemas: [PATCH_OP], Operations: [{ op: "replace", value: { active: false } }] };
  expect(toCurl([exchange(1, { method: "PATCH", path: "/Users/2819c223", sent: body })], OPTIONS)).toBe(
    [
      "SCIM_URL=https://scim.example.com/v2",
      `curl -sSi -X PATCH "$SCIM_URL/Users/2819c223" \\`,
      `  -H 'Accept: application/scim+json' \\`,
      `  -H "Authorization: Bearer $SCIM_TOKEN" \\`,
      `  -H 'Content-Type: application/scim+json' \\`,
      `  -d '{"schemas":["${PATCH_OP}"],`,
      `      "Operations":[{"op":"replace","value":{"active":false}}]}'`,
    ].join("\n"),
  );
});

test("a shell passes on exactly what was sent, quotes, dollars and exclamation marks included", () => {
  const body = { userName: `o'hara "$HOME" \`id\` \\ !!`, note: "a,b" };
  const path = '/Users?filter=userName eq "$x"&a=!1`b`';
  const sent = argumentsOf(toCurl([exchange(1, { method: "POST", path, sent: body })], OPTIONS));
  expect(sent).toContain('https://scim.example.com/v2/Users?filter=userName eq "$x"&a=!1`b`');
  expect(sent).toContain("Authorization: Bearer t0ken");
  expect(JSON.parse(sent.at(-1) ?? "")).toEqual(body);
});

test("a long body is folded into lines that fit and stays the same JSON", () => {
  const body = {
    schemas: ["urn:a", "urn:b"],
    members: Array.from({ length: 30 }, (_, i) => ({ value: `id-${i}, "x"` })),
  };
  const curl = toCurl([exchange(1, { method: "PUT", path: "/Groups/g", sent: body })], { ...OPTIONS, width: 60 });
  expect(Math.max(...curl.split("\n").map((line) => line.length))).toBeLessThanOrEqual(60);
  expect(JSON.parse(argumentsOf(curl).at(-1) ?? "")).toEqual(body);
});

test("control characters, bidirectional marks and, where asked, everything beyond ASCII are escaped in the body", () => {
  const sent = { name: "\u001b[31m\u009b\u202e Zoë 👩‍👩‍👧" };
  const [curl, ascii] = [true, false].map((unicode) =>
    toCurl([exchange(1, { method: "POST", path: "/Users", sent })], { ...OPTIONS, unicode }),
  );
  expect(curl).toContain('{"name":"\\u001b[31m\\u009b\\u202e Zoë 👩\\u200d👩\\u200d👧"}');
  expect(ascii).toMatch(/^[\x20-\x7e\n]*$/);
  expect(JSON.parse(argumentsOf(ascii ?? "").at(-1) ?? "")).toEqual(sent);
});

test("headers that decide are kept, the connection's are not, and a secret one becomes a variable", () => {
  const headers = { "if-match": 'W/"3"', "user-agent": "x", "accept-encoding": "gzip", host: "h", "x-tenant": "***" };
  const sent = argumentsOf(toCurl([exchange(1, { method: "GET", path: "/Users/a", headers })], OPTIONS));
  expect(sent).toEqual([
    "-sSi",
    "https://scim.example.com/v2/Users/a",
    ...header("Accept: application/scim+json"),
    ...header("Authorization: Bearer t0ken"),
    ...header('If-Match: W/"3"'),
    ...header("User-Agent: x"),
    ...header("X-Tenant: acme"),
  ]);
});

function header(line: string): readonly string[] {
  return ["-H", line];
}

test("a request without credentials has none in the curl", () => {
  const { request, ...rest } = exchange(1, { method: "GET", path: "/Users" });
  const bare: Exchange = { ...rest, request: { ...request, headers: { accept: "text/plain" } } };
  expect(toCurl([bare], OPTIONS)).toBe(
    `SCIM_URL=https://scim.example.com/v2\ncurl -sSi "$SCIM_URL/Users" -H 'Accept: text/plain'`,
  );
});

test("curl is told to leave brackets and dots in a URL alone", () => {
  const [brackets, dots] = ['/Users?filter=emails[type eq "work"]', "/Users/../Users"].map((path) =>
    argumentsOf(toCurl([exchange(1, { method: "GET", path })], OPTIONS)),
  );
  expect(brackets).toContain("-g");
  expect(dots).toContain("--path-as-is");
});

test("text that is no JSON is sent as it is, and what cannot be copied comes from a file that a comment names", () => {
  const broken = toCurl([exchange(7, { method: "POST", path: "/Users", sent: '{"userName": ' })], OPTIONS);
  expect(argumentsOf(broken).slice(-2)).toEqual(["--data-raw", '{"userName": ']);
  for (const sent of ["\u0000binary", `${"x".repeat(2000)}…`, { userName: "x".repeat(5000) }]) {
    const curl = toCurl([exchange(7, { method: "POST", path: "/Users", sent })], OPTIONS);
    expect(curl).toContain("# body.txt: the request body of exchange 7 in the JSON report\n");
    expect(argumentsOf(curl).slice(-2)).toEqual(["--data-binary", "@body.txt"]);
  }
});

test("an id that an earlier exchange brought becomes a variable that a comment explains", () => {
  const made = exchange(1, { method: "POST", path: "/Users", status: 201, sent: {}, answer: { id: "2819c223" } });
  const curl = toCurl([made, exchange(2, { method: "GET", path: "/Users/2819c223" })], OPTIONS);
  expect(curl).toBe(
    [
      "SCIM_URL=https://scim.example.com/v2",
      "# after exchange 1, in the JSON report",
      "# USER_ID: the id that POST /Users answered with",
      `curl -sSi "$SCIM_URL/Users/$USER_ID" -H 'Accept: application/scim+json' \\`,
      `  -H "Authorization: Bearer $SCIM_TOKEN"`,
    ].join("\n"),
  );
});

test("a script makes what is needed, captures ids, sends the writes and the deciding request, and removes what it made", () => {
  const script = toScript(
    [
      exchange(1, { method: "POST", path: "/Users", status: 201, sent: { userName: "ann" }, answer: { id: "u-1" } }),
      exchange(2, {
        method: "POST",
        path: "/Users",
        status: 201,
        sent: { userName: "unneeded" },
        answer: { id: "u-2" },
      }),
      exchange(3, { method: "GET", path: "/Users/u-1" }),
      exchange(4, { method: "PUT", path: "/Users/u-1", sent: { userName: "ann", active: false } }),
      exchange(5, { method: "GET", path: "/Users/u-1" }),
    ],
    OPTIONS,
  );
  expect(script).toBe(
    [
      "SCIM_URL=https://scim.example.com/v2",
      "# takes jq",
      `USER_ID=$(curl -sS -X POST "$SCIM_URL/Users" \\`,
      `  -H "Authorization: Bearer $SCIM_TOKEN" \\`,
      `  -H 'Content-Type: application/scim+json' -d '{"userName":"ann"}' \\`,
      `  | jq -r .id)`,
      `curl -sS -o /dev/null -X PUT "$SCIM_URL/Users/$USER_ID" \\`,
      `  -H "Authorization: Bearer $SCIM_TOKEN" \\`,
      `  -H 'Content-Type: application/scim+json' \\`,
      `  -d '{"userName":"ann","active":false}'`,
      `curl -sSi "$SCIM_URL/Users/$USER_ID" -H 'Accept: application/scim+json' \\`,
      `  -H "Authorization: Bearer $SCIM_TOKEN"`,
      `curl -sS -o /dev/null -X DELETE "$SCIM_URL/Users/$USER_ID" \\`,
      `  -H "Authorization: Bearer $SCIM_TOKEN"`,
    ].join("\n"),
  );
});

test("ids in bodies, filters and paths of a script are the captured ones", () => {
  const remove = { op: "remove", path: 'members[value eq "u-1"]' };
  const script = toScript(
    [
      exchange(1, { method: "POST", path: "/Users", status: 201, sent: {}, answer: { id: "u-1" } }),
      exchange(2, {
        method: "POST",
        path: "/Groups",
        status: 201,
        sent: { members: [{ value: "u-1" }] },
        answer: { id: "g-1" },
      }),
      exchange(3, { method: "PATCH", path: "/Groups/g-1", sent: { Operations: [remove] } }),
      exchange(4, { method: "GET", path: "/Groups?filter=members.value%20eq%20%22u-1%22" }),
    ],
    OPTIONS,
  );
  const sent = argumentsOf(script ?? "");
  expect(sent).toContain("https://scim.example.com/v2/Groups/new-id");
  expect(sent).toContain("https://scim.example.com/v2/Groups?filter=members.value%20eq%20%22new-id%22");
  expect(sent).toContain('{"Operations":[{"op":"remove","path":"members[value eq \\"new-id\\"]"}]}');
  expect(script).toContain(`"members":[{"value":"'"$USER_ID"'"}]`);
  expect(script).not.toMatch(/u-1|g-1/);
});

test("a list needs what was made in its collection", () => {
  const script = toScript(
    [
      exchange(1, { method: "POST", path: "/Users", status: 201, sent: { userName: "a" }, answer: { id: "u-1" } }),
      exchange(2, { method: "POST", path: "/Users", status: 201, sent: { userName: "b" }, answer: { id: "u-2" } }),
      exchange(3, { method: "GET", path: "/Users?count=1" }),
    ],
    OPTIONS,
  );
  expect(script).toContain("USER_ID=$(curl");
  expect(script).toContain("USER_ID_2=$(curl");
});

test("a script of a request that needs nothing is that request, and there is none where a body cannot be copied", () => {
  const get = exchange(2, { method: "GET", path: "/Schemas" });
  const long = exchange(1, { method: "POST", path: "/Users", status: 201, sent: { userName: "x".repeat(5000) } });
  expect(toScript([get], OPTIONS)).toBe(toCurl([get], OPTIONS));
  expect(toScript([long], OPTIONS)).toBeUndefined();
});

test("a resource is removed with the credentials that made it, not with the wrong ones of the deciding request", () => {
  const made = exchange(1, { method: "POST", path: "/Users", status: 201, sent: {}, answer: { id: "u-1" } });
  const wrong = exchange(2, {
    method: "GET",
    path: "/Users/u-1",
    headers: { authorization: "Bearer zsc-wrong-token" },
  });
  const lines = toScript([made, wrong], { ...OPTIONS, width: 200 })?.split("\n");
  expect(lines?.slice(3)).toEqual([
    `curl -sSi "$SCIM_URL/Users/$USER_ID" -H 'Accept: application/scim+json' -H 'Authorization: Bearer zsc-wrong-token'`,
    `curl -sS -o /dev/null -X DELETE "$SCIM_URL/Users/$USER_ID" -H "Authorization: Bearer $SCIM_TOKEN"`,
  ]);
});

const ACCESS = { tokenVariable: "SCIM_TOKEN", tokenFile: null, headers: [], connection: [], server: null };

test("a script reaches the target as the command line did", () => {
  const request = exchange(1, {
    method: "GET",
    path: "/Users",
    headers: { authorization: "***", "x-api-key": "***", "x-tenant": "42" },
  });
  const access = {
    ...ACCESS,
    tokenVariable: "MY_T",
    tokenFile: "my token",
    headers: ["x-api-key"],
    connection: ["-k"],
  };
  expect(toScript([request], { ...OPTIONS, width: 200, access })).toBe(
    [
      "SCIM_URL=https://scim.example.com/v2",
      "read -r MY_T < 'my token'",
      `curl -sSi -k "$SCIM_URL/Users" -H 'Accept: application/scim+json' -H "Authorization: $MY_T" ` +
        `-H "X-Api-Key: $X_API_KEY" -H 'X-Tenant: 42'`,
    ].join("\n"),
  );
});

test("Basic and an Authorization header of the user's own have variables of their own", () => {
  const basic = exchange(1, { method: "GET", path: "/Users", headers: { authorization: "Basic ***" } });
  expect(toScript([basic], OPTIONS)).toContain(`-u "$SCIM_BASIC"`);
  const own = { ...ACCESS, headers: ["authorization"] };
  expect(toScript([basic], { ...OPTIONS, access: own })).toContain(`-H "Authorization: $AUTHORIZATION"`);
});

test.each([
  ["Bearer ***-zsc-longer", `-H "Authorization: Bearer \${SCIM_TOKEN}-zsc-longer"`],
  ["Bearer *** (without its last 4 characters)", `-H "Authorization: Bearer \${SCIM_TOKEN%????}"`],
  ["*** (in the other letter case)", `-H "Authorization: $(printf '%s' "$SCIM_TOKEN" | tr 'a-zA-Z' 'A-Za-z')"`],
  ["Basic ***-zsc-longer", `-u "\${SCIM_BASIC}-zsc-longer"`],
  [
    "Basic *** (in the other letter case)",
    `-u "\${SCIM_BASIC%%:*}:$(printf '%s' "\${SCIM_BASIC#*:}" | tr 'a-zA-Z' 'A-Za-z')"`,
  ],
])("a token that is nearly the right one, %s, is made by the shell", (authorization, expected) => {
  const near = exchange(1, { method: "GET", path: "/Users", headers: { authorization } });
  expect(toScript([near], { ...OPTIONS, width: 300 })).toContain(expected);
});

test("headers that curl would add by itself are taken out", () => {
  const { request, ...rest } = exchange(1, { method: "POST", path: "/Users", sent: {} });
  const bare: Exchange = { ...rest, request: { ...request, headers: { authorization: "Bearer ***" } } };
  expect(toScript([bare], OPTIONS)).toContain(`-H 'Accept:' -H 'Content-Type:'`);
});

test("a HEAD is asked for as such, as curl would wait for its body otherwise", () => {
  expect(toScript([exchange(1, { method: "HEAD", path: "/Users" })], OPTIONS)).toContain(
    `curl -sSi -I "$SCIM_URL/Users"`,
  );
});

test("a base URL in which something is masked is told of instead of set", () => {
  const options = { ...OPTIONS, baseUrl: "https://scim.example.com/***/v2" };
  expect(toScript([exchange(1, { method: "GET", path: "/Users" })], options)?.split("\n")[0]).toBe(
    "# SCIM_URL: the base URL of the target, which holds a secret",
  );
});

test("the bundled server has ended with the run: the script says how it is started anew", () => {
  const access = { ...ACCESS, server: 'npx zi-scim-check serve --profile okta --token "$SCIM_TOKEN"' };
  const options = { ...OPTIONS, baseUrl: "http://127.0.0.1:40001/scim/v2", access };
  const request = exchange(1, { method: "GET", path: "/Users" });
  expect(toScript([request], options)?.split("\n").slice(0, 2)).toEqual([
    '# the server of the run has ended; in another shell: npx zi-scim-check serve --profile okta --token "$SCIM_TOKEN"',
    "SCIM_URL=http://127.0.0.1:8080/scim/v2",
  ]);
});

test("what the deciding request makes is removed too, by the id of its answer", () => {
  const made = exchange(1, {
    method: "POST",
    path: "/Users",
    status: 201,
    sent: { userName: "a" },
    answer: { id: "u-1" },
  });
  const lines = toScript([made], { ...OPTIONS, width: 200 })?.split("\n") ?? [];
  expect(lines[2]).toMatch(/^ANSWER=\$\(curl -sSi -X POST "\$SCIM_URL\/Users" .* \)$/);
  expect(lines.slice(3, 5)).toEqual([
    `printf '%s\\n' "$ANSWER"`,
    String.raw`USER_ID=$(printf '%s' "$ANSWER" | jq -Rrs 'split("\r\n\r\n") | last | fromjson | .id')`,
  ]);
  expect(lines[5]).toContain(`-X DELETE "$SCIM_URL/Users/$USER_ID"`);
});

test("a create that answers without an id is known by its Location", () => {
  const made = exchange(1, { method: "POST", path: "/Users", status: 201, sent: { userName: "a" } });
  const located = {
    ...made,
    response: { status: 201, headers: { location: "https://h/v2/Users/u-1" }, body: undefined },
  };
  const script = toScript([located, exchange(2, { method: "GET", path: "/Users/u-1" })], { ...OPTIONS, width: 200 });
  expect(script).toContain("USER_ID=$(curl -sS -o /dev/null -w '%header{location}' -X POST");
  expect(script).toContain('USER_ID=${USER_ID##*/}\ncurl -sSi "$SCIM_URL/Users/$USER_ID"');
});

test("a script plays what shows in the resource without naming it: a group of its member, what was refused, a write to an unknown id", () => {
  const user = exchange(1, {
    method: "POST",
    path: "/Users",
    status: 201,
    sent: { userName: "ann" },
    answer: { id: "u-1" },
  });
  const members = { members: [{ value: "u-1" }] };
  const group = exchange(2, { method: "POST", path: "/Groups", status: 201, sent: members, answer: { id: "g-1" } });
  const gone = exchange(3, { method: "DELETE", path: "/Groups/g-1", status: 204 });
  const again = exchange(4, { method: "POST", path: "/Users", status: 409, sent: { userName: "ANN" } });
  const other = exchange(5, { method: "POST", path: "/Users", status: 409, sent: { userName: "bob" } });
  const unknown = exchange(6, { method: "PUT", path: "/Users/nobody", status: 404, sent: { userName: "eve" } });
  const all = [user, group, gone, again, other, unknown];
  const played = (path: string): readonly string[] =>
    [
      ...(toScript([...all, exchange(7, { method: "GET", path })], { ...OPTIONS, width: 300 }) ?? "").matchAll(
        /-X (\w+ "[^"]*")/g,
      ),
    ].map(([, words = ""]) => words.replace("$SCIM_URL", ""));
  const removed = ['DELETE "/Groups/$GROUP_ID"', 'DELETE "/Users/$USER_ID"'];
  const before = ['POST "/Users"', 'POST "/Groups"', 'DELETE "/Groups/$GROUP_ID"', 'POST "/Users"'];
  expect(played("/Users/u-1")).toEqual([...before, ...removed]);
  expect(played("/Users?count=1")).toEqual([...before, 'POST "/Users"', 'PUT "/Users/nobody"', ...removed]);
});

test("two resources of one id are each removed", () => {
  const create = (seq: number): Exchange =>
    exchange(seq, { method: "POST", path: "/Users", status: 201, sent: { userName: "a" }, answer: { id: "u-1" } });
  const list = exchange(3, { method: "GET", path: "/Users" });
  const removals = toScript([create(1), create(2), list], OPTIONS)?.match(/-X DELETE "[^"]*"/g);
  expect(removals).toEqual(['-X DELETE "$SCIM_URL/Users/$USER_ID_2"', '-X DELETE "$SCIM_URL/Users/$USER_ID"']);
});

test("a value of a body that is not shown is told of", () => {
  const sent = { userName: "a", password: "***" };
  const script = toScript([exchange(1, { method: "PUT", path: "/Users/u-1", sent })], OPTIONS);
  expect(script).toContain('\n# "***" in a body is a value that is not shown: put one of your own there\n');
});

test("an id that URLs spell otherwise has a second variable for them", () => {
  const id = "a/b|7";
  const script = toScript(
    [
      exchange(1, { method: "POST", path: "/Users", status: 201, sent: { userName: "ann" }, answer: { id } }),
      exchange(2, { method: "PATCH", path: "/Groups/g", sent: { path: `members[value eq "${id}"]` } }),
      exchange(3, { method: "GET", path: "/Users/a%2Fb%7C7?attributes=userName" }),
    ],
    OPTIONS,
  );
  expect(script).toContain(String.raw`USER_ID_IN_URL=$(printf '%s' "$USER_ID" | jq -Rr @uri)`);
  expect(script).toContain('"$SCIM_URL/Users/$USER_ID_IN_URL?attributes=userName"');
  expect(script).toContain(`-X DELETE "$SCIM_URL/Users/$USER_ID_IN_URL"`);
  expect(script).not.toContain(id);
});
