import { Command } from "commander";
import { IDENTITY_PROVIDERS } from "../../emulator/index.ts";
import { packageFacts } from "../documents/package-root.ts";
import type { CommandIo } from "./command-io.ts";
import type { CleanupCommandOptions } from "./commands/cleanup.ts";
import type { EmulateCommandOptions } from "./commands/emulate.ts";
import type { ListCommandOptions } from "./commands/list.ts";
import type { SelfCheckCommandOptions } from "./commands/self-check.ts";
import type { ServeCommandOptions } from "./commands/serve.ts";
import {
  addPlayOptions,
  addReportOptions,
  addRunOptions,
  addTargetOptions,
  list,
  single,
} from "./parse/option-groups.ts";
import { addExportOptions } from "./parse/runscope-options.ts";
import type { RunscopeCommandOptions } from "./parse/runscope-options.ts";
import type { RunCommandOptions } from "./parse/option-groups.ts";
import { formatRootHelp } from "./root-help.ts";
import { HELP_LAYOUT, helpWidth } from "./help-layout.ts";
import { holdYoungGeneration } from "./young-generation.ts";

const PROVIDERS = IDENTITY_PROVIDERS.map(({ title }) => title).join(" or ");

/** Where commander's own texts go, and who is told the exit code of a command. */
export interface ProgramOptions {
  readonly io: CommandIo;
  readonly print: (text: string) => void;
  readonly setExitCode: (code: number) => void;
}

/** The command line as a whole. What a command does is loaded only when it is called, so that help and version are quick. */
export function createProgram(options: ProgramOptions): Command {
  const program = new Command("zi-scim-check")
    .description(
      `Tells whether ${PROVIDERS} provisioning will work against a SCIM 2.0 endpoint, what breaks, and what to change.`,
    )
    .version(packageFacts().version, "-V, --version", "show the version")
    .helpOption("-h, --help", "show help for a command")
    .helpCommand("help [command]", "show help for a command")
    .exitOverride()
    .configureOutput({
      writeOut: options.print,
      writeErr: () => undefined,
      outputError: () => undefined,
      getOutHelpWidth: () => helpWidth(options.io.stdout.columns),
    })
    // Commands take the layout over when they are added.
    .configureHelp(HELP_LAYOUT);
  addRun(program, options);
  addServe(program, options);
  addEmulate(program, options);
  addRunscope(program, options);
  addCleanup(program, options);
  addSelfCheck(program, options);
  addList(program, options);
  addExplain(program, options);
  return program.configureHelp({ ...HELP_LAYOUT, formatHelp: formatRootHelp });
}

function addRun(program: Command, { io, setExitCode }: ProgramOptions): void {
  const command = program
    .command("run [url]", { isDefault: true })
    .description("check a SCIM endpoint (the default command); without a URL, the bundled server");
  addRunOptions(command).action(async (url: string | undefined, options: RunCommandOptions) => {
    if (url === undefined) holdYoungGeneration();
    const { run } = await import("./commands/run.ts");
    setExitCode(await run(url, options, io));
  });
}

function addServe(program: Command, { io, setExitCode }: ProgramOptions): void {
  program
    .command("serve")
    .description("run the bundled reference server until Ctrl-C")
    .addOption(single("--port <n>", "port, 0 for any free one (default: 8080)"))
    .addOption(single("--host <address>", "address to listen on (default: 127.0.0.1)"))
    .addOption(single("--token <token>", "bearer token that clients must send (default: a random one)"))
    .addOption(single("--profile <name>", "what it is like: see list profiles, or a .yaml file (default: zoominfo)"))
    .addOption(list("--seats <[product=]total>", "seats of a product, or of all active users (default: the profile's)"))
    .addOption(list("--defect <name>", "build a fault in, see zi-scim-check list defects"))
    .addOption(single("--latency <ms>", "answer that much later"))
    .addOption(single("--users <n>", "start with so many users"))
    .addOption(list("--limit <name=n>", "take more or less of clients, for example bodyBytes=5000000"))
    .action(async (options: ServeCommandOptions) => {
      const { serve } = await import("./commands/serve.ts");
      setExitCode(await serve(options, io));
    });
}

