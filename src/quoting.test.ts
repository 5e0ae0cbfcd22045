import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parseAst } from "vitest/node";

// What a target sends stands in paths, queries and filters only through src/scim/request-path.ts and
// src/scim/filter/filter-text.ts. The compiler holds what a check sends against their types; this test finds what goes round them.

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const FOLDERS = ["suites", "emulator", "src/kit", "src/engine", "src/run"];

/** Files with a reason of their own, and what they may do. */
const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  // Keys to compare requests by.
  "src/engine/report/cause-key.ts": ["puts a text into a query"],
  "src/engine/endurance/request-kind.ts": ["puts a text into a query"],
};

interface Breach {
  readonly line: number;
  readonly what: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [member: string]: unknown;
}

/** Everything in a source text that puts a text into a path, query or filter by hand. */
function breachesIn(source: string): readonly Breach[] {
  const breaches: Breach[] = [];
  const visit = (node: Node, parent: Node | undefined): void => {
    const what = breachOf(node, parent);
    if (what !== undefined) breaches.push({ line: source.slice(0, node.start).split("\n").length, what });
    for (const value of Object.values(node)) {
      for (const child of [value].flat()) if (isNode(child)) visit(child, node);
    }
  };
  const program: unknown = parseAst(source, { lang: "ts" });
  if (isNode(program)) visit(program, undefined);
  return breaches;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function breachOf(node: Node, parent: Node | undefined): string | undefined {
  if (node.type === "Identifier" && String(node["name"]).startsWith("encodeURI")) return "encodes by hand";
  if (node.type === "TSAsExpression" && /^(?:Path|RequestPath|Filter|Quoted)$/.test(typeNameOf(node))) {
    return "claims that a text is safe";
  }
  const text = joinedText(node);
  if (text === undefined) return undefined;
  const isTagged = parent?.type === "TaggedTemplateExpression";
  const tag = isTagged && isNode(parent["tag"]) ? parent["tag"]["name"] : undefined;
  // Only withQuery lets the compiler see that a filter is one.
  if (/[?&]filter=/.test(text)) return "puts a text into a query";
  if (tag === "pathTo" || tag === "filterOf") return undefined;
  if (isFilter(text)) return "puts a text into a filter";
  if (isQuery(text)) return "puts a text into a query";
  return isPath(text) && !isPointer(parent) ? "puts a text into a path" : undefined;
}

function typeNameOf(node: Node): string {
  const annotation = node["typeAnnotation"];
  const name = isNode(annotation) ? annotation["typeName"] : undefined;
  return isNode(name) ? String(name["name"]) : "";
}

/** A template with interpolations, or a sum of texts, with `{}` for what is put in; undefined for anything else. */
function joinedText(node: Node): string | undefined {
  if (node.type === "TemplateLiteral") {
    const quasis = [node["quasis"]].flat().filter(isNode);
    if (quasis.length < 2) return undefined;
    return quasis.map(({ value }) => Object(value).cooked as string).join(HOLE);
  }
  if (node.type !== "BinaryExpression" || node["operator"] !== "+") return undefined;
  return [node["left"], node["right"]].map((side) => (isNode(side) ? plainText(side) : HOLE)).join("");
}

function plainText(node: Node): string {
  if (node.type === "Literal" && typeof node["value"] === "string") return node["value"];
  return joinedText(node) ?? HOLE;
}

const HOLE = "{}";

/** `userName eq {}`, `{} pr`, `emails[{}]`, with a `{}` near by. */
function isFilter(text: string): boolean {
  return /(?:^|[\s([}\w])\s(?:eq|ne|co|sw|ew|gt|ge|lt|le)\s(?:\{\}|")/i.test(text) || /\{\}\spr(?:\s|\)|$)/.test(text);
}

/** `?name={}`, `{}?name=`, `&name={}`, `{}&name=`. */
function isQuery(text: string): boolean {
  return /[?&][\w]+=\{\}|\{\}[?&][\w]+=|\?\{\}$|\{\}\?\{\}/.test(text);
}

/** `/Users/{}` and the like, or an endpoint with something after it. */
function isPath(text: string): boolean {
  return /^\/(?:Users|Groups|Schemas|ResourceTypes|ServiceProviderConfig|Bulk|Me)\b\S*\{\}\S*$/.test(text);
}

/** The place of a member in a body is written as a path too. */
function isPointer(parent: Node | undefined): boolean {
  const key = parent?.type === "Property" ? parent["key"] : undefined;
  return isNode(key) && key["name"] === "at";
}

function sourceFiles(): readonly string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
  ).filter((file) => file.endsWith(".ts") && !/\.(?:test|fixture)\.ts$|\/testing\//.test(file));
}

test("nothing that came from elsewhere is put into a path, query or filter by hand", () => {
  const found = sourceFiles().flatMap((file) =>
    breachesIn(readFileSync(join(ROOT, file), "utf8"))
      .filter(({ what }) => EXCEPTIONS[file]?.includes(what) !== true)
      .map(({ line, what }) => `${file}:${line} ${what}`),
  );
  expect(found).toEqual([]);
});

test.each([
  ["`/Users/${id}`", "puts a text into a path"],
  ["t.get(`/Users/${id}/x`)", "puts a text into a path"],
  ["'/Groups/' + id", "puts a text into a path"],
  ["`${user.path}?attributes=${name}`", "puts a text into a query"],
  ["user.path + '?attributes=' + name", "puts a text into a query"],
  ["`/Users?${query}`", "puts a text into a query"],
  ["pathTo`/Users?filter=${text}`", "puts a text into a query"],
  ["`userName eq ${JSON.stringify(name)}`", "puts a text into a filter"],
  ['`members[value eq "${id}"]`', "puts a text into a filter"],
  ["'userName eq \"' + name + '\"'", "puts a text into a filter"],
  ["`${attribute} pr`", "puts a text into a filter"],
  ["encodeURIComponent(id)", "encodes by hand"],
  ["const path = id as Path", "claims that a text is safe"],
  ["const filter = text as Filter", "claims that a text is safe"],
])("%s is found", (source, what) => {
  expect(breachesIn(source)).toContainEqual({ line: 1, what });
});

test.each([
  "pathTo`/Users/${id}`",
  "filterOf`userName eq ${quoted(name)}`",
  "withQuery(user.path, { attributes: name })",
  "({ at: `/Users/${index}` })",
  "`/Users lists ${count} people`",
  "`the target refuses the path ${path}`",
])("%s is left alone", (source) => {
  expect(breachesIn(source)).toEqual([]);
});
