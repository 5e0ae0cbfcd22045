import type { AppUser } from "../provisioning/app-user.ts";
import type { ProvisioningContext } from "../provisioning/provisioning-context.ts";
import type { ImportedAccount } from "./import-users.ts";

type Shown = Pick<ImportedAccount, "userName" | "givenName" | "familyName" | "email">;

/** What an account said at its last import, as long as nothing was pushed to it since. */
interface Remembered {
  readonly account: Shown;
  readonly pushed: AppUser["pushed"];
}

/** Tells which accounts of app users say something else than they did. */
export class AccountChanges {
  readonly #known = new Map<string, Remembered>();

  /** Takes what an account says for known. */
  remember(account: ImportedAccount, row: AppUser): void {
    this.#known.set(account.id, { account, pushed: row.pushed });
  }

  /** True when the account differs from what was last imported from it or, after that, pushed to it. */
  hasChanged(app: ProvisioningContext, account: ImportedAccount, row: AppUser): boolean {
    const known = this.#known.get(account.id);
    const expected = known !== undefined && known.pushed === row.pushed ? known.account : pushedTo(app, row);
    return (
      differs(expected.userName?.toLowerCase(), account.userName.toLowerCase()) ||
      differs(expected.email?.toLowerCase(), account.email.toLowerCase()) ||
      differs(expected.givenName, account.givenName) ||
      differs(expected.familyName, account.familyName)
    );
  }
}

function pushedTo(app: ProvisioningContext, row: AppUser): Partial<Shown> {
  const { userName, givenName, familyName, email } = row.pushed ?? app.values(row.user, "update");
  return {
    userName,
    ...(typeof givenName === "string" && { givenName }),
    ...(typeof familyName === "string" && { familyName }),
    ...(typeof email === "string" && { email }),
  };
}

/** What is not mapped was never pushed: it may be anything. */
function differs(expected: string | undefined, found: string): boolean {
  return expected !== undefined && expected !== found;
}