function addEmulate(program: Command, { io, setExitCode }: ProgramOptions): void {
  const command = program
    .command("emulate <scenario...>")
    .description("play the identity provider's side alone: scenarios by name, or .yaml files")
    .addOption(single("--target <url>", "SCIM base URL to play against (default: the bundled server)"));
  addTargetOptions(
    addPlayOptions(command, "default: generic; only with --target, else each scenario plays in its own"),
  ).action(async (scenarios: readonly string[], options: EmulateCommandOptions) => {
    if (options.target === undefined) holdYoungGeneration();
    const { emulate } = await import("./commands/emulate.ts");
    setExitCode(await emulate(scenarios, options, io));
  });
}

function addRunscope(program: Command, { io, setExitCode }: ProgramOptions): void {
  const command = program
    .command("runscope <file.json> <url>")
    .description("play an API test that Runscope (BlazeMeter) has exported, step by step as it is, against a target");
  addTargetOptions(addReportOptions(addExportOptions(command))).action(
    async (file: string, url: string, options: RunscopeCommandOptions) => {
      const { runscope } = await import("./commands/runscope/runscope.ts");
      setExitCode(await runscope({ file, url }, options, io));
    },
  );
}

function addCleanup(program: Command, { io, setExitCode }: ProgramOptions): void {
  const command = program
    .command("cleanup [url]")
    .description(
      "remove what an interrupted run left behind; without --run, list the runs that may have left something",
    )
    .addOption(
      single("--run <id>", "id of the run: it stands in the first line of the progress and at the head of the report"),
    );
  addTargetOptions(command).action(async (url: string | undefined, options: CleanupCommandOptions) => {
    const { cleanup } = await import("./commands/cleanup.ts");
    setExitCode(await cleanup(url, options, io));
  });
}

function addSelfCheck(program: Command, { io, setExitCode }: ProgramOptions): void {
  program
    .command("self-check")
    .description("prove each check against the faults that it must notice, and that sound servers raise no alarm")
    .addOption(
      list(
        "--only <glob>",
        "prove these checks, scenarios and sound variants only; with --providers on the servers with their defects",
      ),
    )
    .option(
      "--changed",
      "play the sound variants only with the suites that changed in the git working copy, if no more did",
    )
    .option(
      "--providers",
      "prove instead that the table of each identity provider hangs on nothing but what decides it",
    )
    .option("--quick", "with --providers, compare the table of a quick run with that of a whole one instead")
    .addOption(single("--draw <n>", "with --providers, on so many of the defects, drawn by chance"))
    .addOption(single("--seed <n>", "with --draw, what the chance follows from (default: 1)"))
    .action(async (options: SelfCheckCommandOptions) => {
      const { selfCheck } = await import("./commands/self-check.ts");
      setExitCode(await selfCheck(options, io));
    });
}

function addList(program: Command, { io, setExitCode }: ProgramOptions): void {
  program
    .command("list [what]")
    .description(
      "list suites, checks, requirements, scenarios, profiles, providers, reporters or defects (default: suites with checks, and scenarios)",
    )
    .option("--uncovered", "of the requirements only those that no check rests on")
    .action(async (what: string | undefined, options: ListCommandOptions) => {
      const { list: listAll } = await import("./commands/list.ts");
      setExitCode(await listAll(what, options, io));
    });
}

function addExplain(program: Command, { io, setExitCode }: ProgramOptions): void {
  program
    .command("explain <id>")
    .description(
      `explain a check, a rule, a scenario or a defect by its id, or an error by the text that ${PROVIDERS} shows; with --from what a saved run found`,
    )
    .addOption(single("--from <run.json>", "a report of --reporter json: show this check or scenario as it went there"))
    .action(async (id: string, { from }: { readonly from?: string }) => {
      if (from !== undefined) {
        const { explainRun } = await import("./explain/explain-run.ts");
        setExitCode(await explainRun(id, from, io));
        return;
      }
      const { explain } = await import("./commands/explain.ts");
      setExitCode(await explain(id, io));
    });
}
