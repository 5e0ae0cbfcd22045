import type { ImportView, ImportedRow } from "../../../src/engine/run.ts";
import type { ImportMatch, ImportReview, ImportRow } from "./import-review.ts";
import type { ImportedAccount } from "./import-users.ts";

/** The review of an import as the report has it. */
export function toImportView(review: ImportReview, at: string, confirmed: ReadonlySet<ImportedAccount>): ImportView {
  const { error, safeguard, scanned, updated, unchanged, removed, groups, rows, notes } = review;
  const count = (match: ImportMatch): number => rows.filter((row) => row.match === match).length;
  return {
    at,
    error,
    safeguard,
    counts: {
      scanned,
      new: count("new"),
      exact: count("exact"),
      partial: count("partial"),
      conflict: count("conflict"),
      updated,
      unchanged,
      removed,
      groups,
    },
    rows: rows.map((row) => toRow(row, confirmed.has(row.account))),
    notes,
  };
}

function toRow({ account, match, user }: ImportRow, isConfirmed: boolean): ImportedRow {
  const { id, userName, givenName, familyName, email } = account;
  return {
    id,
    userName,
    firstName: givenName,
    lastName: familyName,
    email,
    match,
    user: user?.profile.userName ?? null,
    state: isConfirmed ? "confirmed" : "unconfirmed",
  };
}
