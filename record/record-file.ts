import { readFileSync } from "node:fs";
import { plainRow, saysTheSame, serverKey } from "./row.ts";
import type { Row } from "./row.ts";
import { SOUND } from "./servers.ts";

/** What every check says of every server. */
export interface VerdictRecord {
  readonly checks: ReadonlySet<string>;
  /** The servers, each with the numbers of its verdicts: `fail 1, pass 312, skip 20`. */
  readonly servers: ReadonlyMap<string, string>;
  /** Rows by server and check. One that is not there is that of the sound server, and where that has none a pass. */
  readonly rows: ReadonlyMap<string, Row>;
}

/** Where a row stands in a record. */
export function rowKey(row: Pick<Row, "server" | "profile" | "check">): string {
  return `${serverKey(row)} ${row.check}`;
}

/** What a record says of a server and a check that it knows. */
export function rowOf(record: VerdictRecord, place: Pick<Row, "server" | "profile" | "check">): Row {
  const { server, profile, check } = place;
  const own = record.rows.get(rowKey(place)) ?? record.rows.get(rowKey({ ...place, server: SOUND }));
  return own === undefined ? plainRow({ server, profile, check }, "pass") : { ...own, server };
}

/** A record of all rows of all servers. */
export function toRecord(all: readonly Row[]): VerdictRecord {
  const servers = new Map<string, string>();
  for (const [server, rows] of Map.groupBy(all, serverKey)) servers.set(server, countVerdicts(rows));
  const whole = new Map(all.map((row) => [rowKey(row), row]));
  const isTelling = (row: Row): boolean => {
    if (row.server === SOUND) return row.verdict !== "pass";
    const sound = whole.get(rowKey({ ...row, server: SOUND }));
    return sound === undefined ? row.verdict !== "pass" : !saysTheSame(row, sound);
  };
  const rows = new Map([...whole].filter(([, row]) => isTelling(row)));
  return { checks: new Set(all.map(({ check }) => check)), servers, rows };
}

function countVerdicts(rows: readonly Row[]): string {
  const counted = [...Map.groupBy(rows, ({ verdict }) => verdict)].map(
    ([verdict, { length }]) => `${verdict} ${length}`,
  );
  return counted.sort().join(", ");
}

/** A record as text: one line of JSON with the checks, one a server, and one a row, in order. */
export function writeRecord({ checks, servers, rows }: VerdictRecord): string {
  const lines = [
    { checks: [...checks].sort() },
    ...[...servers].sort(byKey).map(([counted, verdicts]) => ({ counted, verdicts })),
    ...[...rows].sort(byKey).map(([, row]) => row),
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** Reads what `writeRecord` wrote. */
export function parseRecord(text: string): VerdictRecord {
  const [first = "{}", ...rest] = text.trimEnd().split("\n");
  const { checks } = JSON.parse(first) as { readonly checks?: readonly string[] };
  if (checks === undefined) throw new Error("This is no record: its first line names no checks. Make one with --out.");
  const lines = rest.map((line) => JSON.parse(line) as Row | { readonly counted: string; readonly verdicts: string });
  const servers = new Map<string, string>();
  const rows = new Map<string, Row>();
  for (const line of lines) {
    if ("counted" in line) servers.set(line.counted, line.verdicts);
    else rows.set(rowKey(line), line);
  }
  return { checks: new Set(checks), servers, rows };
}

/** Reads a record from a file. */
export function readRecord(file: string): VerdictRecord {
  return parseRecord(readFileSync(file, "utf8"));
}
