import { readTextFile } from "../../../documents/read-text-file.ts";
import { UsageError } from "../../../documents/usage-error.ts";

/** How the target's certificate is judged. */
export interface TlsSettings {
  /** Certificate authorities, PEM. */
  readonly ca?: string;
  /** Any certificate is taken. */
  readonly insecure?: boolean;
}

/**
 * TLS settings from `--ca` (a path) and `--insecure`; undefined when neither is there. Rejects with `UsageError` when the file is
 * not readable or no PEM, or the URL is not https.
 */
export async function parseTls(
  options: { ca?: string; insecure?: boolean },
  url: string | undefined,
): Promise<TlsSettings | undefined> {
  const option = options.ca === undefined ? "--insecure" : "--ca";
  if (options.ca === undefined && !options.insecure) return undefined;
  if (!url?.startsWith("https:")) {
    throw new UsageError(`${option} is about TLS, and the target is not an https URL.`, "Leave it out.");
  }
  if (options.ca !== undefined && options.insecure) {
    throw new UsageError("--ca and --insecure exclude each other.", "--insecure takes any certificate at all.");
  }
  return options.ca === undefined ? { insecure: true } : { ca: await readPem(options.ca) };
}

async function readPem(path: string): Promise<string> {
  const text = await readText(path);
  if (text.includes("-----BEGIN CERTIFICATE-----")) return text;
  throw new UsageError(
    `The file of --ca, ${path}, holds no PEM certificate.`,
    "It has a line -----BEGIN CERTIFICATE-----.",
  );
}

async function readText(path: string): Promise<string> {
  try {
    return await readTextFile(path);
  } catch (cause) {
    throw new UsageError(`The file of --ca, ${path}, cannot be read.`, "Give the path of a PEM file.", { cause });
  }
}
