import { describe, expect, test } from "vitest";
import { compareRecords } from "./compare.ts";
import { maskPointer, maskText, requestShape } from "./mask.ts";
import { parseRecord, toRecord, writeRecord } from "./record-file.ts";
import type { VerdictRecord } from "./record-file.ts";
import type { Row } from "./row.ts";
import { runServer } from "./run-server.ts";
import { recordedServers } from "./servers.ts";
import { tellComparison } from "./tell.ts";

const ONLY = "discovery.service-provider-config.";
const NAMES = ["sound", "service-provider-config-without-etag", "bulk-limits-left-out"];

/** Two defects and the sound server, by the checks of one document. */
async function recordRows(): Promise<readonly Row[]> {
  const servers = recordedServers({ only: ONLY, limit: Infinity }).filter(
    ({ server, profile }) => NAMES.includes(server) && profile === "generic",
  );
  const rows: Row[] = [];
  for (const server of servers) rows.push(...(await runServer(server, ONLY)));
  return rows;
}

const rows = await recordRows();
const record = toRecord(rows);

function changed(check: string, change: Partial<Row>): VerdictRecord {
  const isMeant = (row: Row): boolean =>
    row.server === "service-provider-config-without-etag" && row.check === ONLY + check;
  return toRecord(rows.map((row) => (isMeant(row) ? { ...row, ...change } : row)));
}

describe("a record", () => {
  test("holds the verdict of each check, and in full what differs from the sound server", () => {
    expect([...record.servers]).toEqual([
      ["sound (generic)", "pass 4"],
      ["service-provider-config-without-etag (generic)", "fail 1, pass 3"],
      ["bulk-limits-left-out (generic)", "fail 1, pass 3"],
    ]);
    expect([...record.rows.values()].map(({ server, check }) => [server, check])).toEqual([
      ["service-provider-config-without-etag", `${ONLY}features`],
      ["bulk-limits-left-out", `${ONLY}limits`],
    ]);
    expect(record.rows.get(`service-provider-config-without-etag (generic) ${ONLY}features`)).toMatchObject({
      verdict: "fail",
      request: "GET /ServiceProviderConfig",
      at: "/etag",
    });
  });

  test("of the same code is the same text", async () => {
    expect(writeRecord(toRecord(await recordRows()))).toBe(writeRecord(record));
  });

  test("is read as it was written", () => {
    expect(writeRecord(parseRecord(writeRecord(record)))).toBe(writeRecord(record));
    expect(() => parseRecord('{"server":"sound"}')).toThrow("This is no record");
  });

  test("tells of a check that the end of the run left out", async () => {
    const unreachable = await runServer(
      {
        server: "silent",
        profile: "generic",
        defect: { name: "silent", breaks: "OKTA-none", wrap: () => () => Promise.reject(new Error("gone")) },
      },
      ONLY,
    );
    expect(unreachable.filter(({ verdict }) => verdict === "pass")).toEqual([]);
    expect(unreachable).toHaveLength(4);
  });
});

describe("a comparison", () => {
  test("of a record with itself finds nothing", () => {
    expect(compareRecords(record, record, "")).toEqual({ servers: 3, missing: [], verdicts: [], texts: [] });
  });

  test("finds a defect that is no longer noticed", () => {
    const { verdicts, texts } = compareRecords(record, changed("features", { verdict: "pass" }), "");
    expect(verdicts.map(({ before, after }) => [before.server, before.verdict, after.verdict])).toEqual([
      ["service-provider-config-without-etag", "fail", "pass"],
    ]);
    expect(texts).toEqual([]);
  });

  test("finds an alarm where there was a pass", () => {
    const { verdicts } = compareRecords(record, changed("document", { verdict: "fail" }), "");
    expect(verdicts.map(({ before, after }) => [before.verdict, after.verdict])).toEqual([["pass", "fail"]]);
  });

  test("tells of the same verdict with another request, with an example", () => {
    const comparison = compareRecords(record, changed("features", { request: "GET /Users" }), "");
    expect(comparison.verdicts).toEqual([]);
    const told = tellComparison(comparison);
    expect(told).toContain("request: 1, for example on service-provider-config-without-etag (generic)");
    expect(told).toContain("- GET /ServiceProviderConfig\n      + GET /Users");
  });

  test("tells of a check and a server that one record lacks", () => {
    const fewer = toRecord(rows.filter(({ server, check }) => server !== "sound" && check !== `${ONLY}limits`));
    expect(compareRecords(record, fewer, "").missing).toEqual([
      `only the first record knows the check ${ONLY}limits`,
      "only the first record knows the server sound (generic)",
    ]);
    expect(compareRecords(record, fewer, `${ONLY}features`).missing).toEqual([]);
  });
});

describe("a mask", () => {
  test("takes out ids, names, times and numbers, and leaves statuses", () => {
    expect(maskText('POST /Users answers 409 for "zsc-proof0-1a2b3c-ann@example.com" and 3 users')).toBe(
      'POST /Users answers 409 for "{name}" and {n} users',
    );
    expect(maskText("2026-01-01T00:00:00.000Z at /Users/2819c223-7f76-453a-919d-413861904646")).toBe(
      "{time} at /Users/:id",
    );
    expect(maskText("created%20gt%20%222026-01-01T00%3A36%3A53.795Z%22")).toBe("created%20gt%20%22{time}%22");
    expect(maskPointer("/Resources/12/emails/0/value")).toBe("/Resources/*/emails/*/value");
  });

  test("keeps what a request asks for", () => {
    const url = "http://a.example/scim/v2/Users?filter=userName%20eq%20%22a%5C%22b%22&count=100";
    expect(requestShape({ method: "GET", url })).toBe('GET /Users?filter=userName eq "*"&count={n}');
    expect(requestShape({ method: "PATCH", url: "http://a.example/scim/v2/Groups/7" })).toBe("PATCH /Groups/:id");
  });
});
