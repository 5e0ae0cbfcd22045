/** How long the lines of a command may be. */
export interface FoldOptions {
  /** Columns; a word that is longer stays whole. */
  readonly width: number;
  /** Before every line but the first. */
  readonly indent: string;
}

/** Quotes a text for a POSIX shell, so that nothing in it is expanded. Plain words stay as they are. */
export function quoteShell(text: string): string {
  return /^[A-Za-z0-9_./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** What stands for a text between double quotes, where `$NAME` is to be expanded but nothing of the text. */
export function escapeInDoubleQuotes(text: string): string {
  // An interactive shell expands `!` in double quotes even after a backslash.
  return text.replace(/[$`"\\]/g, "\\$&").replaceAll("!", `"'!'"`);
}

/** Puts a command's words on as few lines as fit, with a backslash at the end of every line but the last. */
export function foldCommand(words: readonly string[], options: FoldOptions): string {
  const lines: string[] = [];
  let line = "";
  for (const [index, word] of words.entries()) {
    const tail = index === words.length - 1 ? "" : " \\";
    const longer = line === "" ? word : `${line} ${word}`;
    const lastLine = longer.slice(longer.lastIndexOf("\n") + 1);
    // A word of several lines is aligned for a line of its own.
    if (line !== "" && (word.includes("\n") || lastLine.length + tail.length > options.width)) {
      lines.push(line);
      line = `${options.indent}${word}`;
    } else {
      line = longer;
    }
  }
  return [...lines, line].join(" \\\n");
}

/** Takes a command line apart at the spaces outside quotes; quotes stay where they are. */
export function splitWords(command: string): readonly string[] {
  return command.match(/(?:'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\])+/g) ?? [];
}
