import { IDENTITY_PROVIDERS } from "../../emulator/index.ts";
import { didYouMean } from "../documents/suggest.ts";
import { UsageError } from "../documents/usage-error.ts";
import type { IdentityProvider } from "../engine/identity-provider.ts";

/** Whose client is emulated, and in which of its ways. */
export interface ProviderChoice {
  readonly idp: IdentityProvider;
  readonly dialect: string;
}

/** The provider and dialect of these names; the first of each when left out. Throws `UsageError` for one that there is not. */
export function findProvider(idp: string | undefined, dialect: string | undefined): ProviderChoice {
  const [first] = IDENTITY_PROVIDERS;
  const ids = IDENTITY_PROVIDERS.map(({ id }) => id);
  const found = IDENTITY_PROVIDERS.find(({ id }) => id === (idp ?? first.id));
  if (found === undefined)
    throw unknown("--idp", { what: "There is no identity provider", name: idp ?? "", known: ids });
  const dialects = found.dialects.map(({ id }) => id);
  const wanted = dialect ?? found.dialects[0].id;
  if (!dialects.includes(wanted)) {
    throw unknown("--dialect", { what: `${found.title} has no dialect`, name: wanted, known: dialects });
  }
  return { idp: found, dialect: wanted };
}

interface Unknown {
  readonly what: string;
  readonly name: string;
  readonly known: readonly string[];
}

function unknown(option: string, { what, name, known }: Unknown): UsageError {
  return new UsageError(`${what} "${name}"${didYouMean(name, known) || "."}`, `${option} takes ${known.join(", ")}.`);
}
