import { splitWords } from "../../engine/report/shell.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The words that a shell makes of a printed command line, with the variables of its environment. */
export function toShellWords(command: string, env: Environment): readonly string[] {
  return splitWords(command).map((word) =>
    word.replace(/'[^']*'|"(?:[^"\\]|\\.)*"|\\./g, (piece) => unquote(piece, env)),
  );
}

function unquote(piece: string, env: Environment): string {
  if (piece.startsWith("\\")) return piece.slice(1);
  const inner = piece.slice(1, -1);
  return piece.startsWith("'") ? inner : expand(inner, env);
}

/** Between double quotes variables are expanded, and a backslash takes its meaning from four characters. */
function expand(text: string, env: Environment): string {
  return text.replace(/\\([$`"\\])|\$(\w+)/g, (_, escaped?: string, name?: string) => {
    return escaped ?? env[name ?? ""] ?? "";
  });
}
