import { UsageError } from "../../../documents/usage-error.ts";
import type { Credentials } from "../../../exchange/masking/credentials.ts";
import { Secrets } from "../../../exchange/masking/secrets.ts";
import { findProvider } from "../../../run/find-provider.ts";
import type { ExportOptions } from "../../../run/runscope/play/play-options.ts";
import { runExport } from "../../../run/runscope/run-export.ts";
import type { CommandIo } from "../../command-io.ts";
import { parseUrl } from "../../parse/reach/url.ts";
import { toExportOptions } from "../../parse/runscope.ts";
import type { RunscopeCommandOptions } from "../../parse/runscope-options.ts";
import { toPlaySettings, toTargetSettings } from "../../parse/to-run-options.ts";
import type { TargetSettings } from "../../parse/to-run-options.ts";
import { runscopeWords } from "../../repeat/runscope-words.ts";
import { executeRun } from "../execute-run.ts";

/** Plays an exported API test against the target at the URL, step by step as it stands in the file. */
export async function runscope(
  { file, url }: { readonly file: string; readonly url: string },
  options: RunscopeCommandOptions,
  io: CommandIo,
): Promise<number> {
  const baseUrl = parseUrl(url);
  const settings = await toTargetSettings(baseUrl, options, io.env);
  const test = await toExportOptions(file, options);
  const reach = { ...toPlaySettings(baseUrl, options), ...withGivenCredentials(settings, test, options), url: baseUrl };
  return executeRun(
    {
      runOptions: reach,
      options,
      start: (given, secrets) =>
        runExport({ ...reach, ...given, url: baseUrl }, test, { secrets: secrets ?? new Secrets() }),
      words: { command: ["runscope", file], scenario: { [test.id]: runscopeWords(options) } },
    },
    io,
  );
}

/** A step has the say over its own Authorization header, so that the run's is a credential, however it was given. */
function withGivenCredentials(
  settings: TargetSettings,
  { variables }: ExportOptions,
  { idp, dialect }: RunscopeCommandOptions,
): TargetSettings {
  const names = findProvider(idp, dialect).idp.testFiles?.authorization ?? [];
  const name = names.find((one) => Object.hasOwn(variables, one));
  const { authorization, ...headers } = settings.headers ?? {};
  const given = name === undefined ? authorization : variables[name];
  if (name !== undefined && (settings.credentials ?? authorization) !== undefined) {
    throw new UsageError(
      `--var ${name} and the credentials of the target exclude each other.`,
      `Leave --var ${name} out: it is given the token.`,
    );
  }
  if (given === undefined) return settings;
  const credentials: Credentials = { kind: "raw", token: given };
  return { ...settings, credentials, ...(Object.keys(headers).length > 0 ? { headers } : { headers: {} }) };
}
