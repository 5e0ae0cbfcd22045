/** Sees what nobody catches while a run goes on. */
export function watchForExceptions(): { readonly seen: readonly string[]; readonly end: () => void } {
  const seen: string[] = [];
  const note = (error: unknown): void => {
    seen.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };
  process.on("uncaughtException", note);
  process.on("unhandledRejection", note);
  return {
    seen,
    end: () => {
      process.off("uncaughtException", note);
      process.off("unhandledRejection", note);
    },
  };
}
