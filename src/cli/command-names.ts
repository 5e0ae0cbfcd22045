/** Names of the commands, for near misses. */
export const COMMAND_NAMES: readonly string[] = [
  "run",
  "serve",
  "emulate",
  "runscope",
  "cleanup",
  "self-check",
  "list",
  "explain",
  "help",
];
