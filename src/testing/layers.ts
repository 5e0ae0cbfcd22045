import { resolved } from "./source-files.ts";
import type { Import } from "./source-files.ts";

/** What the files of a folder may import. */
export interface Layer {
  readonly folder: string;
  /** Folders and files; a star stands for one name. Its own folder is always allowed. */
  readonly imports: readonly string[];
  /** npm packages and built-in modules. */
  readonly packages: RegExp;
}

const NOTHING = /^$/;
const PURE = ["src/scim", "src/profile"];
/** The types of the requirement table; the table itself is handed to whatever needs it. */
const RULES = ["suites/requirements/requirement.ts", "suites/requirements/index.ts"];
const SCHEMAS = ["fixtures/schemas"];
/** Of the server only the types of its ports. */
const PORTS = ["src/server/ports.ts"];

/** Who may import whom: the longest folder that holds a file decides. What is not named here may import everything. */
export const LAYERS: readonly Layer[] = [
  { folder: "src/scim", imports: [], packages: NOTHING },
  { folder: "src/profile", imports: ["src/scim"], packages: NOTHING },
  { folder: "suites/requirements", imports: [], packages: NOTHING },
  { folder: "emulator/*/wire", imports: PURE, packages: NOTHING },
  {
    folder: "src/exchange",
    imports: [...PURE, ...SCHEMAS, ...RULES],
    packages: /^(node:(crypto|zlib|util)|ajv\/dist\/2020\.js|ajv|ajv-formats)$/,
  },
  { folder: "src/kit", imports: [...PURE, ...RULES, "src/exchange", ...PORTS], packages: NOTHING },
  {
    folder: "src/server",
    imports: [...PURE, ...SCHEMAS, "src/exchange"],
    packages: /^(node:.*|hono(\/.*)?|@hono\/node-server)$/,
  },
  {
    folder: "src/engine",
    imports: [...PURE, ...SCHEMAS, ...RULES, "src/exchange", "src/kit", ...PORTS],
    packages: /^(node:(crypto|http|https|zlib|child_process|util)|undici)$/,
  },
  {
    folder: "suites",
    imports: [...PURE, ...SCHEMAS, "src/exchange", "src/kit", "emulator/*/wire", ...PORTS],
    packages: NOTHING,
  },
  { folder: "emulator", imports: [...PURE, "src/exchange", "src/kit", "src/engine"], packages: /^node:crypto$/ },
  {
    folder: "reports",
    imports: [...PURE, "src/exchange", "src/engine/report", "src/engine/run.ts"],
    packages: /^(node:util|string-width|hono\/html)$/,
  },
  { folder: "fixtures", imports: [...PURE, "src/kit"], packages: /^@faker-js\/faker/ },
];

function holds(pattern: string, file: string): boolean {
  const text = pattern.replaceAll(".", String.raw`\.`).replaceAll("*", "[^/]+");
  return new RegExp(`^${text}(/|$)`).test(file);
}

/** The layer of a file; undefined above them all. */
export function layerOf(file: string): Layer | undefined {
  return LAYERS.filter(({ folder }) => holds(folder, file)).sort((a, b) => b.folder.length - a.folder.length)[0];
}

/** True when a file may import what it does. */
export function isAllowed(found: Import): boolean {
  const layer = layerOf(found.file);
  if (layer === undefined) return true;
  if (!found.target.startsWith(".")) return layer.packages.test(found.target);
  return [layer.folder, ...layer.imports].some((pattern) => holds(pattern, resolved(found)));
}
