import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { REQUIREMENTS } from "./index.ts";

const HERE = new URL("./", import.meta.url);

/** Which ids a file holds: those of its chapter. */
const CHAPTERS: Readonly<Record<string, RegExp>> = {
  "rfc7643/attributes.ts": /^RFC7643-2(\.\d+)*-\d\d$/,
  "rfc7643/resources.ts": /^RFC7643-3(\.\d+)*-\d\d$/,
  "rfc7643/core-schemas.ts": /^RFC7643-4(\.\d+)*-\d\d$/,
  "rfc7643/service-provider-config.ts": /^RFC7643-5-\d\d$/,
  "rfc7643/resource-types.ts": /^RFC7643-6-\d\d$/,
  "rfc7643/schema-definitions.ts": /^RFC7643-7-\d\d$/,
  "rfc7643/security.ts": /^RFC7643-9(\.\d+)*-\d\d$/,
  "rfc7644/authentication.ts": /^RFC7644-[12](\.\d+)*-\d\d$/,
  "rfc7644/endpoints.ts": /^RFC7644-3\.[12]-\d\d$/,
  "rfc7644/creating.ts": /^RFC7644-3\.3(\.1)?-\d\d$/,
  "rfc7644/retrieving.ts": /^RFC7644-3\.4(\.1|\.2|\.2\.1)?-\d\d$/,
  "rfc7644/filtering.ts": /^RFC7644-3\.4\.2\.2-\d\d$/,
  "rfc7644/query-results.ts": /^RFC7644-3\.4\.(2\.[345]|3)-\d\d$/,
  "rfc7644/replacing.ts": /^RFC7644-3\.5(\.1)?-\d\d$/,
  "rfc7644/patching.ts": /^RFC7644-3\.5\.2(\.[123])?-\d\d$/,
  "rfc7644/deleting.ts": /^RFC7644-3\.6-\d\d$/,
  "rfc7644/bulk.ts": /^RFC7644-3\.7(\.[1234])?-\d\d$/,
  "rfc7644/messages.ts": /^RFC7644-3\.(8|9|10|11)-\d\d$/,
  "rfc7644/errors.ts": /^RFC7644-3\.12-\d\d$/,
  "rfc7644/versions.ts": /^RFC7644-3\.1[34]-\d\d$/,
  "rfc7644/discovery.ts": /^RFC7644-4-\d\d$/,
  "rfc7644/considerations.ts": /^RFC7644-[5678](\.\d+)*-\d\d$/,
  "others/rfc7642-scenarios.ts": /^RFC7642-1-\d\d$/,
  "others/rfc9110-http.ts": /^RFC9110-\d+(\.\d+)*-\d\d$/,
  "others/rfc9865-cursor-paging.ts": /^RFC9865-\d+(\.\d+)*-\d\d$/,
  "others/rfc9967-security-events.ts": /^RFC9967-\d+(\.\d+)*-\d\d$/,
};

/** Rules that stand in another section than their id names. */
const MOVED: Readonly<Record<string, string>> = {
  "RFC7644-2-02": "3.12",
  "RFC7644-3.3-09": "3.12",
  "RFC7644-3.3-11": "3.12",
  "RFC7644-3.5.1-13": "3.12",
  "RFC7644-3.5.2-06": "3.12",
  "RFC7644-3.5.2-07": "3.12",
  "RFC7644-3.5.2-23": "3.12",
  "RFC7644-3.6-05": "3.12",
  "RFC7644-3.7-15": "3.12",
  "RFC7644-3.7.3-05": "3.7",
  "RFC7644-3.14-07": "3.6",
};

const FIELDS = ["requirement", "section", "level", "basis", "doubt", "observable", "area", "needs", "profile"];

interface Chapter {
  readonly file: string;
  readonly rows: Readonly<Record<string, object>>;
}

const files = ["rfc7643", "rfc7644", "others"].flatMap((folder) =>
  readdirSync(new URL(folder, HERE)).map((name) => `${folder}/${name}`),
);
const chapters: readonly Chapter[] = await Promise.all(
  files.map(async (file) => {
    const exported: Readonly<Record<string, Chapter["rows"]>> = await import(new URL(file, HERE).href);
    return { file, rows: Object.assign({}, ...Object.values(exported)) };
  }),
);
const rows = [...REQUIREMENTS.values()];

describe("the requirement table", () => {
  test("has a chapter for every file, and a file for every chapter", () => {
    expect(files.toSorted()).toEqual(Object.keys(CHAPTERS).toSorted());
  });

  test("has every row of every file, and no id twice", () => {
    const ids = chapters.flatMap((chapter) => Object.keys(chapter.rows));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect([...REQUIREMENTS.keys()].toSorted()).toEqual(ids.toSorted());
  });

  test.each(chapters.map(({ file, rows: held }) => [file, held] as const))(
    "%s holds only its chapter",
    (file, held) => {
      expect(Object.keys(held).filter((id) => CHAPTERS[file]?.test(id) !== true)).toEqual([]);
      expect(Object.keys(held).length).toBeGreaterThan(0);
    },
  );

  test("keys each row by its id", () => {
    expect([...REQUIREMENTS].filter(([key, { id }]) => key !== id)).toEqual([]);
  });

  test("has the RFC and the section of an id in its row, but for rules that stand elsewhere", () => {
    expect(rows.filter(({ id, rfc }) => !id.startsWith(`RFC${rfc}-`))).toEqual([]);
    const moved = rows.filter(({ id, section }) => section !== sectionOf(id)).map(({ id, section }) => [id, section]);
    expect(Object.fromEntries(moved)).toEqual(MOVED);
  });

  test("states a section only where it is not the one of the id", () => {
    const stated = chapters.flatMap((chapter) => Object.entries(chapter.rows).filter(([, row]) => "section" in row));
    expect(stated.map(([id]) => id).toSorted()).toEqual(Object.keys(MOVED).toSorted());
  });

  test("numbers the rows of a section from 01, without a gap, side by side", () => {
    let [before, number] = ["", 0];
    const seen = new Set<string>();
    for (const { id } of rows) {
      const prefix = id.slice(0, -3);
      number = prefix === before ? number + 1 : 1;
      expect(id).toBe(`${prefix}-${String(number).padStart(2, "0")}`);
      expect(number === 1 && seen.has(prefix)).toBe(false);
      before = prefix;
      seen.add(prefix);
    }
  });

  test("has no field that a row does not know, and each text is a sentence", () => {
    const unknown = chapters.flatMap((chapter) =>
      Object.entries(chapter.rows).flatMap(([id, row]) =>
        Object.keys(row).flatMap((field) => (FIELDS.includes(field) ? [] : [`${id} ${field}`])),
      ),
    );
    expect(unknown).toEqual([]);
    expect(rows.filter(({ requirement }) => !/^\S.*\S[.]$/.test(requirement)).map(({ id }) => id)).toEqual([]);
  });

  test("reads a row as the RFC has it", () => {
    expect(REQUIREMENTS.get("RFC7644-3.3-06")).toEqual({
      id: "RFC7644-3.3-06",
      rfc: 7644,
      section: "3.3",
      requirement: "The create answer has a Location header with the resource URI.",
      level: "MUST",
      basis: "keyword",
      observable: true,
      area: "create",
      needs: "none",
      profile: "core",
    });
    expect(REQUIREMENTS.get("RFC7644-3.3-09")).toMatchObject({ rfc: 7644, section: "3.12" });
  });
});

/** The section that an id names. */
function sectionOf(id: string): string {
  return id.slice("RFC7644-".length, -3);
}
