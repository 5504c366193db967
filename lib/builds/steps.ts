const shown =
  /^#\d+ (\[[^\]]+\] \S.*|exporting to .+|exporting cache .+|pushing \S+ with docker|pushing layers.*|importing cache .+)$/;

/** The step that a line of `--progress plain` begins, such as `[build 5/7] RUN go build`; undefined for every other line. */
export const stepOf = (line: string): string | undefined => shown.exec(line)?.[1]?.replace(/ (\d+\.\d+s )?done$/, '');
