// The libraries that come as WebJars and lie beside our own files under /assets; see AssetConfiguration.java.
declare module '*/uplot/dist/uPlot.esm.js' {
  const uPlot: any;
  export default uPlot;
}
declare module '*/d3-hierarchy/src/index.js' {
  export function hierarchy<T>(data: T, children: (data: T) => T[]): any;
  export function tree(): any;
}
declare module 'jsdom';
