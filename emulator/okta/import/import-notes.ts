import type { ImportedAccount } from "./import-users.ts";

/** What an import found, as far as its notes go by it. */
export interface Listing {
  readonly listed: readonly ImportedAccount[];
  readonly scanned: readonly ImportedAccount[];
  readonly strangers: number;
  /** Made by the run, which has removed them, or was never told that they are there. */
  readonly gone: number;
  readonly own: readonly ImportedAccount[];
  /** Missing from the last import, and listed again. */
  readonly returned: number;
}

/** What the admin should know of an import, one sentence each. */
export function notesOn({ listed, scanned, strangers, gone, own, returned }: Listing): readonly string[] {
  const skipped = listed.length - scanned.length;
  const inactive = scanned.filter((account) => !account.isActive).length;
  const incomplete = own.filter((account) => !isComplete(account)).length;
  return [
    skipped > 0 ? `Inactive accounts skipped: ${skipped}. Only active ones are imported.` : "",
    inactive > 0 ? `Inactive accounts listed: ${inactive}. A real tenant may skip them.` : "",
    gone > 0 ? `Accounts with this run's mark that should not be there any more, left alone: ${gone}.` : "",
    strangers > 0 ? `Accounts that this run did not make, left alone: ${strangers}.` : "",
    incomplete > 0
      ? `Accounts without a first name, a last name or an e-mail: ${incomplete}. They cannot be imported.`
      : "",
    returned > 0 ? `Accounts that were missing from an earlier import and are listed again: ${returned}.` : "",
  ].filter((note) => note !== "");
}

/** True for an account that can be confirmed. */
export function isComplete({ givenName, familyName, email }: ImportedAccount): boolean {
  return givenName !== "" && familyName !== "" && email !== "";
}
