import { didYouMean } from "../../documents/suggest.ts";
import { UsageError } from "../../documents/usage-error.ts";

/** The one of the known values that an option names; undefined when it is not there. Throws `UsageError` with a near miss otherwise. */
export function parseChoice<Name extends string>(
  text: string | undefined,
  option: string,
  known: readonly Name[],
): Name | undefined {
  if (text === undefined) return undefined;
  const found = known.find((name) => name === text);
  if (found !== undefined) return found;
  throw new UsageError(
    `${option} does not know "${text}"${didYouMean(text, known) || "."}`,
    `It takes ${known.join(", ")}.`,
  );
}
