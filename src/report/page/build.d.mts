/**
 * Bundles what the browser runs into one script.
 *
 * @param outfile where to write; "" gives the text back and writes nothing
 */
export declare function buildPage(outfile: string): Promise<string>;
