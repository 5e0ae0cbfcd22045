import { splitWords } from "../../engine/report/shell.ts";

/** The words that a shell makes of a printed command line, with the variables of its environment. */
export function toShellWords(command: string, env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return splitWords(command).map((word) =>
    word.replace(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g, (_, single?: string, double?: string, escaped?: string) => {
      if (single !== undefined) return single;
      return double === undefined ? (escaped ?? "") : expand(double, env);
    }),
  );
}

/** Between double quotes variables are expanded, and a backslash takes its meaning from four characters. */
function expand(text: string, env: Readonly<Record<string, string | undefined>>): string {
  return text.replace(/\\([$`"\\])|\$(\w+)/g, (_, escaped?: string, name?: string) => {
    return escaped ?? env[name ?? ""] ?? "";
  });
}
