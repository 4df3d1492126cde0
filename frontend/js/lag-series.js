// The server's compact form of the lag (a start, a step, values in milliseconds) as the columns that uPlot wants. Pure.

/**
 * @param {{start?: number, stepMillis?: number, replicas: {name: string, millis: (number | null)[]}[]}} lag
 * @returns {{names: string[], columns: (number | null)[][]}} times and lags in seconds
 */
export function series(lag) {
  const longest = Math.max(0, ...lag.replicas.map((replica) => replica.millis.length));
  const times = Array.from({ length: longest }, (_, i) => ((lag.start ?? 0) + i * (lag.stepMillis ?? 0)) / 1000);
  const values = lag.replicas.map((replica) => times.map((_, i) => {
    const millis = replica.millis[i];
    return millis === null || millis === undefined ? null : millis / 1000;
  }));
  return { names: lag.replicas.map((replica) => replica.name), columns: [times, ...values] };
}

/**
 * The newest value; the one before counts too, because the last few seconds may not be over.
 * @param {(number | null)[]} values
 * @returns {number | null}
 */
export function latest(values) {
  return values.at(-1) ?? values.at(-2) ?? null;
}
